//! One side of a column: its values, and what they show of its type.

use driftscope_table::Column;
use driftscope_table::typing::{self, Evidence, TextClass};

use crate::identifier::{Forms, IdentifierValues, Repetition};
use crate::labels::Label;
use crate::numeric::Numbers;

/// One side of a column: where it is found, the number of rows, and what they say of its type.
pub(crate) struct Side<'a> {
    pub column: Option<&'a Column>,
    pub evidence: Evidence,
    pub rows: u64,
}

impl<'a> Side<'a> {
    pub(crate) fn both(columns: [Option<&'a Column>; 2], rows: [u64; 2]) -> [Self; 2] {
        let [reference, production] = Evidence::of_sides(columns);
        [
            Self { column: columns[0], evidence: reference, rows: rows[0] },
            Self { column: columns[1], evidence: production, rows: rows[1] },
        ]
    }

    pub(crate) fn found(&self) -> Option<(&'a Column, &Evidence)> {
        self.column.map(|column| (column, &self.evidence))
    }

    /// The first text that is such.
    pub(crate) fn first_text(&self, is_such: impl Fn(&TextClass, &str) -> bool) -> Option<String> {
        let column = self.column?;
        let mut texts = self.evidence.classes.iter().zip(&self.evidence.code_counts).enumerate();
        let is_wanted = |code: usize, class| is_such(class, column.dictionary.get(code as u32));
        let found = texts.find(|(code, (class, count))| **count > 0 && is_wanted(*code, class));
        found.map(|(code, _)| column.dictionary.get(code as u32).to_owned())
    }

    pub(crate) fn numbers(&self, read: fn(&Column, &Evidence) -> Numbers) -> Numbers {
        self.column.map(|column| read(column, &self.evidence)).unwrap_or_default()
    }

    /// The numbers in the order of the rows.
    pub(crate) fn numbers_by_row(&self) -> impl Iterator<Item = f64> + '_ {
        let cells = self.column.into_iter().flat_map(|column| &column.cells);
        cells.filter_map(|cell| typing::number(cell, &self.evidence))
    }

    /// What is compared of an identifier.
    pub(crate) fn identifiers(&self, numbers: &Numbers) -> IdentifierValues {
        let Some(column) = self.column else { return IdentifierValues::default() };
        IdentifierValues {
            repetition: Some(Repetition::of(column, &self.evidence, numbers)),
            forms: Forms::of_column(column, &self.evidence).map(|forms| forms.with_numbers_of(&self.evidence)),
        }
    }

    /// Rows without any of the labels' values.
    pub(crate) fn missing(&self, labels: &[Label], count: fn(&Label) -> u64) -> u64 {
        if self.column.is_none() { 0 } else { self.rows - labels.iter().map(count).sum::<u64>().min(self.rows) }
    }
}
