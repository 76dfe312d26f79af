//! Reads one large file with two readers at once, each on a core of its own, as one reader would have read it.
//!
//! The first reader reads up to a line that begins somewhere in the file, the second from there on. What the second found
//! is its [`Remainder`], which the first takes in behind its own rows. The table must not show that there were two: not
//! in the order of columns and strings, not in a warning's line, not in what a limit left out.
//!
//! That holds since a reader of records that lie in lines knows little of the lines before. What it does know is put
//! right afterwards: codes of strings, the number of the line, and which moments are kept as such. Whatever
//! cannot be put right makes [`TableReader::append`](super::TableReader::append) refuse, without a trace; then the first
//! reader goes on with the bytes that are left, and nothing but time is lost. `fields`, `strings` and `append` say what
//! that is, and `tests/remainder.rs` holds one way against the other.

mod append;
mod fields;
mod gather;
mod reading;
mod strings;

use serde::{Deserialize, Serialize};

use super::framing::Findings;
use super::schema::FieldId;
use crate::{Column, Warning};

/// What a reader of the rest of a file found, to be taken in by the reader of what comes before.
#[derive(Clone, Debug, PartialEq)]
pub struct Remainder {
    /// The columns as they were made, among them some that a table would not have.
    pub columns: Vec<Column>,
    /// All that is known besides, which crosses a worker boundary as text.
    pub outline: Outline,
}

/// What is known of a [`Remainder`] beside its cells and strings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    rows: usize,
    seen: u64,
    skipped: u64,
    bytes: u64,
    findings: Findings,
    warnings: Vec<Warning>,
    fields: Vec<FieldOutline>,
    arrays: Vec<ArrayOutline>,
    columns: Vec<ColumnOutline>,
    /// Bytes of all texts that were ever held.
    text_bytes: usize,
}

/// One field, after the one that it lies in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct FieldOutline {
    parent: FieldId,
    first: FieldId,
    key: String,
    column: u32,
    array: u32,
}

/// What is known of a field that held an array.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ArrayOutline {
    length: Option<u32>,
    ragged: bool,
    lengths: u32,
    items: Vec<FieldId>,
}

/// What is known of a column beside what a table has of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ColumnOutline {
    settled_in_vain: u32,
    unchecked: Vec<(u32, u32)>,
    is_full: bool,
}

impl Outline {
    /// Rows found.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// Where the second of two readers had best begin with a file of so many bytes, the first line from there on; `None`
/// where one reader had best read it all.
///
/// `beside` are the bytes that the second reader, or the core it runs on, has to read besides. A part of less than
/// `least` bytes is not worth it.
pub fn cut(bytes: u64, beside: u64, least: u64) -> Option<u64> {
    let cut = bytes.checked_add(beside)? / 2;
    (cut.saturating_add(least) <= bytes && least <= cut).then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn both_cores_get_as_many_bytes() {
        assert_eq!(cut(100, 0, 10), Some(50));
        assert_eq!(cut(100, 60, 10), Some(80));
        assert_eq!((cut(100, 80, 10), cut(100, 81, 10), cut(100, 300, 10)), (Some(90), Some(90), None));
        assert_eq!((cut(19, 0, 10), cut(20, 0, 10), cut(0, 0, 0)), (None, Some(10), Some(0)));
        assert_eq!(cut(u64::MAX, 1, 1), None);
    }
}
