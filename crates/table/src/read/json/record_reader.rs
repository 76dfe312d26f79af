//! Reads JSON records into rows, over all files of a data set.

use super::fast::layout::Layout;
use super::fast::patience::Patience;
use super::fast::{at_once, parse_record};
use super::record::{parse_list, parse_value};
use crate::WarningCode;
use crate::read::assemble::rows::Rows;
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::lex::fault::Fault;
use crate::read::lex::number;
use crate::read::lex::value::Parsed;
use crate::read::place::{SNIPPET, Whereabouts};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was read, and is a row now, or was no record and is counted as such.
    Read(Parsed),
    /// Its end has not come yet.
    Incomplete,
    /// It is broken, and a warning names the place.
    Broken,
    /// It is too long or too deep, without having been seen to be broken.
    TooMuch,
    /// There is no room for its row.
    Full,
}

/// Reads records into rows.
#[derive(Debug)]
pub(crate) struct RecordReader {
    /// The rows so far.
    pub rows: Rows,
    /// How the records so far are laid out.
    layout: Layout,
    /// Whether it is worth trying to write values to their columns at once.
    at_once: Patience,
}

impl RecordReader {
    /// Reads into these rows.
    pub(crate) fn new(rows: Rows) -> Self {
        Self { rows, layout: Layout::default(), at_once: Patience::default() }
    }

