//! Takes records in, one after the other: the part of reading that outlives a file.

use super::columns::{Columns, Whereabouts};
use super::fault::Fault;
use super::limits::Limits;
use super::problems::{Problems, SNIPPET};
use super::record::{Parsed, parse_record, skip_value};
use super::schema::Schema;
use super::staged::Staged;
use crate::WarningCode;

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was read, and is a row now, or was no record and is counted as such.
    Read(Parsed),
    /// Its end has not come yet.
    Incomplete,
    /// It is broken; what and where was said.
    Broken,
    /// It is too long or too deep, without having been seen to be broken.
    TooMuch,
}

/// The rows of a data set so far.
#[derive(Debug)]
pub(super) struct Rows {
    pub limits: Limits,
    pub schema: Schema,
    pub columns: Columns,
    pub problems: Problems,
    /// Records that could not be read.
    pub skipped: u64,
    staged: Staged,
}

impl Rows {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            schema: Schema::new(&limits),
            columns: Columns::new(limits.clone()),
            problems: Problems::default(),
            skipped: 0,
            staged: Staged::default(),
            limits,
        }
    }

    /// Reads the object at the start of the input as a row. `last` says that nothing follows the input.
    pub(super) fn record(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_record(window, &mut self.schema, &mut self.staged, &self.limits) {
            Ok(parsed) => {
                let record = whereabouts.first(parsed.end);
                self.columns.add_row(&mut self.schema, &self.staged, record, &mut self.problems);
                Outcome::Read(parsed)
            }
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Reads past a value that is no object. `ends` says whether what follows it may follow a value.
    pub(super) fn stray(
        &mut self,
        whereabouts: Whereabouts<'_>,
        last: bool,
        ends: impl FnOnce(Option<u8>) -> bool,
    ) -> Outcome {
        let window = self.window(whereabouts.input);
        match skip_value(window, &mut self.schema, &mut self.staged, &self.limits) {
            Ok(parsed) if parsed.end == window.len() && !last => self.fault(Fault::Incomplete, whereabouts, last),
            Ok(parsed) if ends(whereabouts.input.get(parsed.end).copied()) => {
                self.skipped += 1;
                self.problems.add(WarningCode::NotAnObject, || {
                    let message = "A record is no object with named fields and is left out: records must look like \
                                   {\"name\": value}";
                    (Some(whereabouts.first(parsed.end).at(0)), message.to_owned())
                });
                Outcome::Read(parsed)
            }
            Ok(_) => self.fault(Fault::invalid(0, super::number::NO_VALUE), whereabouts, last),
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// A record whose end never came.
    pub(super) fn truncated(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        self.problems.add(WarningCode::Truncated, || {
            let message =
                "The file ends in the middle of a record, which is left out: check that the export has finished";
            (Some(whereabouts.at(0)), message.to_owned())
        });
    }

    /// A record that another one begins within.
    pub(super) fn unfinished(&mut self, whereabouts: Whereabouts<'_>) {
        self.invalid(whereabouts, 0, "it does not end before the next one begins");
    }

    fn fault(&mut self, fault: Fault, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        match fault {
            // What will be shown of the place is waited for.
            Fault::Invalid { at, .. } | Fault::TooDeep { at } if !last && whereabouts.input.len() <= at + SNIPPET => {
                Outcome::Incomplete
            }
            Fault::Incomplete if whereabouts.input.len() < self.limits.record_bytes => Outcome::Incomplete,
            Fault::Incomplete => {
                self.skipped += 1;
                let most = self.limits.record_bytes;
                self.problems.add(WarningCode::RecordTooLong, || {
                    let (size, unit) = if most >= 1 << 20 { (most >> 20, "MiB") } else { (most, "bytes") };
                    let message = format!(
                        "A record is longer than {size} {unit} and is left out: check that records are separated by \
                         line ends or commas"
                    );
                    (Some(whereabouts.first(most).at(0)), message)
                });
                Outcome::TooMuch
            }
            Fault::Invalid { at, .. } if another_begins(whereabouts.input, at) => {
                self.unfinished(whereabouts);
                Outcome::Broken
            }
            Fault::Invalid { at, what } => {
                self.invalid(whereabouts, at, what);
                Outcome::Broken
            }
            Fault::TooDeep { at } => {
                self.skipped += 1;
                let most = self.limits.depth;
                self.problems.add(WarningCode::TooDeep, || {
                    let message =
                        format!("A record has more than {most} objects or arrays within each other and is left out");
                    (Some(whereabouts.at(at)), message)
                });
                Outcome::TooMuch
            }
        }
    }

    fn invalid(&mut self, whereabouts: Whereabouts<'_>, at: usize, what: &str) {
        self.skipped += 1;
        self.problems.add(WarningCode::InvalidRecord, || {
            (Some(whereabouts.at(at)), format!("A record is no valid JSON and is left out: {what}"))
        });
    }

    fn window<'a>(&self, input: &'a [u8]) -> &'a [u8] {
        &input[..input.len().min(self.limits.record_bytes)]
    }
}

/// Whether a line begins like a record before the fault, or with it: then the fault is that the record does not end.
fn another_begins(input: &[u8], at: usize) -> bool {
    memchr::memmem::find(&input[..input.len().min(at + 1)], b"\n{").is_some()
}
