//! A table as buffers that change owner: no cell is written as text on its way from worker to worker.

use std::collections::HashSet;

use driftscope_table::{Cell, Cells, Column, Dictionary, Table};
use js_sys::{Array, BigUint64Array, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use driftscope_session::{ColumnLabel, TableLabel};

/// Takes columns out of a table, one by one so that their memory is free again as early as can be. The second value lists
/// the buffers: cells, texts and ends of each column in turn.
pub(super) fn pack(table: &mut Table, names: &[String]) -> (TableLabel, Array) {
    let names: HashSet<&str> = names.iter().map(String::as_str).collect();
    let (taken, kept) =
        std::mem::take(&mut table.columns).into_iter().partition(|column| names.contains(column.name.as_str()));
    table.columns = kept;
    let (columns, buffers) = pack_columns(taken);
    let label = TableLabel {
        rows: table.rows as u64,
        columns,
        files: table.files.clone(),
        part: table.part.clone(),
        sampled_from: table.sampled_from,
        skipped: table.skipped,
        warnings: table.warnings.clone(),
        profile: None,
    };
    (label, buffers)
}

/// Packs columns, one by one as [`pack`] does.
pub(super) fn pack_columns(taken: Vec<Column>) -> (Vec<ColumnLabel>, Array) {
    let buffers = Array::new();
    let mut columns = Vec::with_capacity(taken.len());
    for column in taken {
        let rows = column.cells.len() as u32;
        let (runs, cells) = packed(column.cells);
        buffers.push(&cells.buffer());
        let (text, ends) = column.dictionary.as_parts();
        buffers.push(&Uint8Array::from(text.as_bytes()).buffer());
        buffers.push(&Uint32Array::from(ends).buffer());
        let (name, tally, spelling) = (column.name, column.tally, column.spelling);
        columns.push(ColumnLabel { name, rows, runs, tally, spelling });
    }
    (columns, buffers)
}

/// Adds the columns of [`pack`]'s buffers to a table, which begins with them if there is none, taking each buffer out of
/// the array as it goes.
pub(super) fn unpack(table: Option<Table>, label: TableLabel, buffers: &Array) -> Option<Table> {
    let mut columns = table.map_or_else(Vec::new, |table| table.columns);
    columns.append(&mut unpack_columns(label.columns, buffers)?);
    Some(Table {
        rows: label.rows as usize,
        columns,
        files: label.files,
        part: label.part,
        sampled_from: label.sampled_from,
        skipped: label.skipped,
        warnings: label.warnings,
    })
}

/// The columns of [`pack_columns`]'s buffers.
pub(super) fn unpack_columns(labels: Vec<ColumnLabel>, buffers: &Array) -> Option<Vec<Column>> {
    let mut columns = Vec::with_capacity(labels.len());
    for column in labels {
        let cells = unpacked(column.rows, &column.runs, &BigUint64Array::new(&take(buffers)));
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
    Some(columns)
}

/// The cells that are held as one array, a chunk at a time, each of which is free again at once; and where they are: the
/// row of the first, and how many follow each other.
fn packed(cells: Cells) -> (Vec<(u32, u32)>, BigUint64Array) {
    let chunks: Vec<(usize, Vec<Cell>)> = cells.into_runs().collect();
    let count: usize = chunks.iter().map(|(_, cells)| cells.len()).sum();
    let array = BigUint64Array::new_with_length(count as u32);
    let mut runs: Vec<(u32, u32)> = Vec::new();
    let mut bits: Vec<u64> = Vec::with_capacity(Cells::CHUNK.min(count));
    let mut at = 0;
    for (start, chunk) in chunks {
        bits.clear();
        bits.extend(chunk.iter().map(|cell| cell.to_bits()));
        let (start, length) = (start as u32, bits.len() as u32);
        array.subarray(at, at + length).copy_from(&bits);
        at += length;
        match runs.last_mut() {
            Some((first, count)) if *first + *count == start => *count += length,
            _ => runs.push((start, length)),
        }
    }
    (runs, array)
}

/// The cells of [`packed`].
fn unpacked(rows: u32, runs: &[(u32, u32)], array: &BigUint64Array) -> Cells {
    let mut at = 0;
    let chunks = runs.iter().flat_map(|&(start, length)| {
        let first_at = at;
        at += length;
        // Cut where chunks end, so that each is taken as it is.
        let size = Cells::CHUNK as u32;
        let ends = (start / size + 1..).map(move |chunk| (chunk * size).min(start + length));
        let mut from = start;
        ends.map_while(move |end| {
            let begin = std::mem::replace(&mut from, end);
            (begin < end).then(|| (begin, first_at + begin - start, first_at + end - start))
        })
    });
    let chunk = |(start, first, end): (u32, u32, u32)| {
        let bits = array.subarray(first, end.min(array.length())).to_vec();
        (start as usize, bits.into_iter().map(Cell::from_bits).collect())
    };
    Cells::from_runs(rows as usize, chunks.map(chunk))
}

fn take(buffers: &Array) -> JsValue {
    buffers.shift().unchecked_into()
}
