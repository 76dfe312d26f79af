//! The columns of a table whose names lie beside its rows: their names, and the types by which numbers are timestamps.

use super::super::converted::timestamp;
use crate::read::tree::Node;
use std::collections::BTreeSet;

/// Keys of the name in the description of a column, in the order in which they are preferred.
const NAMES: [&str; 13] = [
    "name",
    "Name",
    "columnName",
    "ColumnName",
    "column_name",
    "label",
    "Label",
    "title",
    "headerName",
    "field",
    "fieldName",
    "key",
    "id",
];

/// Keys of the type in the description of a column.
const TYPES: [&str; 6] = ["type", "Type", "typeName", "dataTypeName", "ColumnType", "DataType"];

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name, as it is written between quotes.
    pub name: Vec<u8>,
    /// What its numbers stand for.
    pub holds: Holds,
    /// The fields of its values, where these are rows of their own.
    pub fields: Vec<Column>,
}

/// What the numbers of a column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Numbers.
    Values,
    /// Times since 1970, in the unit that their size shows.
    Timestamps,
    /// Days since 1970.
    Days,
}

/// The text of a string between its quotes, as it is written.
fn raw<'a>(node: &Node<'a>) -> Option<&'a [u8]> {
    if let Node::Plain([b'"', inner @ .., b'"']) = node { Some(inner) } else { None }
}

/// The name in the description of a column: a string, an object with a name, or a list that begins with it.
pub(super) fn name_of<'a>(node: &Node<'a>) -> Option<&'a [u8]> {
    match node {
        Node::Plain(_) => raw(node),
        Node::Object(_) => NAMES.iter().filter_map(|key| node.get(key)).find_map(raw),
        Node::Array(items) => items.first().and_then(raw).filter(|_| items.len() > 1),
    }
}

/// The columns that a list describes; `None` where it does not describe columns.
pub(super) fn columns(list: &Node<'_>) -> Option<Vec<Column>> {
    columns_of(list.items())
}

/// The columns that these items describe; `None` where they do not describe columns.
pub(super) fn columns_of(items: &[Node<'_>]) -> Option<Vec<Column>> {
    if items.is_empty() || !items.iter().all(|item| name_of(item).is_some()) {
        return None;
    }
    let mut taken = BTreeSet::new();
    let column = |(place, item): (usize, &Node<'_>)| {
        let name = name_of(item)
            .filter(|name| !name.is_empty())
            .map_or_else(|| format!("c{place}").into_bytes(), <[u8]>::to_vec);
        // Series with one name differ in their labels, as in Grafana's wide frames.
        let name = match item.get("labels").filter(|_| taken.contains(&name)).and_then(labels) {
            Some(labels) => [&name[..], b"{", &labels, b"}"].concat(),
            None => name,
        };
        let mut unique = name.clone();
        let mut count = 0;
        while !taken.insert(unique.clone()) {
            count += 1;
            unique = [&name[..], format!(".{count}").as_bytes()].concat();
        }
        let fields = item.get("fields").and_then(columns).unwrap_or_default();
        Column { name: unique, holds: holds(item), fields }
    };
    Some(items.iter().enumerate().map(column).collect())
}

/// Whether columns have the same names.
pub(super) fn are_named_alike(one: &[Column], two: &[Column]) -> bool {
    one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.name == two.name)
}

