//! One side of a column whose rows are known.

use driftscope_table::Column;
use driftscope_table::typing::{self, Evidence};

use crate::values::numeric::Numbers;

/// One side of a column: where it is found, the number of rows, and what they say of its type.
pub(crate) struct Side<'a> {
    pub column: Option<&'a Column>,
    pub evidence: Evidence,
    pub rows: u64,
}

impl<'a> Side<'a> {
    pub(crate) fn found(&self) -> Option<(&'a Column, &Evidence)> {
        self.column.map(|column| (column, &self.evidence))
    }

    pub(crate) fn numbers(&self, read: fn(&Column, &Evidence) -> Numbers) -> Numbers {
        self.column.map(|column| read(column, &self.evidence)).unwrap_or_default()
    }

    /// The numbers in the order of the rows.
    pub(crate) fn numbers_by_row(&self) -> impl Iterator<Item = f64> + '_ {
        let cells = self.column.into_iter().flat_map(|column| &column.cells);
        cells.filter_map(|cell| typing::number(cell, &self.evidence))
    }
}
