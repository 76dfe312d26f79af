//! Takes records in, one after the other: the part of reading that outlives a file.

use super::columns::{Columns, Whereabouts};
use super::schema::{FieldId, NO_FIELD, ROOT, Schema};
use super::staged::{Kind, Staged, pair};
use crate::read::json::fast::at_once;
use crate::read::json::fast::patience::Patience;
use crate::read::json::record::{Parsed, parse_list, parse_record, parse_value};
use crate::read::lex::fault::Fault;
use crate::read::lex::number::{self, Number};
use crate::read::limits::Limits;
use crate::read::problems::{Problems, SNIPPET};
use crate::{Sample, WarningCode};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was read, and is a row now, or was no record and is counted as such.
    Read(Parsed),
    /// Its end has not come yet.
    Incomplete,
    /// It is broken; what and where was said.
    Broken,
    /// It is too long or too deep, without having been seen to be broken.
    TooMuch,
    /// There is no room for its row.
    Full,
}

/// The rows of a data set so far.
#[derive(Debug)]
pub(crate) struct Rows {
    pub limits: Limits,
    pub schema: Schema,
    pub columns: Columns,
    pub problems: Problems,
    /// Records that could not be read.
    pub skipped: u64,
    /// Which of them are kept.
    sample: Option<Sample>,
    /// Whole records met so far, kept or not.
    seen: u64,
    /// Rows that were read without regard to the sample: the first, how many, and the number of the first in the input.
    unsampled: Vec<(usize, usize, u64)>,
    /// The field that holds the labels of rows, in shapes that label them.
    labels: Option<FieldId>,
    /// They say more than the rows' numbers do.
    keeps_labels: bool,
    /// The values of the record that was parsed last.
    pub staged: Staged,
    /// Whether rows are worth the try to be read at once.
    patience: Patience,
}

impl Rows {
    pub(crate) fn new(limits: Limits, sample: Option<Sample>) -> Self {
        Self {
            schema: Schema::new(&limits),
            columns: Columns::new(limits.clone()),
            problems: Problems::default(),
            skipped: 0,
            sample,
            seen: 0,
            unsampled: Vec::new(),
            labels: None,
            keeps_labels: false,
            staged: Staged::default(),
            patience: Patience::default(),
            limits,
        }
    }

    /// Whole records met so far, in the sample or not.
    pub(crate) fn seen(&self) -> u64 {
        self.seen
    }

    /// Counts records that were read elsewhere.
    pub(crate) fn count_more(&mut self, seen: u64, skipped: u64) {
        self.seen += seen;
        self.skipped += skipped;
    }

    /// The field of this name in a record; `None` where there are too many.
    pub(crate) fn field(&mut self, name: &[u8]) -> Option<FieldId> {
        self.schema.child(ROOT, name)
    }

