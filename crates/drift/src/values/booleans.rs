//! The truth value of each row of a boolean column.

use driftscope_table::typing::{Evidence, TextClass};
use driftscope_table::{Cell, CellKind, Column};

/// True or false of each row, however written; `None` where there is neither.
pub(crate) fn rows<'a>(column: &'a Column, evidence: &'a Evidence) -> impl Iterator<Item = Option<bool>> + 'a {
    let value = |cell: &Cell| match cell.kind() {
        CellKind::Boolean(value) => Some(value),
        CellKind::Number(number) => Some(number != 0.0),
        CellKind::Text(code) => match evidence.classes.get(code as usize) {
            Some(TextClass::Boolean(value)) => Some(*value),
            Some(TextClass::Number(number)) => Some(*number != 0.0),
            _ => None,
        },
        _ => None,
    };
    column.cells.iter().map(value)
}
