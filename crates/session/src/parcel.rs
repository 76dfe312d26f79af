//! Packs columns into buffers that change owner: no cell is written as text on its way from worker to worker.

use std::collections::HashSet;

use driftscope_table::{Cell, Cells, Column, Dictionary, Table};

use crate::{Buffers, ColumnLabel, TableLabel};

/// Takes columns out of a table into buffers, one by one so that their memory is free again as early as possible.
pub(crate) fn pack(table: &mut Table, names: &[String], buffers: &mut impl Buffers) -> TableLabel {
    let names: HashSet<&str> = names.iter().map(String::as_str).collect();
    let (taken, kept) =
        std::mem::take(&mut table.columns).into_iter().partition(|column| names.contains(column.name.as_str()));
    table.columns = kept;
    TableLabel {
        rows: table.rows as u64,
        columns: pack_columns(taken, buffers),
        files: table.files.clone(),
        part: table.part.clone(),
        sampled_from: table.sampled_from,
        skipped: table.skipped,
        warnings: table.warnings.clone(),
        labels: table.labels.clone(),
        profile: None,
    }
}

/// Packs columns as [`pack`] does: for each of them its cells, the texts of its dictionary, and where they end.
pub(crate) fn pack_columns<B: Buffers>(taken: Vec<Column>, buffers: &mut B) -> Vec<ColumnLabel> {
    let mut columns = Vec::with_capacity(taken.len());
    for column in taken {
        let rows = column.cells.len() as u32;
        let (runs, cells) = packed::<B>(column.cells);
        buffers.push_cells(cells);
        let (text, ends) = column.dictionary.as_parts();
        buffers.push_bytes(text.as_bytes());
        buffers.push_numbers(ends);
        let Column { name, tally, spelling, is_label, .. } = column;
        columns.push(ColumnLabel { name, rows, runs, tally, spelling, is_label });
    }
    columns
}

/// Adds the columns of [`pack`] to a table, or makes one of them, taking each buffer as it goes. `None` if they are damaged.
pub(crate) fn unpack(table: Option<Table>, label: TableLabel, buffers: &mut impl Buffers) -> Option<Table> {
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
        labels: label.labels,
    })
}

/// Unpacks the columns of [`pack_columns`]. `None` if they are damaged.
pub(crate) fn unpack_columns<B: Buffers>(labels: Vec<ColumnLabel>, buffers: &mut B) -> Option<Vec<Column>> {
    let mut columns = Vec::with_capacity(labels.len());
    for column in labels {
        let cells = unpacked::<B>(column.rows, &column.runs, &buffers.take_cells());
        let text = String::from_utf8(buffers.take_bytes()).ok()?;
        let dictionary = Dictionary::from_parts(text, buffers.take_numbers());
        let ColumnLabel { name, tally, spelling, is_label, .. } = column;
        columns.push(Column { name, cells, dictionary, tally, spelling, is_label, zone: None });
    }
    Some(columns)
}

/// Copies the held cells into one array, a chunk at a time, each of which is free again at once; and lists the runs of rows
/// that they belong to: first row and length.
fn packed<B: Buffers>(cells: Cells) -> (Vec<(u32, u32)>, B::Cells) {
    let chunks: Vec<(usize, Vec<Cell>)> = cells.into_runs().collect();
    let count: usize = chunks.iter().map(|(_, cells)| cells.len()).sum();
    let mut array = B::cells(count);
    let mut runs: Vec<(u32, u32)> = Vec::new();
    let mut bits: Vec<u64> = Vec::with_capacity(Cells::CHUNK.min(count));
    let mut at = 0;
    for (start, chunk) in chunks {
        bits.clear();
        bits.extend(chunk.iter().map(|cell| cell.to_bits()));
        B::write(&mut array, at, &bits);
        at += bits.len();
        let (start, length) = (start as u32, bits.len() as u32);
        match runs.last_mut() {
            Some((first, count)) if *first + *count == start => *count += length,
            _ => runs.push((start, length)),
        }
    }
    (runs, array)
}

/// The cells of [`packed`].
fn unpacked<B: Buffers>(rows: u32, runs: &[(u32, u32)], array: &B::Cells) -> Cells {
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
        let bits = B::read(array, first as usize..end as usize);
        (start as usize, bits.into_iter().map(Cell::from_bits).collect())
    };
    Cells::from_runs(rows as usize, chunks.map(chunk))
}
