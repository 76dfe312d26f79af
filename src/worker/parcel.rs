//! A table as buffers that change owner: no cell is written as text on its way from worker to worker.

use std::collections::HashSet;

use driftscope_table::{Cell, Cells, Column, Dictionary, Table};
use js_sys::{Array, BigUint64Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{ColumnLabel, TableLabel};

/// Takes columns out of a table, one by one so that their memory is free again as early as can be. The second value lists
/// the buffers: cells, texts and ends of each column in turn.
pub(super) fn pack(table: &mut Table, names: &[String]) -> (TableLabel, Array) {
    let names: HashSet<&str> = names.iter().map(String::as_str).collect();
    let (taken, kept) =
        std::mem::take(&mut table.columns).into_iter().partition(|column| names.contains(column.name.as_str()));
    table.columns = kept;
    let taken: Vec<Column> = taken;
    let buffers = Array::new();
    let mut columns = Vec::with_capacity(taken.len());
    for column in taken {
        buffers.push(&packed(column.cells).buffer());
        let (text, ends) = column.dictionary.as_parts();
        buffers.push(&Uint8Array::from(text.as_bytes()).buffer());
        buffers.push(&Uint32Array::from(ends).buffer());
        columns.push(ColumnLabel { name: column.name, tally: column.tally, spelling: column.spelling });
    }
    let label = TableLabel {
        rows: table.rows as u64,
        columns,
        files: table.files.clone(),
        part: table.part.clone(),
        skipped: table.skipped,
        warnings: table.warnings.clone(),
    };
    (label, buffers)
}

/// Adds the columns of [`pack`]'s buffers to a table, which begins with them if there is none, taking each buffer out of
/// the array as it goes.
pub(super) fn unpack(table: Option<Table>, label: TableLabel, buffers: &Array) -> Option<Table> {
    let mut columns = table.map_or_else(Vec::new, |table| table.columns);
    columns.reserve(label.columns.len());
    for column in label.columns {
        let cells = unpacked(&BigUint64Array::new(&take(buffers)));
        let text = String::from_utf8(Uint8Array::new(&take(buffers)).to_vec()).ok()?;
        let ends = Uint32Array::new(&take(buffers)).to_vec();
        columns.push(Column {
            name: column.name,
            cells,
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

/// The cells as one array, a chunk at a time, each of which is free again at once.
fn packed(cells: Cells) -> BigUint64Array {
    let array = BigUint64Array::new_with_length(cells.len() as u32);
    let mut bits: Vec<u64> = Vec::with_capacity(Cells::CHUNK.min(cells.len()));
    let mut at = 0;
    for chunk in cells.into_chunks() {
        bits.clear();
        bits.extend(chunk.iter().map(|cell| cell.to_bits()));
        let end = at + bits.len() as u32;
        array.subarray(at, end).copy_from(&bits);
        at = end;
    }
    array
}

/// The cells of [`packed`].
fn unpacked(array: &BigUint64Array) -> Cells {
    let starts = (0..array.length()).step_by(Cells::CHUNK);
    let chunk = |start: u32| array.subarray(start, array.length().min(start + Cells::CHUNK as u32)).to_vec();
    Cells::from_chunks(starts.map(|start| chunk(start).into_iter().map(Cell::from_bits).collect()))
}

fn take(buffers: &Array) -> JsValue {
    buffers.shift().unchecked_into()
}
