//! What a value of serde_json's would be in a table: a cell for each of its leaves.

use driftscope_table::{CellKind, Table};
use serde_json::Value;

/// The leaves of a value and the columns they belong to; what holds nothing has none.
pub(super) fn leaves(name: &str, value: &Value) -> Vec<(String, Value)> {
    let inner = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(place, item)| leaves(&inner(&place.to_string()), item)).collect()
        }
        Value::Object(entries) => entries.iter().flat_map(|(key, value)| leaves(&inner(key), value)).collect(),
        plain => vec![(name.to_owned(), plain.clone())],
    }
}

/// Checks that a row holds these leaves, and nothing else.
pub(super) fn hold_against(leaves: &[(String, Value)], table: &Table, row: usize, case: &str) {
    for column in &table.columns {
        let expected = leaves.iter().find(|leaf| leaf.0 == column.name).map_or(&Value::Null, |leaf| &leaf.1);
        let is_same = match (expected, column.cells[row].kind()) {
            (Value::Null, CellKind::Missing) => true,
            (Value::Bool(expected), CellKind::Boolean(found)) => *expected == found,
            (Value::Number(expected), CellKind::Number(found)) => {
                expected.as_f64().map(f64::to_bits) == Some(found.to_bits())
            }
            (Value::String(expected), CellKind::Text(code)) => expected == column.dictionary.get(code),
            _ => false,
        };
        assert!(is_same, "{case}: {} is {expected:?}, and {:?} is read", column.name, column.cells[row]);
    }
    for (name, _) in leaves {
        assert!(table.column(name).is_some(), "{case}: {name} is no column");
    }
}
