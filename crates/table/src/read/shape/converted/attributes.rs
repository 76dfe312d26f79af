//! Attributes of OpenTelemetry: lists of keys and values, where each value says its type.
//!
//! `[{"key": "http.status", "value": {"intValue": "200"}}]` is the entry `"http.status": 200`. Integers of 64 bits stand
//! as strings and are written as the numbers that they are, with all their digits.

use super::write;
use crate::read::tree::Node;

/// Writes the attributes of a list as an object under this key, if there are any.
pub(crate) fn entry(out: &mut Vec<u8>, key: &str, list: &Node<'_>) {
    if !list.items().is_empty() {
        write::key(out, key.as_bytes());
        object(out, list);
    }
}

/// Writes a value that says its type.
pub(crate) fn value(out: &mut Vec<u8>, wrapped: &Node<'_>) {
    let Some((kind, inner)) = wrapped.entries().last() else {
        // No value at all, unless it says no type.
        return if wrapped.is_plain() { write::node(out, wrapped) } else { out.extend_from_slice(b"null") };
    };
    match *kind {
        b"intValue" | b"int_value" | b"doubleValue" | b"double_value" => write::number(out, inner),
        b"arrayValue" | b"array_value" => {
            out.push(b'[');
            for (at, item) in inner.get("values").map_or(&[][..], Node::items).iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                value(out, item);
            }
            out.push(b']');
        }
        b"kvlistValue" | b"kvlist_value" => match inner.get("values") {
            Some(list) => object(out, list),
            None => out.extend_from_slice(b"{}"),
        },
        _ => write::node(out, inner),
    }
}

fn object(out: &mut Vec<u8>, list: &Node<'_>) {
    out.push(b'{');
    for attribute in list.items() {
        let Some(Node::Plain([b'"', key @ .., b'"'])) = attribute.get("key") else { continue };
        write::key(out, key);
        match attribute.get("value") {
            Some(wrapped) => value(out, wrapped),
            None => out.extend_from_slice(b"null"),
        }
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    #[test]
    fn every_type_is_written_as_what_it_is() {
        let list = r#"[{"key":"a.b","value":{"stringValue":"x\n"}},{"key":"i","value":{"intValue":"9007199254740993"}},
            {"key":"n","value":{"intValue":-7}},{"key":"d","value":{"doubleValue":1.50}},{"key":"x","value":{"doubleValue":"-Infinity"}},
            {"key":"t","value":{"boolValue":true}},{"key":"l","value":{"arrayValue":{"values":[{"intValue":"1"},{"stringValue":"y"}]}}},
            {"key":"o","value":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":"2"}}]}}},{"key":"z","value":{}},
            {"key":"p","value":{"bytesValue":"AQI="}},{"key":"q"},{"key":"e","value":{"arrayValue":{}}},{"key":"w","value":5},{}]"#;
        let tree = Tree::of(list.as_bytes(), 1000, 16);
        let mut out = b"{".to_vec();
        entry(&mut out, "attributes", tree.root.as_ref().unwrap());
        let expected = r#"{"attributes":{"a.b":"x\n","i":9007199254740993,"n":-7,"d":1.50,"x":-Infinity,"t":true,"l":[1,"y"],"o":{"k":2},"z":null,"p":"AQI=","q":null,"e":[],"w":5}"#;
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
