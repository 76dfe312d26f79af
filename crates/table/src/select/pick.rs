//! Copies a few rows of a table, with only the strings they need.

use std::collections::HashMap;

use crate::{Cell, CellKind, Cells, Column, Dictionary, Table};

/// The rows with these numbers, in the order in which they are given; numbers past the end are left out. The warnings of
/// the input as a whole (files, warnings, records skipped) stays behind.
///
/// ```
/// use driftscope_table::{ReadOptions, TableReader, pick};
///
/// let mut reader = TableReader::new(ReadOptions::default());
/// reader.begin_file("log.jsonl");
/// reader.feed(b"{\"v\": \"a\"}\n{\"v\": \"b\"}\n{\"v\": \"c\"}\n");
/// let few = pick(&reader.finish()?, &[2, 0]);
/// assert_eq!((few.rows, few.columns[0].dictionary.len()), (2, 2));
/// # Ok::<(), driftscope_table::ReadError>(())
/// ```
pub fn pick(table: &Table, rows: &[usize]) -> Table {
    let rows: Vec<usize> = rows.iter().copied().filter(|&row| row < table.rows).collect();
    let columns = table.columns.iter().map(|column| column_of(column, &rows)).collect();
    Table { rows: rows.len(), columns, ..Table::default() }
}

fn column_of(column: &Column, rows: &[usize]) -> Column {
    let mut dictionary = Dictionary::default();
    let mut codes: HashMap<u32, u32> = HashMap::new();
    let mut code_of = |code: u32| *codes.entry(code).or_insert_with(|| dictionary.push(column.dictionary.get(code)));
    let cells: Cells = rows
        .iter()
        .map(|&row| {
            let cell = column.cells.get(row).unwrap_or(Cell::MISSING);
            match cell.kind() {
                CellKind::Text(code) => Cell::text(code_of(code)),
                CellKind::BigInteger(code) => Cell::big_integer(code_of(code)),
                _ => cell,
            }
        })
        .collect();
    Column::of_cells(column.name.clone(), cells, dictionary, column.spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_same_and_other_strings_are_left() {
        let mut dictionary = Dictionary::default();
        let codes: Vec<u32> = ["a", "bb", "", "dddd"].iter().map(|text| dictionary.push(text)).collect();
        let cells: Vec<Cell> = codes.iter().map(|&code| Cell::text(code)).chain([Cell::number(1.5)]).collect();
        let column = Column::of_cells("x".to_owned(), cells.into(), dictionary, None);
        let table = Table { rows: 5, columns: vec![column], skipped: 3, ..Table::default() };
        let few = pick(&table, &[3, 4, 2, 3, 99]);
        assert_eq!((few.rows, few.skipped), (4, 0));
        let few = &few.columns[0];
        let texts: Vec<_> = few.cells.iter().map(|cell| few.text(*cell).map(|text| text.into_owned())).collect();
        assert_eq!(texts, [Some("dddd".to_owned()), None, Some(String::new()), Some("dddd".to_owned())]);
        assert_eq!((few.dictionary.len(), few.tally.texts, few.tally.decimals), (2, 3, 1));
    }
}
