//! Brings tensors, rows below a list of names, and lists of name and value into the form of plain records.

use std::collections::BTreeSet;

use crate::read::tree::Node;

/// Keys under which the rows below a list of names lie: those of Seldon and of pandas.
const ROWS: [&str; 3] = ["ndarray", "data", "tensor"];

/// The value, rearranged, and whether anything in it was.
pub(super) fn arrange(node: Node<'_>) -> (Node<'_>, bool) {
    if let Some(found) = tensors(&node).or_else(|| named_rows(&node)).or_else(|| pairs(&node)) {
        // What stands within a value of it may be of the kind, too.
        return (arrange(found).0, true);
    }
    let mut is_changed = false;
    let mut inner = |value| {
        let (value, changed) = arrange(value);
        is_changed |= changed;
        value
    };
    let node = match node {
        Node::Object(entries) => Node::Object(entries.into_iter().map(|(key, value)| (key, inner(value))).collect()),
        Node::Array(items) => Node::Array(items.into_iter().map(inner).collect()),
        plain @ Node::Plain(_) => plain,
    };
    (node, is_changed)
}

/// The text of a string between its quotes, as it is written.
fn raw<'a>(node: &Node<'a>) -> Option<&'a [u8]> {
    if let Node::Plain([b'"', inner @ .., b'"']) = node { Some(inner) } else { None }
}

fn count(node: &Node<'_>) -> Option<usize> {
    let Node::Plain(digits) = node else { return None };
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// An object of names and columns, from tensors: `[{"name": "age", "shape": [2, 1], "datatype": "INT64", "data": [39, 48]}]`.
fn tensors<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let tensor = |item: &Node<'a>| {
        item.get("datatype")?;
        let shape: Vec<usize> = item.get("shape")?.items().iter().map(count).collect::<Option<_>>()?;
        Some((raw(item.get("name")?)?, rows_of(&shape, item.get("data")?)?))
    };
    let columns: Vec<_> = node.items().iter().map(tensor).collect::<Option<_>>()?;
    (!columns.is_empty() && are_distinct(&columns)).then_some(Node::Object(columns))
}

/// The rows of a tensor whose values may lie in one flat list. A row of one value is that value.
fn rows_of<'a>(shape: &[usize], data: &Node<'a>) -> Option<Node<'a>> {
    let (rows, values) = (*shape.first()?, data.items());
    let width = shape[1..].iter().try_fold(1_usize, |all, length| all.checked_mul(*length))?;
    let plain = |row: &[Node<'a>]| if let [only] = row { only.clone() } else { Node::Array(row.to_vec()) };
    let is_flat = rows.checked_mul(width) == Some(values.len()) && width > 0;
    let is_nested = values.len() == rows && values.iter().all(Node::is_array);
    match is_flat && !is_nested {
        true => Some(Node::Array(values.chunks(width).map(plain).collect())),
        false if values.len() == rows => Some(Node::Array(
            values.iter().map(|row| if row.is_array() { plain(row.items()) } else { row.clone() }).collect(),
        )),
        false => None,
    }
}

/// Objects, from rows below a list of names: `{"columns": ["x"], "data": [[1]]}`, `{"names": ["x"], "ndarray": [[1]]}`.
fn named_rows<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let names = node.get("columns").or_else(|| node.get("names"))?;
    let names: Vec<&[u8]> = names.items().iter().map(raw).collect::<Option<_>>()?;
    let data = ROWS.iter().find_map(|key| node.get(key))?;
    let data = match (data.get("shape"), data.get("values")) {
        (Some(shape), Some(values)) => rows_of(&shape.items().iter().map(count).collect::<Option<Vec<_>>>()?, values)?,
        _ => data.clone(),
    };
    let row = |row: &Node<'a>| {
        let values = if row.is_array() { row.items() } else { std::slice::from_ref(row) };
        let is_row = values.len() == names.len();
        is_row.then(|| Node::Object(names.iter().copied().zip(values.iter().cloned()).collect()))
    };
    let rows: Vec<_> = data.items().iter().map(row).collect::<Option<_>>()?;
    let is_named = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    (!names.is_empty() && !rows.is_empty() && is_named).then_some(Node::Array(rows))
}

