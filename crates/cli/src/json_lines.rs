//! A table as JSON Lines: a record a row, flat, with every column in each.
//!
//! Flat, because that is what a table is: `{"input.temp": 20.5}` is read as the same column as
//! `{"input": {"temp": 20.5}}`. What is read again is the same table. Infinities and NaN are bare words, which Python
//! writes, too.

use std::io::{self, Write};

use driftscope_table::typing::MOST_EXACT;
use driftscope_table::{Cell, CellKind, Column, Table};

/// Writes the rows.
pub(crate) fn write(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let keys: Vec<Vec<u8>> = table.columns.iter().map(key).collect::<Result<_, _>>()?;
    let mut line = Vec::new();
    for row in 0..table.rows {
        line.clear();
        line.push(b'{');
        for (column, key) in table.columns.iter().zip(&keys) {
            if line.len() > 1 {
                line.push(b',');
            }
            line.extend_from_slice(key);
            write_cell(column, column.cells.get(row).unwrap_or(Cell::MISSING), &mut line)?;
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// The name as JSON, and a colon.
fn key(column: &Column) -> io::Result<Vec<u8>> {
    let mut key = serde_json::to_vec(&column.name)?;
    key.push(b':');
    Ok(key)
}

fn write_cell(column: &Column, cell: Cell, line: &mut Vec<u8>) -> io::Result<()> {
    match cell.kind() {
        CellKind::Missing | CellKind::Hashed(_) => line.extend_from_slice(b"null"),
        CellKind::NotANumber => line.extend_from_slice(b"NaN"),
        CellKind::Boolean(value) => serde_json::to_writer(line, &value)?,
        CellKind::Number(f64::INFINITY) => line.extend_from_slice(b"Infinity"),
        CellKind::Number(f64::NEG_INFINITY) => line.extend_from_slice(b"-Infinity"),
        // No fraction, whatever its size: `as i64` would cut what is past 2^63.
        CellKind::Number(number) if is_integer(column, number) => write!(line, "{number:.0}")?,
        CellKind::Number(number) => serde_json::to_writer(line, &number)?,
        CellKind::BigInteger(_) => line.extend_from_slice(column.text(cell).unwrap_or_default().as_bytes()),
        CellKind::Text(_) | CellKind::Timestamp(_) => {
            serde_json::to_writer(line, &column.text(cell).unwrap_or_default())?;
        }
    }
    Ok(())
}

/// Whether a number was most likely written without a point. Past 2^53 only among integers: in a column of identifiers every
/// second or fourth is a double exactly, and must look like the others.
fn is_integer(column: &Column, number: f64) -> bool {
    let is_whole = number == number.trunc() && (number != 0.0 || number.is_sign_positive());
    is_whole && column.tally.integers > 0 && (number.abs() <= MOST_EXACT || column.tally.decimals == 0)
}
