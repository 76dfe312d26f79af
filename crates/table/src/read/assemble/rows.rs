//! Collects the rows of a data set, over all its files.

use super::columns::Columns;
use super::schema::{FieldId, ROOT, Schema};
use super::source::Source;
use super::staged::Staged;
use crate::Sample;
use crate::read::lex::number::{self, Number};
use crate::read::lex::value::{Kind, pair};
use crate::read::limits::Limits;
use crate::read::place::Whereabouts;
use crate::read::problems::Problems;

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
            limits,
        }
    }

    /// Whole records met so far, in the sample or not.
    pub(crate) fn seen(&self) -> u64 {
        self.seen
    }

    /// Whether only some of the rows are read.
    pub(crate) fn is_sampled(&self) -> bool {
        self.sample.is_some()
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
        self.add_to_row(row, whereabouts);
    }

    /// Sets the value of a column in all rows from `base` on that have none.
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
            self.add_to_row(row, record);
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

    /// Adds the staged values of a record as a row, if it is in the sample.
    pub(crate) fn add_staged(&mut self, record: Whereabouts<'_>) {
        if self.takes_next() {
            self.add_unsampled(record);
        }
    }

    /// Adds the values of a record as a row, if it is in the sample.
    pub(crate) fn add(&mut self, staged: &Staged, record: Whereabouts<'_>) {
        if self.takes_next() {
            let Self { columns, schema, problems, .. } = self;
            columns.add_row(schema, staged, &mut Source { record, problems });
        }
    }

    /// Adds the staged values of a record as a row, whatever the sample is, and without counting it: see [`Rows::end_file`].
    pub(crate) fn add_unsampled(&mut self, record: Whereabouts<'_>) {
        let Self { columns, schema, staged, problems, .. } = self;
        columns.add_row(schema, staged, &mut Source { record, problems });
    }

    /// Adds the staged values to any row. `false` where no row that far fits.
    pub(crate) fn add_to_row(&mut self, row: usize, record: Whereabouts<'_>) -> bool {
        let Self { columns, schema, staged, problems, .. } = self;
        columns.add_to_row(row, schema, staged, &mut Source { record, problems })
    }

    /// Counts the next record. Returns whether it is in the sample.
    fn takes_next(&mut self) -> bool {
        self.seen += 1;
        self.sample.is_none_or(|sample| sample.keeps(self.seen - 1))
    }
}
