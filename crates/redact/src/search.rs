//! What a redacted report was searched for.

use std::collections::BTreeSet;

use driftscope_report::{Redaction, Report, to_json};

/// Letters below which a name is no proof: it is found in other words.
const SHORTEST: usize = 3;

/// Digits below which a number is found by chance.
const DIGITS: usize = 5;

/// Found names that are listed.
const LISTED: usize = 5;

/// What was searched for, and what of it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// What it is: "column names".
    pub what: &'static str,
    /// How many were searched for.
    pub count: usize,
    /// Those that were found, at most five. A name that is a word of the page itself, such as "drift", is found there.
    pub found: Vec<String>,
}

/// Searches all texts of a redacted report for what its choices hide of the whole one.
pub fn search(whole: &Report, redacted: &Report, choices: &Redaction) -> Vec<Searched> {
    if !(choices.names || choices.labels || choices.files || choices.extremes) {
        return Vec::new();
    }
    let json = to_json(redacted);
    let texts: Vec<&str> = texts(&json).collect();
    let mut searched = Vec::new();
    let mut look = |what: &'static str, names: BTreeSet<&str>| {
        let names: Vec<&str> = names.into_iter().filter(|name| name.chars().count() >= SHORTEST).collect();
        let is_there = |name: &&&str| texts.iter().any(|text| has_word(text, name));
        let found = names.iter().filter(is_there).take(LISTED).map(|name| (*name).to_owned()).collect();
        searched.push(Searched { what, count: names.len(), found });
    };
    if choices.names {
        look("column names", whole.columns.iter().map(|column| column.name.as_str()).collect());
    }
    if choices.labels {
        let categories = whole.columns.iter().filter_map(|column| column.categories.as_ref());
        let labels = categories.flat_map(|found| found.labels.iter().chain(&found.new).chain(&found.vanished));
        let boolean = ["true", "false"];
        look("labels", labels.map(String::as_str).filter(|label| !boolean.contains(label)).collect());
    }
    if choices.files {
        let files = whole.reference.files.iter().chain(&whole.production.files);
        look("file names", files.map(|file| file.name.as_str()).collect());
    }
    if choices.extremes {
        let sides = whole.columns.iter().flat_map(|column| [&column.reference, &column.production]);
        let values = sides.flat_map(|side| [side.min, side.max]).flatten();
        let mut extremes: BTreeSet<String> = BTreeSet::new();
        extremes.extend(values.map(|value| value.to_string()));
        // An extreme is found as a number, not as a text.
        let mut numbers: BTreeSet<&str> = BTreeSet::new();
        numbers.extend(json.split([',', ':', '[', ']', '{', '}']));
        let digits =
            |value: &String| value.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        let long: Vec<&String> = extremes.iter().filter(|value| digits(value) >= DIGITS).collect();
        let is_there =
            |value: &&&String| numbers.contains(value.as_str()) || texts.iter().any(|text| has_word(text, value));
        let found = long.iter().filter(is_there).take(LISTED).map(|value| (*value).clone()).collect();
        searched.push(Searched {
            what: "smallest and largest values of five digits or more",
            count: long.len(),
            found,
        });
    }
    searched
}

/// The strings of a JSON text that are values, as they are written, without their quotes.
fn texts(json: &str) -> impl Iterator<Item = &str> {
    let bytes = json.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes.get(at..)?.iter().position(|byte| *byte == b'"')? + 1;
            let mut end = start;
            while *bytes.get(end)? != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            at = end + 1;
            if bytes.get(at) != Some(&b':') {
                return json.get(start..end);
            }
        }
    })
}

/// Whether a text has a name as a word of its own.
fn has_word(text: &str, name: &str) -> bool {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(name)
        .any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::ColumnReport;

    #[test]
    fn names_are_found_as_words_and_keys_are_no_texts() {
        let found: Vec<&str> = texts(r#"{"a":"b \" c","d":["e",1,{"f":"g"}]}"#).collect();
        assert_eq!(found, [r#"b \" c"#, "e", "g"]);
        assert!(
            has_word("of input.temp and", "input.temp")
                && !has_word("temperature", "temp")
                && has_word("x=temp", "temp")
        );
    }

    #[test]
    fn what_is_left_is_told() {
        let column = |name: &str| ColumnReport { name: name.to_owned(), ..ColumnReport::default() };
        let whole = Report { columns: vec![column("salary"), column("zip_code")], ..Report::default() };
        let choices = Redaction { names: true, ..Redaction::default() };
        let searched = |redacted: &Report| search(&whole, redacted, &choices).remove(0);
        assert_eq!(searched(&crate::redact(&whole, &choices)).found, [""; 0]);
        assert_eq!(searched(&whole).found, ["salary", "zip_code"]);
        assert_eq!(searched(&whole).count, 2);
    }
}
