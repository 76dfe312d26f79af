//! Decides whether the first of some rows holds the names of the columns, and whether the second holds their types.

use super::cell::values;
use crate::read::tree::Node;
use crate::typing::{TextClass, classify_text};
use std::collections::BTreeSet;

/// Rows that are looked at.
const ROWS: usize = 20;

/// How the types begin that ClickHouse writes below the names.
const TYPES: [&str; 27] = [
    "Int",
    "UInt",
    "Float",
    "Decimal",
    "String",
    "FixedString",
    "Date",
    "DateTime",
    "Bool",
    "UUID",
    "Enum",
    "Nullable",
    "LowCardinality",
    "Array",
    "Tuple",
    "Map",
    "Nested",
    "IPv4",
    "IPv6",
    "JSON",
    "Object",
    "Variant",
    "Dynamic",
    "Point",
    "Nothing",
    "SimpleAggregateFunction",
    "AggregateFunction",
];

/// Whether the first row holds names: distinct texts that spell no value, above a column of values of another kind.
pub(super) fn is_header(rows: &[Node<'_>]) -> bool {
    let rows: Vec<&[Node<'_>]> = rows.iter().take(ROWS).filter_map(values).collect();
    let [names, below @ ..] = &rows[..] else { return false };
    let texts: Vec<_> = names.iter().filter_map(Node::text).collect();
    let are_names = texts.len() == names.len()
        && texts.iter().all(|text| !text.trim().is_empty() && !is_typed(text))
        && texts.iter().collect::<BTreeSet<_>>().len() == texts.len();
    let is_value = |node: &Node<'_>| node.text().map_or(*node != Node::Plain(b"null"), |text| is_typed(&text));
    let is_column = |place: usize| {
        let mut cells =
            below.iter().filter_map(|row| row.get(place)).filter(|node| **node != Node::Plain(b"null")).peekable();
        cells.peek().is_some() && cells.all(is_value)
    };
    are_names && (below.first().is_some_and(|row| are_types(row)) || (0..names.len()).any(is_column))
}

/// Whether a row holds the types of ClickHouse.
pub(super) fn are_types(row: &[Node<'_>]) -> bool {
    let is_type = |node: &Node<'_>| {
        node.text().is_some_and(|text| {
            let word = text.trim_end_matches(|last: char| last.is_ascii_digit());
            let word = word.split('(').next().unwrap_or_default().trim_end_matches(|last: char| last.is_ascii_digit());
            TYPES.contains(&word) || ["IPv4", "IPv6"].contains(&&*text)
        })
    };
    !row.is_empty() && row.iter().all(is_type)
}

/// Whether a text spells a number or a time.
fn is_typed(text: &str) -> bool {
    !matches!(classify_text(text.trim()), TextClass::Other)
}
