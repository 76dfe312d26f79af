//! Labels of buffers that cross from one worker to another: names, lengths and all else that is not a large array.

use driftscope_report::{FileRecord, Warning};
use driftscope_table::{FoundLabels, Outline, Spelling, Tally};
use serde::{Deserialize, Serialize};

/// A column's name and size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSize {
    /// Its name.
    pub name: String,
    /// The bytes that it takes.
    pub bytes: u64,
}

/// The label of columns of a side. Each column has three buffers: its cells, the texts of its dictionary, and where they end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableLabel {
    /// Rows.
    pub rows: u64,
    /// The columns, in order.
    pub columns: Vec<ColumnLabel>,
    /// The files that they were read from.
    pub files: Vec<FileRecord>,
    /// Which rows of the files they hold, after a split.
    pub part: Option<String>,
    /// Of a sample, the number of rows it was taken from.
    pub sampled_from: Option<u64>,
    /// Records skipped.
    pub skipped: u64,
    /// What was wrong with the input.
    pub warnings: Vec<Warning>,
    /// What files of labels found among the rows.
    pub labels: Option<Box<FoundLabels>>,
    /// A profile as JSON, if there are no rows.
    pub profile: Option<String>,
}

/// The label of the tail of a file, whose buffers are those of a [`TableLabel`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TailLabel {
    /// The columns, as they were made.
    pub columns: Vec<ColumnLabel>,
    /// Everything else about the tail.
    pub outline: Outline,
}

/// The label of one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnLabel {
    /// Its name.
    pub name: String,
    /// The number of its rows.
    pub rows: u32,
    /// The rows whose cells are held, as runs: first row and length. The cells of all others are missing.
    pub runs: Vec<(u32, u32)>,
    /// How often it has each kind of value.
    pub tally: Tally,
    /// How its timestamps are written, if they are kept as numbers.
    pub spelling: Option<Spelling>,
    /// Whether it holds labels that came in files of their own.
    pub is_label: bool,
}