    /// Reads the object at the start of the input as a row, if it is in the sample. `last`: nothing follows the input.
    pub(crate) fn record(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        if let Some(parsed) = self.read_at_once(whereabouts.input) {
            self.rows.count_more(1, 0);
            return Outcome::Read(parsed);
        }
        match self.parse(whereabouts.input) {
            Ok(parsed) => {
                self.rows.add_staged(whereabouts.first(parsed.end));
                Outcome::Read(parsed)
            }
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Reads the object at the start of the input as a row, whatever the sample is: see [`Rows::end_file`].
    pub(crate) fn labelled_record(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        if let Some(parsed) = self.read_at_once(whereabouts.input) {
            return Outcome::Read(parsed);
        }
        match self.parse(whereabouts.input) {
            Ok(parsed) => {
                self.rows.add_unsampled(whereabouts.first(parsed.end));
                Outcome::Read(parsed)
            }
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    #[inline]
    fn read_at_once(&mut self, input: &[u8]) -> Option<Parsed> {
        if self.rows.is_sampled() {
            return None;
        }
        let window = self.window(input);
        at_once::read(window, &mut self.layout, &mut self.rows, &mut self.at_once)
    }

    /// Parses the object at the start of the input, and stages its values.
    #[inline]
    pub(crate) fn parse(&mut self, input: &[u8]) -> Result<Parsed, Fault> {
        let window = self.window(input);
        let Rows { schema, staged, limits, .. } = &mut self.rows;
        parse_record(window, &mut self.layout, schema, staged, limits)
    }

    /// Reads the value at the start of the input as that of a field in any row.
    pub(crate) fn cell(&mut self, whereabouts: Whereabouts<'_>, last: bool, field: FieldId, row: usize) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_value(window, field, &mut self.rows.schema, &mut self.rows.staged, &self.rows.limits) {
            Ok(parsed) if self.may_go_on(whereabouts.input, parsed.end, last) => self.unended(whereabouts),
            Ok(parsed) => self.add_to_row(row, whereabouts.first(parsed.end), parsed),
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Reads the array at the start of the input as a row of values of these fields. The error says how many values
    /// there are past the last field, unless `is_named`: then they are left out.
    pub(crate) fn list(
        &mut self,
        whereabouts: Whereabouts<'_>,
        last: bool,
        fields: &[FieldId],
        row: usize,
        is_named: bool,
    ) -> Result<Outcome, usize> {
        let window = self.window(whereabouts.input);
        match parse_list(window, fields, &mut self.rows.schema, &mut self.rows.staged, &self.rows.limits) {
            Ok((_, more)) if more > 0 && !is_named => Err(more),
            Ok((parsed, more)) => {
                if more > 0 {
                    self.rows.problems.add(WarningCode::UnequalLengths, || {
                        let message = "A row has more values than there are columns; those past the last are left out";
                        (Some(whereabouts.first(parsed.end).at(0)), message.to_owned())
                    });
                }
                Ok(self.add_to_row(row, whereabouts.first(parsed.end), parsed))
            }
            Err(fault) => Ok(self.fault(fault, whereabouts, last)),
        }
    }

    fn add_to_row(&mut self, row: usize, record: Whereabouts<'_>, parsed: Parsed) -> Outcome {
        if self.rows.add_to_row(row, record) { Outcome::Read(parsed) } else { Outcome::Full }
    }

    /// Skips a value that is not an object. `ends` decides whether the next byte may follow a value.
    pub(crate) fn stray(
        &mut self,
        whereabouts: Whereabouts<'_>,
        last: bool,
        ends: impl FnOnce(Option<u8>) -> bool,
    ) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_value(window, NO_FIELD, &mut self.rows.schema, &mut self.rows.staged, &self.rows.limits) {
            Ok(parsed) if self.may_go_on(whereabouts.input, parsed.end, last) => self.unended(whereabouts),
            Ok(parsed) if ends(whereabouts.input.get(parsed.end).copied()) => {
                self.rows.not_an_object(whereabouts.first(parsed.end));
                Outcome::Read(parsed)
            }
            Ok(_) => self.fault(Fault::invalid(0, number::NO_VALUE), whereabouts, last),
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Reads past the value at the start of the input, and says what is wrong with it.
    pub(crate) fn check(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_value(window, NO_FIELD, &mut self.rows.schema, &mut self.rows.staged, &self.rows.limits) {
            Ok(parsed) => Outcome::Read(parsed),
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Says what is wrong with a record.
    pub(crate) fn fault(&mut self, fault: Fault, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        match fault {
            // What will be shown of the place is waited for.
            Fault::Invalid { at, .. } | Fault::TooDeep { at } if !last && whereabouts.input.len() <= at + SNIPPET => {
                Outcome::Incomplete
            }
            Fault::Incomplete if whereabouts.input.len() < self.rows.limits.record_bytes => Outcome::Incomplete,
            Fault::Incomplete => {
                self.rows.too_long(whereabouts);
                Outcome::TooMuch
            }
            Fault::Invalid { at, .. } if another_begins(whereabouts.input, at) => {
                self.rows.unfinished(whereabouts);
                Outcome::Broken
            }
            Fault::Invalid { at, what } => {
                self.rows.invalid(whereabouts, at, what);
                Outcome::Broken
            }
            Fault::TooDeep { at } => {
                self.rows.too_deep(whereabouts, at);
                Outcome::TooMuch
            }
        }
    }

    /// Whether a value that ends here, as far as one can see, may have more of it behind: in the next piece, or past the
    /// most that a record may have.
    pub(crate) fn may_go_on(&self, input: &[u8], end: usize, last: bool) -> bool {
        match input.get(end) {
            None => !last,
            Some(next) => end == self.rows.limits.record_bytes && !matches!(next, 0..=b' ' | b',' | b']' | b'}'),
        }
    }

    /// A value that may go on.
    fn unended(&mut self, whereabouts: Whereabouts<'_>) -> Outcome {
        if whereabouts.input.len() <= self.rows.limits.record_bytes {
            return Outcome::Incomplete;
        }
        self.rows.too_long(whereabouts);
        Outcome::TooMuch
    }

    fn window<'a>(&self, input: &'a [u8]) -> &'a [u8] {
        &input[..input.len().min(self.rows.limits.record_bytes)]
    }
}

/// Whether a line begins like a record before the fault, or with it, or behind it where the fault is a line break in a string or
/// in a word: then the fault is that the record does not end.
fn another_begins(input: &[u8], at: usize) -> bool {
    let rest = input.get(at..).unwrap_or_default();
    let letters = rest.iter().take_while(|letter| letter.is_ascii_lowercase()).count();
    let is_begun = |word: &&[u8]| letters < word.len() && word.starts_with(&rest[..letters]);
    let at = if [&b"true"[..], b"false", b"null"].iter().any(is_begun) { at + letters } else { at };
    let end = match input.get(at..) {
        Some([b'\n', ..]) => at + 2,
        Some([b'\r', b'\n', ..]) => at + 3,
        _ => at + 1,
    };
    memchr::memmem::find(&input[..input.len().min(end)], b"\n{").is_some()
}
