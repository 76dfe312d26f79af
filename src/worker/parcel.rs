//! A table as buffers that change owner: no cell is written as text on its way from worker to worker.

use driftscope_table::{Cell, Column, Dictionary, Table};
use js_sys::{Array, BigUint64Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{ColumnLabel, TableLabel};

/// Takes a table apart, column by column so that its memory is free again as early as can be. The second value lists
/// the buffers: cells, texts and ends of each column in turn.
pub(super) fn pack(table: Table) -> (TableLabel, Array) {
    let buffers = Array::new();
    let mut columns = Vec::with_capacity(table.columns.len());
    for column in table.columns {
        let bits: Vec<u64> = column.cells.iter().copied().map(Cell::to_bits).collect();
        buffers.push(&BigUint64Array::from(bits.as_slice()).buffer());
        drop(bits);
        let (text, ends) = column.dictionary.as_parts();
        buffers.push(&Uint8Array::from(text.as_bytes()).buffer());
        buffers.push(&Uint32Array::from(ends).buffer());
        columns.push(ColumnLabel { name: column.name, tally: column.tally, spelling: column.spelling });
    }
    let label = TableLabel {
        rows: table.rows as u64,
        columns,
        files: table.files,
        part: table.part,
        skipped: table.skipped,
        warnings: table.warnings,
    };
    (label, buffers)
}

/// Puts a table together again from [`pack`]'s buffers, taking each out of the array as it goes.
pub(super) fn unpack(label: TableLabel, buffers: &Array) -> Option<Table> {
    let mut columns = Vec::with_capacity(label.columns.len());
    for column in label.columns {
        let cells = BigUint64Array::new(&take(buffers)).to_vec();
        let text = String::from_utf8(Uint8Array::new(&take(buffers)).to_vec()).ok()?;
        let ends = Uint32Array::new(&take(buffers)).to_vec();
        columns.push(Column {
            name: column.name,
            cells: cells.into_iter().map(Cell::from_bits).collect(),
            dictionary: Dictionary::from_parts(text, ends),
            tally: column.tally,
            spelling: column.spelling,
        });
    }
    Some(Table {
        rows: label.rows as usize,
        columns,
        files: label.files,
        part: label.part,
        skipped: label.skipped,
        warnings: label.warnings,
    })
}

fn take(buffers: &Array) -> JsValue {
    buffers.shift().unchecked_into()
}
