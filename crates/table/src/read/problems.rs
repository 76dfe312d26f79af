//! Collects what was wrong: counts every problem, and keeps the place of the first of each kind.

use crate::{Warning, WarningCode};

/// Bytes of the input that a warning shows.
pub(super) const SNIPPET: usize = 40;

/// Where in a file something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// From 1.
    pub line: u64,
    /// From 0, in the unpacked file.
    pub offset: u64,
    /// The input from that place on.
    pub input: &'a [u8],
}

/// The problems so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    warnings: Vec<Warning>,
    file: String,
}

impl Problems {
    /// Later problems belong to this file.
    pub(super) fn begin_file(&mut self, name: &str) {
        name.clone_into(&mut self.file);
    }

    /// Counts a problem. Where it is and what to say of it is only asked for the first of its kind.
    #[cold]
    pub(super) fn add<'a>(&mut self, code: WarningCode, describe: impl FnOnce() -> (Option<Place<'a>>, String)) {
        self.add_many(code, 1, describe);
    }

    /// Counts so many problems of one kind; the description is that of the first.
    pub(super) fn add_many<'a>(
        &mut self,
        code: WarningCode,
        count: u64,
        describe: impl FnOnce() -> (Option<Place<'a>>, String),
    ) {
        if let Some(known) = self.warnings.iter_mut().find(|warning| warning.code == code) {
            known.count += count;
            return;
        }
        let (place, message) = describe();
        self.warnings.push(Warning {
            code,
            message,
            count,
            file: Some(self.file.clone()),
            line: place.map(|place| place.line),
            byte_offset: place.map(|place| place.offset),
            snippet: place.map(|place| snippet(place.input)).filter(|snippet| !snippet.is_empty()),
        });
    }

    /// Whether there was one of this kind.
    pub(super) fn has(&self, code: WarningCode) -> bool {
        self.warnings.iter().any(|warning| warning.code == code)
    }

    /// Adds what was found behind all this, on lines that were counted from so many less than they are.
    pub(super) fn take_in(&mut self, later: Vec<Warning>, lines: u64) {
        for warning in later {
            match self.warnings.iter_mut().find(|known| known.code == warning.code) {
                Some(known) => known.count += warning.count,
                None => self.warnings.push(Warning { line: warning.line.map(|line| line + lines), ..warning }),
            }
        }
    }

    /// How many kinds of problems there are.
    pub(super) fn len(&self) -> usize {
        self.warnings.len()
    }

    /// Says of the problems from this one on that they lie here.
    pub(super) fn pin(&mut self, from: usize, line: u64, offset: u64) {
        for warning in self.warnings.iter_mut().skip(from) {
            warning.line = Some(line);
            warning.byte_offset = Some(offset);
        }
    }

    /// All problems, in the order of their first appearance.
    pub(super) fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// The first problem of a file.
    pub(super) fn first_of(&self, file: &str) -> Option<&Warning> {
        self.warnings.iter().find(|warning| warning.file.as_deref() == Some(file))
    }
}

/// At most forty bytes of the input in a form that can be shown.
pub(super) fn snippet(input: &[u8]) -> String {
    let mut end = input.len().min(SNIPPET);
    // Not through the middle of a character.
    while end > 0 && end < input.len() && input[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    let text = String::from_utf8_lossy(&input[..end]);
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_kind_is_kept_and_the_others_are_counted() {
        let mut problems = Problems::default();
        problems.begin_file("a.json");
        for line in 1..=3 {
            let place = Place { line, offset: 7 * line, input: b"{broken\n" };
            problems.add(WarningCode::InvalidRecord, || (Some(place), format!("broken {line}")));
        }
        let warnings = problems.into_warnings();
        assert_eq!(warnings.len(), 1);
        assert_eq!((warnings[0].count, warnings[0].line, warnings[0].byte_offset), (3, Some(1), Some(7)));
        assert_eq!((warnings[0].message.as_str(), warnings[0].snippet.as_deref()), ("broken 1", Some("{broken")));
    }

    #[test]
    fn snippets_end_between_characters() {
        let text = "é".repeat(30);
        assert_eq!(snippet(text.as_bytes()), "é".repeat(20));
        assert_eq!(snippet(&text.as_bytes()[1..]).chars().count(), 20);
        assert_eq!(snippet(b""), "");
    }
}
