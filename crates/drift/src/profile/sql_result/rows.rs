//! The rows of a result, from whatever shape they were exported in.
//!
//! The reader of tables reads them, so that every shape that it knows is read: CSV, JSON in lines or in a list, what `psql` prints,
//! what services answer. Values were text in the engine, and may have become numbers in the file.

use driftscope_sql::result::{COLUMNS, LABEL};
use driftscope_table::{CellKind, Column, ReadOptions, Table, TableReader};

use crate::profile::sql_result_error::SqlResultError;

/// One row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub version: String,
    pub start: Option<i64>,
    /// The number of the column, from 1; nothing of the row of the table.
    pub column: Option<usize>,
    pub what: String,
    pub low: String,
    pub high: String,
    pub amount: String,
    pub first: String,
    pub second: String,
    pub label: String,
}

impl Row {
    /// A text behind the colon that keeps it one.
    pub(super) fn text(value: &str) -> Option<&str> {
        value.strip_prefix(':')
    }

    /// The number of rows or values.
    pub(super) fn count(&self) -> Option<u64> {
        self.amount.parse().ok()
    }
}

/// Calls this with every row and its number, from 1.
pub(super) fn each_row(
    bytes: &[u8],
    mut see: impl FnMut(usize, Row) -> Result<(), SqlResultError>,
) -> Result<(), SqlResultError> {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("result");
    reader.feed(bytes);
    reader.end_file(String::new());
    let table = reader.finish()?;
    let column = |name: &'static str| find(&table, name).ok_or(SqlResultError::NoColumn { name });
    let [version, start, number, what, low, high, amount, first, second] = COLUMNS;
    let [version, start, number, what] = [column(version)?, column(start)?, column(number)?, column(what)?];
    let [low, high, amount] = [column(low)?, column(high)?, column(amount)?];
    let [first, second, label] = [column(first)?, column(second)?, column(LABEL)?];
    for row in 0..table.rows {
        let text = |column: &Column| text(column, row);
        let integer = |column: &Column| match text(column).as_str() {
            "" => Ok(None),
            digits => digits.parse::<i64>().map(Some).map_err(|_| SqlResultError::Row { row: row + 1 }),
        };
        let column = integer(number)?;
        let found = Row {
            version: text(version),
            start: integer(start)?,
            column: column.map(|number| usize::try_from(number).unwrap_or(0)),
            what: text(what),
            low: text(low),
            high: text(high),
            amount: text(amount),
            first: text(first),
            second: text(second),
            label: text(label),
        };
        see(row + 1, found)?;
    }
    Ok(())
}

/// A column by its name, whose letters some engines capitalise.
fn find<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
}

/// What stands in a cell; nothing if it is empty.
fn text(column: &Column, row: usize) -> String {
    let Some(cell) = column.cells.get(row) else { return String::new() };
    match cell.kind() {
        // All digits: those that are not needed to find the double again are not zeros.
        CellKind::Number(number) if number == number.trunc() => (number as i128).to_string(),
        CellKind::Number(number) => number.to_string(),
        CellKind::Boolean(value) => value.to_string(),
        CellKind::Missing | CellKind::NotANumber | CellKind::Hashed(_) => String::new(),
        CellKind::Text(_) | CellKind::BigInteger(_) | CellKind::Timestamp(_) => {
            column.text(cell).map(|text| text.into_owned()).unwrap_or_default()
        }
    }
}
