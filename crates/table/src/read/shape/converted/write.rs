//! Writes values of a tree as they were written.

use super::super::tree::Node;

/// Begins an entry of the object that is written: a comma where there is one before it, and the key, which has no
/// escapes in it.
pub(super) fn key(out: &mut Vec<u8>, key: &[u8]) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(key);
    out.extend_from_slice(b"\":");
}

/// Writes the entries of an object into the object that is written.
pub(super) fn entries(out: &mut Vec<u8>, object: &Node<'_>) {
    for (name, value) in object.entries() {
        key(out, name);
        node(out, value);
    }
}

/// Writes a value.
pub(super) fn node(out: &mut Vec<u8>, value: &Node<'_>) {
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

#[cfg(test)]
mod tests {
    use super::super::super::tree::Tree;
    use super::*;

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
