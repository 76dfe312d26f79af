//! Collects the problems of an input: counts each kind, and keeps the place of the first, or of the first ten skipped records.

use super::place::{Place, snippet};
use crate::{MOST_PLACES, Warning, WarningCode, WarningPlace};

/// The problems so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    warnings: Vec<Warning>,
    file: String,
    /// Where all problems are said to lie, while they are found in something that stands in no file.
    pinned: Option<(u64, u64)>,
}

impl Problems {
    /// Later problems belong to this file.
    pub(crate) fn begin_file(&mut self, name: &str) {
        name.clone_into(&mut self.file);
    }

    /// Counts a problem. Where it is and what to say of it is only asked for the first ones of its kind.
    #[cold]
    pub(crate) fn add<'a>(&mut self, code: WarningCode, describe: impl FnOnce() -> (Option<Place<'a>>, String)) {
        self.add_many(code, 1, describe);
    }

    /// Counts `count` problems of one kind; the description is that of the first.
    pub(crate) fn add_many<'a>(
        &mut self,
        code: WarningCode,
        count: u64,
        describe: impl FnOnce() -> (Option<Place<'a>>, String),
    ) {
        if let Some(known) = self.warnings.iter_mut().find(|warning| warning.code == code) {
            known.count += count;
            if code.leaves_out_records() && known.line.is_some() && known.further.len() + 1 < MOST_PLACES {
                let (place, _) = describe();
                if let Some((line, offset)) = self.pinned.or(place.map(|place| (place.line, place.offset))) {
                    let before =
                        known.further.iter().rev().find_map(|place| place.file.as_ref()).or(known.file.as_ref());
                    let file = (before != Some(&self.file)).then(|| self.file.clone());
                    known.further.push(WarningPlace { file, line: Some(line), byte_offset: Some(offset) });
                }
            }
            return;
        }
        let (place, message) = describe();
        let there = self.pinned.or(place.map(|place| (place.line, place.offset)));
        self.warnings.push(Warning {
            code,
            message,
            count,
            file: Some(self.file.clone()),
            line: there.map(|(line, _)| line),
            byte_offset: there.map(|(_, offset)| offset),
            snippet: place.map(|place| snippet(place.input)).filter(|snippet| !snippet.is_empty()),
            further: Vec::new(),
        });
    }

    /// Whether there was one of this kind.
    pub(crate) fn has(&self, code: WarningCode) -> bool {
        self.warnings.iter().any(|warning| warning.code == code)
    }

    /// Appends the warnings of a tail whose line numbers start `lines` too low.
    pub(crate) fn take_in(&mut self, later: Vec<Warning>, lines: u64) {
        for mut warning in later {
            let first = warning.line.map(|line| line + lines);
            warning.line = first;
            for place in &mut warning.further {
                place.line = place.line.map(|line| line + lines);
            }
            match self.warnings.iter_mut().find(|known| known.code == warning.code) {
                Some(known) => {
                    known.count += warning.count;
                    // Both are of one file, the one that is read.
                    let before =
                        known.further.iter().rev().find_map(|place| place.file.as_ref()).or(known.file.as_ref());
                    let file = warning.file.filter(|file| before != Some(file));
                    let first = WarningPlace { file, line: first, byte_offset: warning.byte_offset };
                    if known.code.leaves_out_records() && known.line.is_some() && first.line.is_some() {
                        known.further.extend([first].into_iter().chain(warning.further));
                        known.further.truncate(MOST_PLACES - 1);
                    }
                }
                None => self.warnings.push(warning),
            }
        }
    }

    /// Says of the problems from now on that they lie here, or, with `None`, where they are found.
    pub(crate) fn pin(&mut self, place: Option<(u64, u64)>) {
        self.pinned = place;
    }

    /// All problems, in the order of their first appearance.
    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// The first problem of a file.
    pub(crate) fn first_of(&self, file: &str) -> Option<&Warning> {
        self.warnings.iter().find(|warning| warning.file.as_deref() == Some(file))
    }
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
        let further: Vec<_> = warnings[0].further.iter().map(|place| (place.line, place.byte_offset)).collect();
        assert_eq!(further, [(Some(2), Some(14)), (Some(3), Some(21))]);
    }

    #[test]
    fn ten_places_of_a_kind_are_kept_each_with_its_file() {
        let mut problems = Problems::default();
        for (file, lines) in [("a.json", 1..=3), ("b.json", 1..=40)] {
            problems.begin_file(file);
            for line in lines {
                let place = Place { line, offset: 7 * line, input: b"{broken\n" };
                problems.add(WarningCode::InvalidRecord, || (Some(place), String::new()));
            }
        }
        let warning = &problems.into_warnings()[0];
        assert_eq!((warning.count, warning.further.len()), (43, 9));
        let files: Vec<_> = warning.further.iter().map(|place| place.file.as_deref()).collect();
        assert_eq!(files, [None, None, Some("b.json"), None, None, None, None, None, None]);
        assert_eq!(warning.further[8].line, Some(7));
    }
}
