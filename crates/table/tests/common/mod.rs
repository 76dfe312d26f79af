//! What tests of reading share: a text read in pieces, and a table as lines.

use driftscope_table::{CellKind, Column, ReadError, ReadOptions, Table, TableReader};

/// What comes of a file that arrives in pieces of one size.
pub(crate) fn read_in_pieces(bytes: &[u8], piece: usize, options: ReadOptions) -> Result<Table, ReadError> {
    let mut reader = TableReader::new(options);
    reader.begin_file("a");
    bytes.chunks(piece).for_each(|piece| reader.feed(piece));
    reader.end_file(String::new());
    reader.finish()
}

/// The names of the columns, and then the cells of each row, with something between them.
pub(crate) fn lines(table: &Table, between: &str) -> Vec<String> {
    let cell = |column: &Column, row: usize| match column.cells[row].kind() {
        CellKind::Text(code) => column.dictionary.get(code).to_owned(),
        CellKind::Number(number) => number.to_string(),
        CellKind::Boolean(value) => value.to_string(),
        CellKind::Missing => "-".to_owned(),
        other => format!("{other:?}"),
    };
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let row = |row| table.columns.iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(between);
    std::iter::once(names.join(" ")).chain((0..table.rows).map(row)).collect()
}
