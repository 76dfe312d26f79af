//! Reads values with a delimiter between them, a row in each line: CSV, TSV and their like.
//!
//! `head` is the start of a file without its `titles`, from which `dialect` says how its rows are written and `header` what its columns are
//! called. `reader` goes through the rows and `row` through one of them; `field` finds the end of a field and `value` says
//! what it means, so that the same data as JSON Lines and as CSV give one table: an empty field is missing, numbers and
//! booleans are what they are, and everything else is text, as is everything in quotes. Only where a writer puts all
//! fields in quotes, as far as the head shows, do quotes say nothing.

mod dialect;
mod field;
mod head;
mod header;
mod labels;
mod levels;
mod periods;
mod reader;
mod row;
mod titles;
mod totals;
mod units;
mod value;

use dialect::{Dialect, Text};
use head::Head;
use header::Header;
pub(crate) use reader::Delimited;
use value::Value;

use crate::typing::{TextClass, classify_text};

/// Whether a text holds values with delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// It does not look like it.
    None,
    /// Nearly all lines have as many delimiters.
    Even,
    /// The first line names the columns, too.
    Named,
}

/// Whether a text that starts like this holds values with delimiters. `None` asks for more of it; `whole` says that there
/// is no more.
pub(crate) fn likeness(start: &[u8], whole: bool) -> Option<Likeness> {
    let head = Head::of(start, whole)?;
    let (dialect, rows) = Dialect::of(&head);
    let is_named = || Header::of(&rows, head.comment, &dialect).is_named;
    // A single column is known by numbers, or dates, below a name.
    let is_date = |bytes: &[u8]| {
        std::str::from_utf8(bytes).is_ok_and(|text| matches!(classify_text(text), TextClass::Datetime(_)))
    };
    let is_value = |row: &Vec<Text>| {
        let [field] = &row[..] else { return false };
        matches!(dialect.value(&field.bytes, field.is_quoted), Value::Number(_)) || is_date(&field.bytes)
    };
    let is_column = || matches!(&rows[..], [first, others @ ..] if first.len() == 1 && others.len() > 1 && others.iter().all(is_value));
    let is_plain_column = || rows.len() > 1 && rows.iter().all(is_value) || is_column_of_labels(&rows);
    Some(match dialect.is_even || is_column() || is_plain_column() {
        true if is_named() => Likeness::Named,
        true if dialect.is_even || is_plain_column() => Likeness::Even,
        _ => Likeness::None,
    })
}

/// Whether short lines come again and again below one that does not: labels below the name of their column.
fn is_column_of_labels(rows: &[Vec<Text>]) -> bool {
    const LEAST_ROWS: usize = 10;
    const LONGEST: usize = 64;
    let Some((first, others)) = rows.split_first() else { return false };
    let is_label = |row: &Vec<Text>| matches!(&row[..], [field] if field.bytes.len() <= LONGEST);
    let mut different: std::collections::BTreeSet<&[u8]> = std::collections::BTreeSet::new();
    different.extend(others.iter().flatten().map(|field| &field.bytes[..]));
    others.len() >= LEAST_ROWS
        && rows.iter().all(is_label)
        && different.len() * 2 <= others.len()
        && first.first().is_some_and(|name| !different.contains(&name.bytes[..]))
}
