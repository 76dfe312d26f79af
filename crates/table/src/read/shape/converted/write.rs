//! Writes values of a tree as they were written.

use crate::read::lex::number;
use crate::read::tree::Node;

/// Begins an entry of the object that is written: a comma where there is one before it, and the key, which has no
/// escapes in it.
pub(crate) fn key(out: &mut Vec<u8>, key: &[u8]) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(key);
    out.extend_from_slice(b"\":");
}

/// Writes the entries of an object into the object that is written.
pub(crate) fn entries(out: &mut Vec<u8>, object: &Node<'_>) {
    for (name, value) in object.entries() {
        key(out, name);
        node(out, value);
    }
}

/// Writes a value.
pub(crate) fn node(out: &mut Vec<u8>, value: &Node<'_>) {
    match value {
        Node::Plain(bytes) => out.extend_from_slice(bytes),
        Node::Object(_) => {
            out.push(b'{');
            entries(out, value);
            out.push(b'}');
        }
        Node::Array(values) => {
            out.push(b'[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                node(out, value);
            }
            out.push(b']');
        }
    }
}

/// Writes a text that needs no escapes.
pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Writes a number that may stand in a string: `"5"`, `"NaN"`, `"+Inf"`. What is none is written as it is.
pub(crate) fn number(out: &mut Vec<u8>, value: &Node<'_>) {
    let Node::Plain([b'"', inner @ .., b'"']) = value else { return node(out, value) };
    let word: &[u8] = match inner {
        b"NaN" => b"NaN",
        b"Infinity" | b"+Inf" | b"Inf" => b"Infinity",
        b"-Infinity" | b"-Inf" => b"-Infinity",
        [b'-' | b'0'..=b'9', ..] if number::parse(inner, 0).is_ok_and(|(_, end)| end == inner.len()) => inner,
        _ => return node(out, value),
    };
    out.extend_from_slice(word);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    #[test]
    fn numbers_may_stand_in_strings() {
        for (value, expected) in [
            ("\"12345678901234567890\"", "12345678901234567890"),
            ("\"-1.5e+06\"", "-1.5e+06"),
            ("\"+Inf\"", "Infinity"),
            ("\"-Inf\"", "-Infinity"),
            ("\"NaN\"", "NaN"),
            ("\"1a\"", "\"1a\""),
            ("\"-\"", "\"-\""),
            ("7", "7"),
        ] {
            let mut out = Vec::new();
            number(&mut out, &Node::Plain(value.as_bytes()));
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn values_are_written_as_they_were() {
        let text = r#"{"a":[1,"x\"y",{}],"b":{"c\u00e9":NaN,"d":[]},"e":12345678901234567890.10}"#;
        let spread = text.replace(',', " ,\n ").replace(':', " : ");
        let tree = Tree::of(spread.as_bytes(), 100, 8);
        let mut out = Vec::new();
        node(&mut out, tree.root.as_ref().unwrap());
        assert_eq!(String::from_utf8(out).unwrap(), text);
    }
}
