//! Reads the records that were converted from a unit.

use crate::WarningCode;
use crate::read::json::record_reader::RecordReader;
use crate::read::place::Whereabouts;

/// Letters of an error that are shown.
const LONGEST_REASON: usize = 200;

/// Takes the records of one unit.
#[derive(Debug)]
pub(crate) struct Sink<'a> {
    reader: &'a mut RecordReader,
    unit: Whereabouts<'a>,
    is_full: bool,
}

impl<'a> Sink<'a> {
    /// For the records of a unit.
    pub(crate) fn new(reader: &'a mut RecordReader, unit: Whereabouts<'a>) -> Self {
        Self { reader, unit, is_full: false }
    }

    /// Whether no row fits any more.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Reads a record as a row. Problems are reported for the unit, since the record is not in the file.
    pub(crate) fn row(&mut self, record: &[u8]) {
        if self.is_full {
            return;
        }
        if self.reader.rows.columns.is_full() {
            self.reader.rows.too_many(self.unit);
            self.is_full = true;
            return;
        }
        self.reader.rows.problems.pin(Some((self.unit.line, self.unit.offset)));
        // It was written from a tree, so its problems were reported before.
        let _ = self.reader.record(Whereabouts { input: record, ..self.unit }, true);
        self.reader.rows.problems.pin(None);
    }

    /// The rows of a unit from this one on are too many to write.
    pub(crate) fn too_many(&mut self, row: usize, rows: usize) {
        let unit = self.unit;
        self.reader.rows.problems.add(WarningCode::TooManyRows, || {
            let message = format!(
                "A record holds {rows} rows, and repeats its other fields in each: the rows after {row} are left out. \
                 Log smaller batches"
            );
            (Some(unit.at(0)), message)
        });
        self.reader.rows.skipped += (rows - row) as u64;
    }

    /// The document says that there is no answer, and why.
    pub(crate) fn failed(&mut self, why: &str) {
        let unit = self.unit;
        let why: String = why.chars().take(LONGEST_REASON).collect();
        self.reader.rows.problems.add(WarningCode::NotAnObject, || {
            (Some(unit.at(0)), format!("The answer is an error: correct the query and ask again. It says: {why}"))
        });
        self.reader.rows.skipped += 1;
    }

    /// There is no row in the unit, or not as many as there should be.
    pub(crate) fn no_row(&mut self) {
        self.reader.rows.no_row(self.unit);
    }
}
