//! Distinguishes pandas' orientations: objects within an object are columns, rows, or one record.

use crate::Format;
use crate::read::tree::{Node, decoded};
use crate::typing::parse_datetime;

/// An object with at least this many keys is a column with many rows, and not a record with many fields.
const MANY: usize = 200;

/// What an object holds whose values all are objects.
pub(crate) fn of_objects(entries: &[(&[u8], Node<'_>)], is_cut: bool) -> Option<Format> {
    let first = &entries.first()?.1;
    let inner: Vec<&[u8]> = first.entries().iter().map(|(key, _)| *key).collect();
    if inner.is_empty() || !entries.iter().all(|(_, value)| value.is_object()) {
        return None;
    }
    // A key that comes again names neither a column nor a row.
    if entries[1..].iter().any(|(key, _)| *key == entries[0].0) {
        return None;
    }
    if is_count(inner.iter().copied()) {
        return Some(Format::Columns);
    }
    // The last one may be cut.
    let whole = &entries[..entries.len() - usize::from(is_cut)];
    let alike = whole.iter().all(|(_, value)| {
        value.entries().len() == inner.len() && value.entries().iter().zip(&inner).all(|((key, _), known)| key == known)
    });
    if is_count(entries.iter().map(|(key, _)| *key)) && (alike || entries.len() > 1) {
        return Some(Format::Index);
    }
    if whole.len() < 2 {
        let is_long = inner.len() >= MANY && first.entries().iter().all(|(_, value)| value.is_plain());
        return is_long.then_some(Format::Columns);
    }
    if !alike {
        return None;
    }
    // Values of one kind lie in one column.
    let by_row =
        whole.iter().filter(|(_, value)| is_of_one_kind(value.entries().iter().map(|(_, value)| value))).count();
    let columns = 0..inner.len();
    let by_column = columns
        .filter(|&at| {
            is_of_one_kind(whole.iter().filter_map(|(_, value)| value.entries().get(at)).map(|(_, value)| value))
        })
        .count();
    let share = (by_row * inner.len()).cmp(&(by_column * whole.len()));
    Some(match share.then(inner.len().cmp(&whole.len())) {
        std::cmp::Ordering::Less => Format::Index,
        _ => Format::Columns,
    })
}

/// Whether an object of plain values is a Series rather than a record: its keys are numbers or timestamps.
pub(crate) fn is_series(entries: &[(&[u8], Node<'_>)]) -> bool {
    let is_label = |key: &[u8]| {
        let digits = key.strip_prefix(b"-").unwrap_or(key);
        !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) || parse_datetime(&decoded(key)).is_some()
    };
    !entries.is_empty() && entries.iter().all(|(key, value)| value.is_plain() && is_label(key))
}

/// Whether the keys are 0, 1, 2 and so on.
fn is_count<'a>(keys: impl Iterator<Item = &'a [u8]>) -> bool {
    keys.enumerate().all(|(place, key)| key == place.to_string().as_bytes())
}

fn is_of_one_kind<'n, 'a: 'n>(values: impl Iterator<Item = &'n Node<'a>>) -> bool {
    let mut kinds = values.filter_map(|value| match value {
        Node::Object(_) => Some(b'{'),
        Node::Array(_) => Some(b'['),
        Node::Plain([b'"', ..]) => Some(b'"'),
        Node::Plain(b"null") => None,
        Node::Plain(b"true" | b"false") => Some(b't'),
        Node::Plain(_) => Some(b'0'),
    });
    let first = kinds.next();
    kinds.all(|kind| Some(kind) == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    fn orient(text: &str) -> Option<Format> {
        let tree = Tree::of(text.as_bytes(), 10_000, 16);
        of_objects(tree.root.unwrap().entries(), tree.end.is_none())
    }

    #[test]
    fn orientations_are_told_apart() {
        for (text, expected) in [
            (r#"{"x":{"0":1.5,"1":null},"y":{"0":1,"1":2}}"#, Some(Format::Columns)),
            (r#"{"x":{"0":1.5,"1":nu"#, Some(Format::Columns)),
            (r#"{"0":{"x":1.5,"y":"a"},"1":{"x":2,"y":"b"}}"#, Some(Format::Index)),
            (r#"{"a7":{"x":1.5,"y":"a"},"b8":{"x":2,"y":"b"},"c9":{"x":2,"y":"c"}}"#, Some(Format::Index)),
            (r#"{"x":{"a7":1.5,"b8":2,"c9":1},"y":{"a7":"k","b8":"l","c9":"m"}}"#, Some(Format::Columns)),
            (r#"{"input":{"a":1,"b":2},"prediction":{"class":1}}"#, None),
            (r#"{"input":{"a":1,"b":2}}"#, None),
            (r#"{"input":{},"b":{}}"#, None),
        ] {
            assert_eq!(orient(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_of_many_labels_is_no_record() {
        let cells: Vec<String> = (0..300).map(|row| format!("\"id{row}\":{row}")).collect();
        assert_eq!(orient(&format!("{{\"x\":{{{}", cells.join(","))), Some(Format::Columns));
    }

    #[test]
    fn a_series_has_numbers_or_timestamps_for_keys() {
        let is = |text: &str| is_series(Tree::of(text.as_bytes(), 100, 8).root.unwrap().entries());
        assert!(is(r#"{"0":1.0,"1":2.0}"#) && is(r#"{"2024-01-01":1,"2024-01-02":null}"#) && is(r#"{"17":"a"}"#));
        assert!(!is(r#"{"a":1}"#) && !is("{}") && !is(r#"{"0":[1]}"#));
    }
}