/// Labels as text, `host=a,site=b`.
fn labels(labels: &Node<'_>) -> Option<Vec<u8>> {
    let pair = |(key, value): &(&[u8], Node<'_>)| Some([key, &b"="[..], raw(value)?].concat());
    let pairs: Vec<Vec<u8>> = labels.entries().iter().map(pair).collect::<Option<_>>()?;
    (!pairs.is_empty()).then(|| pairs.join(&b','))
}

/// What the type in the description of a column declares its numbers to be.
fn holds(description: &Node<'_>) -> Holds {
    let declared = match description {
        Node::Array(items) => items.get(1).and_then(Node::text),
        _ => TYPES.iter().filter_map(|key| description.get(key)).find_map(Node::text),
    };
    let declared = declared.unwrap_or_default().to_ascii_lowercase();
    match () {
        () if declared == "date" => Holds::Days,
        () if declared.contains("time") && !declared.contains("timespan") => Holds::Timestamps,
        () => Holds::Values,
    }
}

/// Writes a plain value; a number that stands for a time becomes a timestamp.
pub(super) fn write_plain(out: &mut Vec<u8>, written: &[u8], holds: Holds) {
    let inner = raw(&Node::Plain(written)).unwrap_or(written);
    // Snowflake appends the offset of the time zone, in minutes.
    let digits = inner.split(|byte| *byte == b' ').next().unwrap_or_default();
    match nanoseconds(digits, holds).filter(|_| holds != Holds::Values) {
        Some(nanoseconds) => timestamp::write(out, nanoseconds),
        None => out.extend_from_slice(written),
    }
}

/// Nanoseconds since 1970, from a number whose size shows its unit: seconds from 1973 on, milliseconds and so on.
fn nanoseconds(digits: &[u8], holds: Holds) -> Option<u64> {
    let number: f64 = std::str::from_utf8(digits)
        .ok()
        .filter(|text| text.starts_with(|first: char| first.is_ascii_digit()))?
        .parse()
        .ok()?;
    let factor = match number {
        _ if holds == Holds::Days => 86_400e6,
        1e8..1e11 => 1e6,
        1e11..1e14 => 1e3,
        1e14..1e17 => 1.0,
        1e17..1e19 => 1e-3,
        _ => return None,
    };
    let is_day = holds != Holds::Days || number.fract() == 0.0 && number < 100_000.0;
    let microseconds = if factor < 1.0 { number / 1e3 } else { number * factor };
    is_day.then(|| (microseconds.round() as u64).saturating_mul(1_000)).filter(|nanoseconds| *nanoseconds < u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    fn names(text: &str) -> Option<String> {
        let columns = columns(&Tree::of(text.as_bytes(), 1000, 16).root.unwrap())?;
        let name = |column: Column| String::from_utf8(column.name).unwrap();
        Some(columns.into_iter().map(name).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn columns_are_described_in_several_ways() {
        for (text, expected) in [
            (r#"["a","b"]"#, Some("a b")),
            (r#"[{"name":"a","type":"int"},{"type":"int","name":"b"}]"#, Some("a b")),
            (r#"[{"id":-1,"name":"sid"},{"id":1,"name":"Fare"}]"#, Some("sid Fare")),
            (r#"[["ts","TIMESTAMP",8],["x","INT",4]]"#, Some("ts x")),
            (r#"["a","a","","a"]"#, Some("a a.1 c2 a.2")),
            (r#"[{"name":"v","labels":{"h":"a"}},{"name":"v","labels":{"h":"b"}}]"#, Some("v v{h=b}")),
            (r#"[1,2]"#, None),
            (r#"[{"x":1}]"#, None),
            ("[]", None),
        ] {
            assert_eq!(names(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_of_times_are_timestamps() {
        for (value, holds, expected) in [
            ("\"1.772323E+09\"", Holds::Timestamps, "\"2026-02-28T23:56:40.000000Z\""),
            ("1772323000123", Holds::Timestamps, "\"2026-02-28T23:56:40.123000Z\""),
            ("\"1772323000123456\"", Holds::Timestamps, "\"2026-02-28T23:56:40.123456Z\""),
            ("\"1616173619.000000000 960\"", Holds::Timestamps, "\"2021-03-19T17:06:59.000000Z\""),
            ("\"18262\"", Holds::Days, "\"2020-01-01T00:00:00.000000Z\""),
            ("\"2026-03-01\"", Holds::Days, "\"2026-03-01\""),
            ("\"2026-03-01T00:00:00Z\"", Holds::Timestamps, "\"2026-03-01T00:00:00Z\""),
            ("82919", Holds::Timestamps, "82919"),
            ("null", Holds::Timestamps, "null"),
            ("18262", Holds::Values, "18262"),
        ] {
            let mut out = Vec::new();
            write_plain(&mut out, value.as_bytes(), holds);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
