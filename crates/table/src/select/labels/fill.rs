//! The columns of labels in the order of predictions: as a new column, or in the empty cells of one that is there.

use std::collections::HashMap;

use super::super::row_key::written;
use crate::store::cell::{Cell, CellKind};
use crate::store::cells::Cells;
use crate::store::column::Column;
use crate::store::dictionary::Dictionary;

/// Distinct strings past which a column is no column of labels, and stays as it is.
const MOST_TEXTS: usize = 10_000;

/// A column of labels in the order of predictions.
pub(super) fn of_rows(column: &Column, found: &[Option<u32>], is_label: bool) -> Column {
    let mut cells = Cells::default();
    for row in found {
        cells.push(cell_of(column, *row));
    }
    let made = Column::of_cells(column.name.clone(), cells, column.dictionary.clone(), column.spelling);
    Column { is_label, ..made }
}

/// A side's own column with labels in its empty cells. Returns it if there are any, and the number of cells that have another value than the
/// label.
pub(super) fn filled(own: &Column, labels: &Column, found: &[Option<u32>]) -> (Option<Column>, u64) {
    if own.spelling != labels.spelling || own.dictionary.len().max(labels.dictionary.len()) > MOST_TEXTS {
        return (None, 0);
    }
    let mut texts = Texts::of(&own.dictionary);
    let (mut cells, mut added, mut contradicted) = (Cells::default(), 0_u64, 0);
    for (cell, row) in own.cells.iter().zip(found) {
        let label = cell_of(labels, *row);
        let is_there = |cell: Cell| !matches!(cell.kind(), CellKind::Missing);
        match (is_there(*cell), is_there(label)) {
            (false, true) => {
                added += 1;
                cells.push(texts.cell(labels, label));
                continue;
            }
            (true, true) => contradicted += u64::from(written(own, *cell) != written(labels, label)),
            _ => {}
        }
        cells.push(*cell);
    }
    let made = (added > 0).then(|| {
        let column = Column::of_cells(own.name.clone(), cells, texts.dictionary(), own.spelling);
        Column { is_label: true, ..column }
    });
    (made, contradicted)
}

fn cell_of(column: &Column, row: Option<u32>) -> Cell {
    row.and_then(|row| column.cells.get(row as usize)).unwrap_or(Cell::MISSING)
}

/// The strings of a column, to which others are added.
struct Texts {
    codes: HashMap<String, u32>,
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    fn of(dictionary: &Dictionary) -> Self {
        let codes = dictionary.iter().zip(0..).map(|(text, code)| (text.to_owned(), code)).collect();
        let (text, ends) = dictionary.as_parts();
        Self { codes, text: text.to_owned(), ends: ends.to_vec() }
    }

    /// A cell of another column, by this column's strings.
    fn cell(&mut self, column: &Column, cell: Cell) -> Cell {
        match cell.kind() {
            CellKind::Text(code) => Cell::text(self.code(column.dictionary.get(code))),
            CellKind::BigInteger(code) => Cell::big_integer(self.code(column.dictionary.get(code))),
            _ => cell,
        }
    }

    fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.codes.insert(text.to_owned(), code);
        code
    }

    fn dictionary(self) -> Dictionary {
        Dictionary::from_parts(self.text, self.ends)
    }
}
