//! The columns of labels in the order of predictions: as a new column, or in the empty cells of one that is there.

use super::super::row_key::written;
use crate::store::cell::{Cell, CellKind};
use crate::store::cells::Cells;
use crate::store::column::Column;
use crate::store::dictionary::DictionaryBuilder;

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
    let mut texts = DictionaryBuilder::of(&own.dictionary);
    let (mut cells, mut added, mut contradicted) = (Cells::default(), 0_u64, 0);
    for (cell, row) in own.cells.iter().zip(found) {
        let label = cell_of(labels, *row);
        let is_there = |cell: Cell| !matches!(cell.kind(), CellKind::Missing);
        match (is_there(*cell), is_there(label)) {
            (false, true) => {
                added += 1;
                cells.push(recoded(&mut texts, labels, label));
                continue;
            }
            (true, true) => contradicted += u64::from(written(own, *cell) != written(labels, label)),
            _ => {}
        }
        cells.push(*cell);
    }
    let made = (added > 0).then(|| {
        let column = Column::of_cells(own.name.clone(), cells, texts.finish(), own.spelling);
        Column { is_label: true, ..column }
    });
    (made, contradicted)
}

fn cell_of(column: &Column, row: Option<u32>) -> Cell {
    row.and_then(|row| column.cells.get(row as usize)).unwrap_or(Cell::MISSING)
}

/// A cell of another column, by the strings of this one.
fn recoded(texts: &mut DictionaryBuilder, column: &Column, cell: Cell) -> Cell {
    match cell.kind() {
        CellKind::Text(code) => Cell::text(texts.code(column.dictionary.get(code))),
        CellKind::BigInteger(code) => Cell::big_integer(texts.code(column.dictionary.get(code))),
        _ => cell,
    }
}
