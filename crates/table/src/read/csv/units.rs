//! A line of units below the names of the columns: `(yyyy-mm-dd),[MW],[EUR/MWh]`, or one of types, as ClickHouse writes it:
//! `Int64,Nullable(String)`.

use super::dialect::Text;
use crate::spelling::units::unit_of;

/// Whether the second of these rows holds units: above values, each of its fields is empty, in brackets, or a unit, and one column
/// at least holds nothing but values below it. `is_typed` says whether a field is a value.
pub(super) fn are_below(rows: &[Vec<Text>], is_typed: impl Fn(&Text) -> bool) -> bool {
    let [names, units, below @ ..] = rows else { return false };
    let is_named = names.iter().any(|name| !name.bytes.is_empty() && !is_typed(name));
    let are_units = units.len() == names.len() && (units.iter().all(is_unit) || units.iter().all(is_type));
    let is_above_values = |(place, unit): (usize, &Text)| {
        let mut values = below.iter().filter_map(|row| row.get(place)).filter(|text| !text.bytes.is_empty()).peekable();
        !unit.bytes.is_empty() && values.peek().is_some() && values.all(&is_typed)
    };
    is_named && are_units && units.iter().enumerate().any(is_above_values)
}

fn is_unit(text: &Text) -> bool {
    let Ok(unit) = std::str::from_utf8(&text.bytes) else { return false };
    let unit = unit.trim();
    let is_within = |open: char, close: char| unit.len() > 1 && unit.starts_with(open) && unit.ends_with(close);
    // `(12)` is a number of accountants.
    let is_number = unit.trim_matches(['(', ')', '[', ']']).parse::<f64>().is_ok();
    unit.is_empty()
        || ["-", "%"].contains(&unit)
        || unit_of(unit).is_some()
        || is_within('[', ']') && !is_number
        || is_within('(', ')') && !is_number
}

/// Whether a text is the name of a type of ClickHouse: `UInt8`, `DateTime64(3, 'UTC')`, `Array(Nullable(Float64))`.
fn is_type(text: &Text) -> bool {
    const TYPES: [&str; 24] = [
        "Int",
        "UInt",
        "Float",
        "BFloat",
        "Decimal",
        "Bool",
        "String",
        "FixedString",
        "UUID",
        "Date",
        "DateTime",
        "Time",
        "Enum",
        "LowCardinality",
        "Nullable",
        "Array",
        "Map",
        "Tuple",
        "Nested",
        "Variant",
        "Dynamic",
        "JSON",
        "IPv",
        "Point",
    ];
    let Ok(name) = std::str::from_utf8(&text.bytes) else { return false };
    let (word, rest) = name.split_once('(').map_or((name, ")"), |(word, rest)| (word, rest));
    rest.ends_with(')') && TYPES.contains(&word.trim_end_matches(|digit: char| digit.is_ascii_digit()))
}
