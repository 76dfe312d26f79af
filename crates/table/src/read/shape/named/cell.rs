//! Writes rows and values without what services wrap around them: `{"f": [{"v": "1"}]}`, `{"stringValue": "a"}`.

use super::super::converted::write;
use super::column::{Column, Holds, write_plain};
use crate::read::tree::Node;

/// Keys under which a row keeps its values: BigQuery, Google's charts, Athena, Neo4j.
const ROWS: [&str; 4] = ["f", "c", "Data", "row"];

/// Keys under which a value stands: BigQuery and Google's charts, Athena, the Data APIs of Redshift and Aurora.
const VALUES: [&str; 6] = ["v", "VarCharValue", "stringValue", "longValue", "doubleValue", "booleanValue"];

/// The values of a row.
pub(super) fn values<'a, 'b>(row: &'b Node<'a>) -> Option<&'b [Node<'a>]> {
    match row {
        Node::Array(values) => Some(values),
        Node::Object(_) => ROWS.iter().filter_map(|key| row.get(key)).find(|values| values.is_array()).map(Node::items),
        Node::Plain(_) => None,
    }
}

/// The value without what is around it; `None` for one that is declared to be missing.
pub(super) fn unwrapped<'a, 'b>(node: &'b Node<'a>) -> Option<&'b Node<'a>> {
    let [(key, inner), rest @ ..] = node.entries() else { return (!node.is_object()).then_some(node) };
    // Google's charts have the value formatted for people beside it.
    let is_alone = rest.iter().all(|(key, _)| *key == b"f");
    match VALUES.iter().any(|name| name.as_bytes() == *key) && is_alone {
        true => Some(inner),
        false => (*key != b"isNull" || !is_alone).then_some(node),
    }
}

/// Writes the values of a row as entries of the object that is written. Values past the last column get a name that counts.
pub(super) fn entries(out: &mut Vec<u8>, values: &[Node<'_>], columns: &[Column]) {
    for (place, node) in values.iter().enumerate() {
        match columns.get(place) {
            Some(column) => {
                write::key(out, &column.name);
                value(out, node, column.holds, &column.fields);
            }
            None => {
                write::key(out, format!("c{place}").as_bytes());
                value(out, node, Holds::Values, &[]);
            }
        }
    }
}

/// Writes a value. Rows within it are objects of the fields of their column, as BigQuery nests them.
pub(super) fn value(out: &mut Vec<u8>, node: &Node<'_>, holds: Holds, fields: &[Column]) {
    match unwrapped(node) {
        None => out.extend_from_slice(b"null"),
        Some(Node::Plain(written)) => write_plain(out, written, holds),
        Some(Node::Array(items)) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                value(out, item, holds, fields);
            }
            out.push(b']');
        }
        Some(object) => match values(object).filter(|_| !fields.is_empty()) {
            Some(inner) => {
                out.push(b'{');
                entries(out, inner, fields);
                out.push(b'}');
            }
            None => write::node(out, object),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::shape::named::column::columns;
    use crate::read::tree::Tree;

    #[test]
    fn values_are_unwrapped() {
        let fields = Tree::of(br#"[{"name":"a"},{"name":"b"}]"#, 100, 16).root.and_then(|root| columns(&root)).unwrap();
        for (text, expected) in [
            (r#"{"v":"1.5"}"#, "\"1.5\""),
            (r#"{"v":null}"#, "null"),
            (r#"{"v":[{"v":"a"},{"v":"b"}]}"#, r#"["a","b"]"#),
            (r#"{"v":{"f":[{"v":"x"},{"v":"y"}]}}"#, r#"{"a":"x","b":"y"}"#),
            (r#"{"v":[{"v":{"f":[{"v":"x"},{"v":"y"}]}}]}"#, r#"[{"a":"x","b":"y"}]"#),
            (r#"{"v":1,"f":"1.00 €"}"#, "1"),
            (r#"{"stringValue":"a"}"#, "\"a\""),
            (r#"{"isNull":true}"#, "null"),
            (r#"{"x":1}"#, r#"{"x":1}"#),
            ("{}", "null"),
            ("7", "7"),
        ] {
            let mut out = Vec::new();
            value(&mut out, &Tree::of(text.as_bytes(), 100, 16).root.unwrap(), Holds::Values, &fields);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
