//! Warns of records that are left out, and counts them.

use super::rows::Rows;
use crate::WarningCode;
use crate::read::place::{SNIPPET, Whereabouts};

impl Rows {
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
            let message = "The document is not valid JSON from here on; what comes before is read";
            (Some(whereabouts.first(SNIPPET).at(0)), message.to_owned())
        });
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

    /// A record with more levels than the limit.
    pub(crate) fn too_deep(&mut self, whereabouts: Whereabouts<'_>, at: usize) {
        self.skipped += 1;
        let most = self.limits.depth;
        self.problems.add(WarningCode::TooDeep, || {
            let message = format!("A record has more than {most} objects or arrays within each other and is left out");
            (Some(whereabouts.at(at)), message)
        });
    }

    /// A value that stands between records.
    pub(crate) fn not_an_object(&mut self, whereabouts: Whereabouts<'_>) {
        self.skipped += 1;
        self.problems.add(WarningCode::NotAnObject, || {
            let message = "A record is not an object with named fields and is left out: records must look like \
                           {\"name\": value}";
            (Some(whereabouts.at(0)), message.to_owned())
        });
    }

    /// A record that is no JSON.
    pub(crate) fn invalid(&mut self, whereabouts: Whereabouts<'_>, at: usize, what: &str) {
        self.skipped += 1;
        self.problems.add(WarningCode::InvalidRecord, || {
            (Some(whereabouts.at(at)), format!("A record is not valid JSON and is left out: {what}"))
        });
    }
}
