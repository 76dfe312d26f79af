//! Reads one large file with two readers at once, each on a core of its own, as one reader would have read it.
//!
//! The first reader reads up to a line that begins somewhere in the file, the second from there on. What the second found
//! is its [`Tail`], which the first takes in behind its own rows. The table must not show that there were two: not
//! in the order of columns and strings, not in a warning's line, not in what a limit left out.
//!
//! That holds since a reader of records that lie in lines knows little of the lines before. What it does know is put
//! right afterwards: codes of strings, the number of the line, and which timestamps are kept as such. Whatever
//! cannot be put right makes [`TableReader::append`](super::TableReader::append) refuse, without a trace; then the first
//! reader goes on with the bytes that are left, and nothing but time is lost. `fields`, `strings` and `append` say what
//! that is, and `tests/tail.rs` holds one way against the other.

mod append;
mod cut;
mod fields;
mod gather;
mod reading;
mod strings;

use serde::{Deserialize, Serialize};

pub use cut::{LEAST_PART, cut, line_search, line_start};

use crate::read::assemble::schema::{FieldId, ListForm};
use crate::read::json::framing::Findings;
use crate::{Column, Warning};

/// What a reader of the rest of a file found, to be taken in by the reader of what comes before.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail {
    /// The columns as they were made, among them some that a table would not have.
    pub columns: Vec<Column>,
    /// All that is known besides, which crosses a worker boundary as text.
    pub outline: Outline,
}

/// Everything about a [`Tail`] except its cells and strings.
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

/// A field that held an array.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ArrayOutline {
    length: Option<u32>,
    ragged: bool,
    lengths: u32,
    items: Vec<FieldId>,
    #[serde(default)]
    list: ListForm,
    #[serde(default)]
    other_lists: u32,
}

/// What the reader found out about a column, beyond its values.
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
