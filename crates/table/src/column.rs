//! One column: its name, its cells in row order, its strings, and a tally of what was written in it.

use crate::{Cell, Dictionary};

/// How many cells of each kind a column holds, as they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Absent fields and nulls.
    pub missing: u64,
    /// Bare `NaN`.
    pub not_a_number: u64,
    /// Numbers written without fraction or exponent.
    pub integers: u64,
    /// Numbers written with fraction or exponent, and infinities.
    pub decimals: u64,
    /// `true` and `false`.
    pub booleans: u64,
    /// Strings.
    pub texts: u64,
    /// Integers past 2^53.
    pub big_integers: u64,
}

impl Tally {
    /// Cells that hold something.
    pub fn present(&self) -> u64 {
        self.integers + self.decimals + self.booleans + self.texts + self.big_integers
    }
}

/// One column of a [`Table`](crate::Table).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The dotted path of the field, such as `input.temp` or `input.features.0`.
    pub name: String,
    /// One cell per row.
    pub cells: Vec<Cell>,
    /// The strings that the cells refer to.
    pub dictionary: Dictionary,
    /// What was written, counted.
    pub tally: Tally,
}
