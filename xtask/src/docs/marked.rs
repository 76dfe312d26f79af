//! Replaces the made parts of a document.

use std::collections::BTreeMap;

use xtask::Failure;

/// Texts by the name of the part they belong to.
pub(crate) type Made = BTreeMap<String, String>;

const BEGIN: &str = "<!-- begin ";
const MADE: &str = ": made by cargo xtask docs -->\n";

/// The document with every made part up to date.
///
/// Fails if a part has no end or no text is made under its name.
pub(crate) fn filled(path: &str, document: &str, made: &Made) -> Result<String, Failure> {
    let wrong = |problem: String| Failure::Documents { problems: format!("{path}: {problem}") };
    let mut text = String::with_capacity(document.len());
    let mut rest = document;
    while let Some((start, name)) = next_begin(rest) {
        let after_begin = start + BEGIN.len() + name.len() + MADE.len();
        let end = format!("<!-- end {name} -->");
        let length =
            rest[after_begin..].find(&end).ok_or_else(|| wrong(format!("the part \"{name}\" has no \"{end}\"")))?;
        let new = made.get(name).ok_or_else(|| wrong(format!("nothing is made under the name \"{name}\"")))?;
        text.push_str(&rest[..after_begin]);
        text.push_str(new.trim_end());
        text.push('\n');
        rest = &rest[after_begin + length..];
    }
    text.push_str(rest);
    Ok(text)
}

/// The parts of a document whose names begin with `prefix`, as they are.
pub(crate) fn parts(document: &str, prefix: &str) -> Made {
    let mut parts = Made::new();
    let mut rest = document;
    while let Some((start, name)) = next_begin(rest) {
        rest = &rest[start + BEGIN.len() + name.len() + MADE.len()..];
        if let Some(length) = rest.find(&format!("<!-- end {name} -->")).filter(|_| name.starts_with(prefix)) {
            parts.insert(name.to_owned(), rest[..length].to_owned());
        }
    }
    parts
}

/// Where the next mark begins, and its name. Marks begin a line, so that text about marks is not taken for one.
fn next_begin(text: &str) -> Option<(usize, &str)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix(BEGIN).and_then(|line| line.strip_suffix(MADE)) {
            return Some((start, name));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> Made {
        Made::from([("one".to_owned(), "new\n".to_owned())])
    }

    #[test]
    fn only_what_stands_between_the_marks_changes() {
        let text = "before\n<!-- begin one: made by cargo xtask docs -->\nold\n<!-- end one -->\nafter\n";
        let new = filled("a.md", text, &made()).unwrap();
        assert_eq!(new, text.replace("old", "new"));
        assert_eq!(filled("a.md", &new, &made()).unwrap(), new);
    }

    #[test]
    fn parts_are_taken_out_as_they_are() {
        let text = "<!-- begin help-a: made by cargo xtask docs -->\nold\n<!-- end help-a -->\n";
        assert_eq!(parts(text, "help"), Made::from([("help-a".to_owned(), "old\n".to_owned())]));
        assert_eq!(filled("a.md", text, &parts(text, "help")).unwrap(), text);
    }

    #[test]
    fn marks_in_the_middle_of_a_line_are_text() {
        let text = "write `<!-- begin two: made by cargo xtask docs -->`\n";
        assert_eq!(filled("a.md", text, &made()).unwrap(), text);
    }

    #[test]
    fn a_part_without_end_or_without_text_is_an_error() {
        let no_end = "<!-- begin one: made by cargo xtask docs -->\nold\n";
        assert!(filled("a.md", no_end, &made()).unwrap_err().to_string().contains("has no"));
        let unknown = "<!-- begin two: made by cargo xtask docs -->\n<!-- end two -->\n";
        assert!(filled("a.md", unknown, &made()).unwrap_err().to_string().contains("\"two\""));
    }
}
