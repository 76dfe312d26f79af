//! Reads a file into columns, piece by piece, as the page's workers do.

use driftscope_table::{Cell, ReadOptions, Table, TableReader};
use wasm_bindgen::prelude::wasm_bindgen;

/// A file that is being read, and its columns then.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reading {
    reader: TableReader,
    table: Option<Table>,
    problem: String,
}

#[wasm_bindgen]
impl Reading {
    /// Begins.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file("measured");
        Self { reader, table: None, problem: String::new() }
    }

    /// Reads a piece.
    pub fn feed(&mut self, piece: &[u8]) {
        self.reader.feed(piece);
    }

    /// Ends the file, and gives what was wrong with it; an empty text where nothing was.
    pub fn finish(&mut self) -> String {
        let mut reader = std::mem::replace(&mut self.reader, TableReader::new(ReadOptions::default()));
        reader.end_file(String::new());
        match reader.finish() {
            Ok(table) => self.table = Some(table),
            Err(error) => self.problem = error.to_string(),
        }
        self.problem.clone()
    }

    /// Rows that were read.
    pub fn rows(&self) -> f64 {
        self.table.as_ref().map_or(0.0, |table| table.rows as f64)
    }

    /// The bytes of the columns: their cells and their dictionaries.
    pub fn column_bytes(&self) -> f64 {
        let columns = self.table.iter().flat_map(|table| &table.columns);
        columns.map(|column| (column.cells.len() * size_of::<Cell>() + column.dictionary.byte_len()) as f64).sum()
    }
}