    /// Reads the value at the start of the input as that of a field in any row.
    pub(crate) fn cell(&mut self, whereabouts: Whereabouts<'_>, last: bool, field: FieldId, row: usize) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_value(window, field, &mut self.schema, &mut self.staged, &self.limits) {
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
        match parse_list(window, fields, &mut self.schema, &mut self.staged, &self.limits) {
            Ok((_, more)) if more > 0 && !is_named => Err(more),
            Ok((parsed, more)) => {
                if more > 0 {
                    self.problems.add(WarningCode::UnequalLengths, || {
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
        let Self { columns, schema, staged, problems, .. } = self;
        if columns.add_to_row(row, schema, staged, record, problems) { Outcome::Read(parsed) } else { Outcome::Full }
    }

    /// Makes the column of a field, so that it comes before those that are met later.
    pub(crate) fn reserve(&mut self, field: FieldId) {
        self.columns.reserve(&mut self.schema, field);
    }

    /// Sets the label of a row: a number, if it is spelled as one.
    pub(crate) fn label(&mut self, field: FieldId, row: usize, label: &[u8]) {
        self.staged.clear();
        let number = matches!(label.first(), Some(b'-' | b'0'..=b'9')).then(|| number::parse(label, 0).ok()).flatten();
        match number.filter(|(_, end)| *end == label.len()) {
            Some((Number::Integer(value), _)) => self.staged.push(field, Kind::Integer, value.to_bits()),
            Some((Number::Big, _)) => self.staged.push(field, Kind::BigInteger, pair(0, label.len())),
            _ => self.staged.push(field, Kind::Text, pair(0, label.len())),
        }
        let whereabouts = Whereabouts { input: label, line: 0, offset: 0 };
        self.columns.add_to_row(row, &mut self.schema, &self.staged, whereabouts, &mut self.problems);
    }

    /// Gives the rows from `base` on that have no value of this name this one.
    pub(crate) fn fill(&mut self, name: &str, value: Option<&str>, base: usize) {
        if self.columns.rows() == base {
            return;
        }
        let Some(field) = self.field(name.as_bytes()) else { return };
        let Some(value) = value else { return self.reserve(field) };
        self.staged.clear();
        self.staged.push(field, Kind::Text, pair(0, value.len()));
        let record = Whereabouts { input: value.as_bytes(), line: 0, offset: 0 };
        for row in base.max(self.columns.filled(&self.schema, field))..self.columns.rows() {
            self.columns.add_to_row(row, &mut self.schema, &self.staged, record, &mut self.problems);
        }
    }

    /// Decides whether the labels of the rows from `base` on say more than their numbers do.
    pub(crate) fn end_labels(&mut self, field: FieldId, base: usize, is_labelled: bool) {
        let Some(column) = self.schema.fields.get(field as usize).map(|field| field.column) else { return };
        self.labels = Some(field);
        self.keeps_labels |= is_labelled && !self.columns.is_count(column, base);
    }

    /// Takes back the column of the labels if all that they do is count.
    pub(crate) fn settle_labels(&mut self) {
        if let Some(field) = self.labels.filter(|_| !self.keeps_labels) {
            self.columns.give_up(self.schema.fields[field as usize].column);
        }
    }

    /// Something that stands where a row should.
    pub(crate) fn no_row(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        self.problems.add(WarningCode::NotAnObject, || {
            let message =
                "A value stands where a row or a column should and is left out: is the file of another shape?";
            (Some(whereabouts.first(SNIPPET).at(0)), message.to_owned())
        });
    }

    /// There is no room for more rows.
    pub(crate) fn too_many(&mut self, whereabouts: Whereabouts<'_>) {
        let (count, columns) = (self.columns.rows(), self.columns.live());
        self.problems.add(WarningCode::TooManyRows, || {
            let message = format!(
                "There are more rows than fit: after {count} rows of {columns} columns the rest is left out. Compare \
                 fewer columns, a shorter period or a sample"
            );
            (Some(whereabouts.first(0).at(0)), message)
        });
    }

    /// A document that is no JSON from here on, so that its end cannot be found.
    pub(crate) fn broken_document(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        self.problems.add(WarningCode::InvalidRecord, || {
            let message = "The document is no valid JSON from here on; what comes before is read";
            (Some(whereabouts.first(SNIPPET).at(0)), message.to_owned())
        });
    }

    /// Reads the object at the start of the input as a row, if it is in the sample. `last` says that nothing follows the
    /// input.
    pub(crate) fn record(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        self.read_record(whereabouts, last, true)
    }

    /// Reads the object at the start of the input as a row, whatever the sample is: see [`Rows::end_file`].
    pub(crate) fn labelled_record(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        let seen = self.seen;
        let outcome = self.read_record(whereabouts, last, false);
        self.seen = seen;
        outcome
    }

    /// Ends a file whose rows, from `base` on, were read without regard to the sample, since they do not come one after
    /// the other: what is not in it is taken out once all is read.
    pub(crate) fn end_file(&mut self, base: usize) {
        let rows = self.columns.rows() - base;
        if self.sample.is_some() && rows > 0 {
            self.unsampled.push((base, rows, self.seen));
        }
        self.seen += rows as u64;
    }

    /// Which rows are in the sample, where that was not heeded while they were read.
    pub(crate) fn kept(&self) -> Option<Vec<bool>> {
        let sample = self.sample.filter(|_| !self.unsampled.is_empty())?;
        let mut kept = vec![true; self.columns.rows()];
        for &(base, rows, seen) in &self.unsampled {
            for row in 0..rows {
                kept[base + row] = sample.keeps(seen + row as u64);
            }
        }
        Some(kept)
    }

    /// Adds these values of a record as a row, if it is in the sample.
    pub(crate) fn add_staged(&mut self, staged: &Staged, record: Whereabouts<'_>) {
        self.seen += 1;
        if self.sample.is_none_or(|sample| sample.keeps(self.seen - 1)) {
            self.columns.add_row(&mut self.schema, staged, record, &mut self.problems);
        }
    }

    /// Parses the object at the start of the input, and leaves its values in `staged`.
    #[inline]
    pub(crate) fn parse(&mut self, input: &[u8]) -> Result<Parsed, Fault> {
        let window = self.window(input);
        parse_record(window, &mut self.schema, &mut self.staged, &self.limits)
    }

    /// Takes in the values that are staged as a row, if it is in the sample.
    pub(crate) fn add_parsed(&mut self, record: Whereabouts<'_>) {
        let staged = std::mem::take(&mut self.staged);
        self.add_staged(&staged, record);
        self.staged = staged;
    }

    fn read_record(&mut self, whereabouts: Whereabouts<'_>, last: bool, is_sampled: bool) -> Outcome {
        if self.sample.is_none() {
            let window = self.window(whereabouts.input);
            let parsed = at_once::read(window, &mut self.schema, &mut self.columns, &mut self.patience);
            if let Some(parsed) = parsed {
                self.seen += 1;
                return Outcome::Read(parsed);
            }
        }
        match self.parse(whereabouts.input) {
            Ok(parsed) => {
                self.seen += 1;
                if is_sampled && self.sample.is_some_and(|sample| !sample.keeps(self.seen - 1)) {
                    return Outcome::Read(parsed);
                }
                let record = whereabouts.first(parsed.end);
                self.columns.add_row(&mut self.schema, &self.staged, record, &mut self.problems);
                Outcome::Read(parsed)
            }
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Reads past a value that is no object. `ends` says whether what follows it may follow a value.
    pub(crate) fn stray(
        &mut self,
        whereabouts: Whereabouts<'_>,
        last: bool,
        ends: impl FnOnce(Option<u8>) -> bool,
    ) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_value(window, NO_FIELD, &mut self.schema, &mut self.staged, &self.limits) {
            Ok(parsed) if self.may_go_on(whereabouts.input, parsed.end, last) => self.unended(whereabouts),
            Ok(parsed) if ends(whereabouts.input.get(parsed.end).copied()) => {
                self.skipped += 1;
                self.problems.add(WarningCode::NotAnObject, || {
                    let message = "A record is no object with named fields and is left out: records must look like \
                                   {\"name\": value}";
                    (Some(whereabouts.first(parsed.end).at(0)), message.to_owned())
                });
                Outcome::Read(parsed)
            }
            Ok(_) => self.fault(Fault::invalid(0, number::NO_VALUE), whereabouts, last),
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// Reads past the value at the start of the input, and says what is wrong with it.
    pub(crate) fn check(&mut self, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        let window = self.window(whereabouts.input);
        match parse_value(window, NO_FIELD, &mut self.schema, &mut self.staged, &self.limits) {
            Ok(parsed) => Outcome::Read(parsed),
            Err(fault) => self.fault(fault, whereabouts, last),
        }
    }

    /// A record whose end never came.
    pub(crate) fn truncated(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        self.problems.add(WarningCode::Truncated, || {
            let message =
                "The file ends in the middle of a record, which is left out: check that the export has finished";
            (Some(whereabouts.at(0)), message.to_owned())
        });
    }

    /// A record that is longer than the limit.
    pub(crate) fn too_long(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        let most = self.limits.record_bytes;
        self.problems.add(WarningCode::RecordTooLong, || {
            let (size, unit) = if most >= 1 << 20 { (most >> 20, "MiB") } else { (most, "bytes") };
            let message = format!(
                "A record is longer than {size} {unit} and is left out: check that records are separated by line ends \
                 or commas"
            );
            (Some(whereabouts.first(most).at(0)), message)
        });
    }

    /// A record that another one begins within.
    pub(crate) fn unfinished(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        self.problems.add(WarningCode::CutOff, || {
            let message = "A record is cut off and left out: the next one begins before it ends";
            (Some(whereabouts.at(0)), message.to_owned())
        });
    }

    /// Says what is wrong with a record.
    pub(crate) fn fault(&mut self, fault: Fault, whereabouts: Whereabouts<'_>, last: bool) -> Outcome {
        match fault {
            // What will be shown of the place is waited for.
            Fault::Invalid { at, .. } | Fault::TooDeep { at } if !last && whereabouts.input.len() <= at + SNIPPET => {
                Outcome::Incomplete
            }
            Fault::Incomplete if whereabouts.input.len() < self.limits.record_bytes => Outcome::Incomplete,
            Fault::Incomplete => {
                self.too_long(whereabouts);
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

    /// A record that is no JSON.
    pub(crate) fn invalid(&mut self, whereabouts: Whereabouts<'_>, at: usize, what: &str) {
        self.skipped += 1;
        self.problems.add(WarningCode::InvalidRecord, || {
            (Some(whereabouts.at(at)), format!("A record is no valid JSON and is left out: {what}"))
        });
    }

    /// Whether a value that ends here, as far as one can see, may have more of it behind: in the next piece, or past the
    /// most that a record may have.
    pub(crate) fn may_go_on(&self, input: &[u8], end: usize, last: bool) -> bool {
        match input.get(end) {
            None => !last,
            Some(next) => end == self.limits.record_bytes && !matches!(next, 0..=b' ' | b',' | b']' | b'}'),
        }
    }

    /// A value that may go on.
    fn unended(&mut self, whereabouts: Whereabouts<'_>) -> Outcome {
        if whereabouts.input.len() <= self.limits.record_bytes {
            return Outcome::Incomplete;
        }
        self.too_long(whereabouts);
        Outcome::TooMuch
    }

    fn window<'a>(&self, input: &'a [u8]) -> &'a [u8] {
        &input[..input.len().min(self.limits.record_bytes)]
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
