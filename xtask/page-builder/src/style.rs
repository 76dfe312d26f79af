//! Joins the page's styles in the order of `static/style/index.css`: a file for each view, and what they share.

use std::collections::BTreeSet;

use xtask::workspace;

use crate::error::PackError;

const FOLDER: &str = "static/style";

/// The styles as one text.
pub(crate) fn joined() -> Result<String, PackError> {
    let mut text = String::new();
    for name in imported(&workspace::read(&format!("{FOLDER}/index.css"))?)? {
        text.push_str(&workspace::read(&format!("{FOLDER}/{name}"))?);
    }
    Ok(text)
}

/// The files that an index imports, each once.
fn imported(index: &str) -> Result<Vec<&str>, PackError> {
    let wrong = |problem: String| PackError::Page { problem: format!("{FOLDER}/index.css {problem}") };
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for line in index.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("/*")) {
        let name = line.strip_prefix("@import \"").and_then(|line| line.strip_suffix("\";"));
        let name = name.ok_or_else(|| wrong(format!("has a line that is not an import: {line}")))?;
        if !seen.insert(name) {
            return Err(wrong(format!("imports {name} twice")));
        }
        names.push(name);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_joined_once() {
        let folder = workspace::root().join(FOLDER);
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let files: BTreeSet<String> = files.filter(|name| name != "index.css").collect();
        let index = workspace::read("static/style/index.css").unwrap();
        let names: BTreeSet<String> = imported(&index).unwrap().into_iter().map(str::to_owned).collect();
        assert_eq!(names, files);
        assert!(joined().unwrap().contains("--ground"));
    }

    #[test]
    fn a_line_that_is_not_an_import_and_a_second_import_are_refused() {
        assert!(imported("p {}").is_err());
        assert!(imported("@import \"a.css\";\n@import \"a.css\";").is_err());
    }
}
