//! What is kept of the columns of both sides while one period of production after the other is compared.

use std::collections::HashMap;

use driftscope_stats::sorted_rows::{RowSet, SortedRows};
use driftscope_table::{Column, PeriodRows, Tally};

use crate::kept_reference::KeptReference;
use crate::values::kept_side::KeptSide;
use crate::values::numeric;

/// Bytes of sorted columns that are kept at most: eleven columns of a million rows.
const MOST: usize = 128 << 20;

/// Rows of a column that is sorted, at most: while it is, each takes 40 bytes.
const MOST_ROWS: usize = 4 << 20;

/// What a comparison may use instead of computing it again.
///
/// **Invariant:** a report made with it has the bytes of one made without. Held by `crates/drift/tests/kept.rs`.
#[derive(Debug, Default)]
pub struct Kept<'a> {
    /// What is kept of the reference, where all of its rows are compared.
    pub reference: Option<&'a mut KeptReference>,
    /// Production's sorted columns, some of whose rows are compared.
    pub sorted: Option<&'a SortedColumns>,
}

/// What is kept of the two sides of one column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeptPair<'a> {
    pub reference: Option<&'a KeptSide>,
    pub parts: [Option<SortedPart<'a>>; 2],
}

/// Production's columns of numbers, sorted. They are to be dropped with the rows.
#[derive(Debug, Default)]
pub struct SortedColumns {
    columns: HashMap<String, SortedRows>,
    /// The bytes of all of them.
    size: usize,
    /// The rows of production that are compared as each side; `None` where a side is something else.
    rows: [Option<RowSet>; 2],
}

/// The rows of production that are compared as one side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SortedPart<'a> {
    columns: &'a HashMap<String, SortedRows>,
    rows: &'a RowSet,
}

impl SortedColumns {
    /// Sorts a column, if it is not sorted yet, holds numbers alone, and there is room.
    pub fn keep(&mut self, column: &Column) {
        let size = column.cells.len() * (size_of::<u32>() + size_of::<f64>());
        let is_too_large = column.cells.len() > MOST_ROWS || self.size + size > MOST;
        if is_too_large || self.columns.contains_key(&column.name) || !holds_numbers_alone(column) {
            return;
        }
        let values: Vec<f64> = column.cells.iter().map(|cell| cell.as_number().unwrap_or(f64::NAN)).collect();
        let sorted = SortedRows::of(&values);
        self.size += sorted.size();
        self.columns.insert(column.name.clone(), sorted);
    }

    /// From now on these rows of production are compared; all of them, if there is no period.
    pub fn choose(&mut self, period: Option<&PeriodRows>) {
        self.rows = match period {
            None => [None, None],
            Some(period) => {
                let against = period.outline.reference.is_some() && period.outline.against == 1;
                let of = |is_of_period: bool| RowSet::of(&period.kept(1, is_of_period));
                [against.then(|| of(false)), Some(of(true))]
            }
        };
    }

    /// The rows that are compared as each side.
    pub(crate) fn parts(&self) -> [Option<SortedPart<'_>>; 2] {
        self.rows.each_ref().map(|rows| Some(SortedPart { columns: &self.columns, rows: rows.as_ref()? }))
    }
}

impl SortedPart<'_> {
    /// The numbers of a column that has these rows alone, sorted. `None` where it is not kept, or sorting is cheaper.
    pub(crate) fn numbers(&self, column: &Column) -> Option<numeric::Numbers> {
        let sorted = self.columns.get(&column.name).filter(|sorted| sorted.is_worth(self.rows))?;
        let chosen = sorted.chosen(self.rows);
        let missing = column.cells.len().saturating_sub(chosen.len()) as u64;
        Some(numeric::Numbers::of_sorted(chosen, missing))
    }
}

/// Whether no other column can say how the cells are read.
fn holds_numbers_alone(column: &Column) -> bool {
    let Tally { booleans, texts, big_integers, .. } = column.tally;
    column.dictionary.is_empty() && [booleans, texts, big_integers] == [0; 3]
}
