//! Neutral names for columns and labels: the same name everywhere gets the same neutral one.

use std::collections::BTreeMap;

use driftscope_report::Report;

/// Words that stand among labels and are none of the data's.
const OWN_WORDS: [&str; 2] = ["missing", "other"];

/// The neutral names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    columns: Option<BTreeMap<String, String>>,
    labels: Option<BTreeMap<String, String>>,
}

impl Names {
    pub(crate) fn of(report: &Report, columns: bool, labels: bool) -> Self {
        let numbered = || {
            let names = report.columns.iter().enumerate();
            names.map(|(place, column)| (column.name.clone(), format!("column {}", place + 1))).collect()
        };
        Self { columns: columns.then(numbered), labels: labels.then(BTreeMap::new) }
    }

    /// Whether columns have neutral names.
    pub(crate) fn hide_columns(&self) -> bool {
        self.columns.is_some()
    }

    /// Whether labels have neutral names.
    pub(crate) fn hide_labels(&self) -> bool {
        self.labels.is_some()
    }

    /// A column's name as it is shown. What is no column of the report, such as one of a setting that no file has, gets a name, too.
    pub(crate) fn column(&mut self, name: &mut String) {
        if let Some(columns) = &mut self.columns {
            let next = columns.len() + 1;
            name.clone_from(columns.entry(name.clone()).or_insert_with(|| format!("column {next}")));
        }
    }

    pub(crate) fn columns<'a>(&mut self, names: impl IntoIterator<Item = &'a mut String>) {
        names.into_iter().for_each(|name| self.column(name));
    }

    /// A label as it is shown.
    pub(crate) fn label(&mut self, label: &mut String) {
        if let Some(labels) = self.labels.as_mut().filter(|_| !OWN_WORDS.contains(&label.as_str())) {
            let next = labels.len() + 1;
            label.clone_from(labels.entry(label.clone()).or_insert_with(|| format!("label {next}")));
        }
    }

    pub(crate) fn labels<'a>(&mut self, labels: impl IntoIterator<Item = &'a mut String>) {
        labels.into_iter().for_each(|label| self.label(label));
    }
}

/// A text with whole words replaced: what stands beside `old` is neither a letter nor a digit.
pub(crate) fn replaced(text: &str, old: &str, new: &str) -> String {
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(old).filter(|_| !old.is_empty()) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let is_whole = !is_part(before.chars().next_back().or(made.chars().next_back().filter(|_| before.is_empty())))
            && !is_part(after.chars().next());
        made += before;
        made += if is_whole { new } else { old };
        rest = after;
    }
    made + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_replaced() {
        assert_eq!(
            replaced("a changed within values of a.b", "a", "column 1"),
            "column 1 changed within values of column 1.b"
        );
        assert_eq!(replaced("aa a", "a", "x"), "aa x");
        assert_eq!(replaced("text", "", "x"), "text");
    }
}
