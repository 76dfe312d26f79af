//! Identifiers of rows, as two files may write them: `7` and `"7"`, a UUID in small letters and in capitals.

use std::borrow::Cow;

use crate::store::cell::{Cell, CellKind};
use crate::store::column::Column;
use crate::typing::words_of;

/// The identifier of a row as both files may write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Text(String),
    /// A string of which only the hash is kept.
    Hash(u32),
}

/// How likely a name is that of an identifier; the smaller the likelier.
pub(crate) fn rank(name: &str) -> Option<u8> {
    let field = name.rsplit('.').next().unwrap_or(name);
    let field = if matches!(field, "$oid" | "oid") { name.rsplit('.').nth(1).unwrap_or(field) } else { field };
    let words = words_of(field);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words.as_slice() {
        ["prediction" | "inference" | "event" | "request" | "correlation" | "trace" | "span", "id"] => 0,
        ["id" | "uuid" | "guid" | "key"] => 1,
        [.., "id" | "uuid" | "guid" | "identifier" | "number"] => 2,
        ["predictionid" | "inferenceid" | "eventid" | "requestid" | "correlationid" | "traceid"] => 0,
        _ => return None,
    })
}

/// The identifier of each row.
pub(super) fn keys(column: &Column) -> Vec<Option<Key>> {
    column.cells.iter().map(|cell| key(column, *cell)).collect()
}

/// The identifier that a cell holds: 7 is "7", and a UUID is the same in capitals.
pub(super) fn key(column: &Column, cell: Cell) -> Option<Key> {
    if let CellKind::Hashed(hash) = cell.kind() {
        return Some(Key::Hash(hash));
    }
    let text = written(column, cell)?;
    let text = text.trim();
    let is_uuid = text.len() == 36 && text.bytes().filter(|byte| *byte == b'-').count() == 4;
    (!text.is_empty()).then(|| Key::Text(if is_uuid { text.to_ascii_lowercase() } else { text.to_owned() }))
}

/// What a cell holds as text; `None` of none.
pub(super) fn written(column: &Column, cell: Cell) -> Option<Cow<'_, str>> {
    match cell.kind() {
        CellKind::Number(number) => Some(format!("{}", number + 0.0).into()),
        CellKind::Boolean(value) => Some(value.to_string().into()),
        _ => column.text(cell),
    }
}