/// An object, from a list of name and value: `[{"field": "level", "value": "WARN"}]`, `[{"key": "k", "value": {"int_value": 1}}]`.
pub(super) fn pairs<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let pair = |item: &Node<'a>| {
        let [(first, name), (second, value)] = item.entries() else { return None };
        let is_name = first.eq_ignore_ascii_case(b"name")
            || first.eq_ignore_ascii_case(b"key")
            || first.eq_ignore_ascii_case(b"field");
        let is_value = |key: &[u8]| {
            key.eq_ignore_ascii_case(b"value") || key.ends_with(b"_value") || key.ends_with(b"Value") && key.len() > 5
        };
        let value = match value.entries() {
            [(kind, inner)] if is_value(kind) => inner,
            _ => value,
        };
        (is_name && is_value(second)).then(|| Some((raw(name)?, value.clone()))).flatten()
    };
    let entries: Vec<_> = node.items().iter().map(pair).collect::<Option<_>>()?;
    (!entries.is_empty() && are_distinct(&entries)).then_some(Node::Object(entries))
}

fn are_distinct(entries: &[(&[u8], Node<'_>)]) -> bool {
    entries.iter().map(|(key, _)| *key).collect::<BTreeSet<_>>().len() == entries.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::shape::converted::write;
    use crate::read::tree::Tree;

    fn arranged(text: &str) -> String {
        let (node, is_changed) = arrange(Tree::of(text.as_bytes(), 1000, 16).root.unwrap());
        let mut out = Vec::new();
        write::node(&mut out, &node);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(is_changed, out != text, "{text}");
        out
    }

    #[test]
    fn tensors_are_columns() {
        for (tensors, expected) in [
            (r#"[{"name":"a","shape":[2,1],"datatype":"INT64","data":[3,4]}]"#, r#"{"a":[3,4]}"#),
            (r#"[{"name":"a","shape":[2,2],"datatype":"FP32","data":[1,2,3,4]}]"#, r#"{"a":[[1,2],[3,4]]}"#),
            (r#"[{"name":"a","shape":[2,2],"datatype":"FP32","data":[[1,2],[3,4]]}]"#, r#"{"a":[[1,2],[3,4]]}"#),
            (r#"[{"name":"a","shape":[2],"datatype":"BYTES","data":["x","y"]}]"#, r#"{"a":["x","y"]}"#),
        ] {
            assert_eq!(arranged(tensors), expected);
        }
        for other in [
            r#"[{"name":"a","shape":[3],"datatype":"INT64","data":[1]}]"#,
            r#"[{"name":"a","shape":[18446744073709551615,9],"datatype":"INT64","data":[1]}]"#,
            r#"[{"name":"a","shape":[0,0],"datatype":"INT64","data":[1]}]"#,
        ] {
            assert_eq!(arranged(other), other);
        }
    }

    #[test]
    fn names_stand_beside_rows_or_in_pairs() {
        for (text, expected) in [
            (r#"{"names":["a","b"],"ndarray":[[1,2],[3,4]]}"#, r#"[{"a":1,"b":2},{"a":3,"b":4}]"#),
            (r#"{"names":["a","b"],"tensor":{"shape":[1,2],"values":[1,2]}}"#, r#"[{"a":1,"b":2}]"#),
            (r#"[{"Name":"b","Value":1},{"Name":"a","Value":"x"}]"#, r#"{"b":1,"a":"x"}"#),
            (r#"[{"key":"n","value":{"int_value":7}}]"#, r#"{"n":7}"#),
        ] {
            assert_eq!(arranged(text), expected);
        }
        for other in [
            r#"{"names":["a","b"],"ndarray":[[1,2],[3]]}"#,
            r#"[{"name":"a","value":1},{"name":"a","value":2}]"#,
            r#"[{"name":"a","score":1}]"#,
        ] {
            assert_eq!(arranged(other), other);
        }
    }
}
