//! Reads what the strings of a server's record hold: JSON, and CSV or base64 where a key declares them.

use crate::read::lex::number;
use crate::read::shape::converted::write;
use crate::read::tree::{Node, Tree};

/// Values of the content of a string, at most.
const MOST_VALUES: usize = 1 << 20;

/// Levels of the content of a string.
const DEPTH: usize = 64;

/// How often strings within strings are opened.
const LEVELS: usize = 3;

/// The value as it is written, with the content of its strings in place of them.
pub(super) fn opened(node: &Node<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    open(node, LEVELS, &mut out);
    out
}

fn open(node: &Node<'_>, levels: usize, out: &mut Vec<u8>) {
    match node {
        Node::Object(entries) => {
            let encoding = encoding(node);
            out.push(b'{');
            for (key, value) in entries {
                write::key(out, key);
                match (encoding, value.text()) {
                    (Some(encoding), Some(text)) if *key == b"data" || *key == b"body" => {
                        declared(&text, value, encoding, levels, out);
                    }
                    _ => open(value, levels, out),
                }
            }
            out.push(b'}');
        }
        Node::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                open(item, levels, out);
            }
            out.push(b']');
        }
        Node::Plain(written) => match written {
            [b'"', .., b'}' | b'\n' | b' ' | b']', b'"'] | [b'"', .., b'n', b'"'] if levels > 0 => {
                let text = node.text();
                if !text.is_some_and(|text| json(&text, levels, out)) {
                    out.extend_from_slice(written);
                }
            }
            _ => out.extend_from_slice(written),
        },
    }
}

/// Encodings that a key beside a string declares.
#[derive(Clone, Copy)]
enum Encoding {
    Csv,
    Base64,
}

/// What the keys of an object declare its `data` to be: `encoding` in SageMaker's captures.
fn encoding(object: &Node<'_>) -> Option<Encoding> {
    let encoding = object.get("encoding")?.text()?;
    match () {
        () if encoding.eq_ignore_ascii_case("CSV") => Some(Encoding::Csv),
        () if encoding.eq_ignore_ascii_case("BASE64") => Some(Encoding::Base64),
        () => None,
    }
}

fn declared(text: &str, written: &Node<'_>, encoding: Encoding, levels: usize, out: &mut Vec<u8>) {
    let is_read = match encoding {
        Encoding::Csv => csv(text, out),
        Encoding::Base64 => base64(text)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .is_some_and(|text| json(&text, levels, out) || csv(&text, out)),
    };
    if !is_read {
        write::node(out, written);
    }
}

/// Writes the JSON of a string: an object, or an array of more than labels.
fn json(text: &str, levels: usize, out: &mut Vec<u8>) -> bool {
    let text = text.trim();
    if levels == 0 || !text.starts_with(['{', '[']) {
        return false;
    }
    let tree = Tree::of(text.as_bytes(), MOST_VALUES, DEPTH);
    let (Some(root), Some(end)) = (&tree.root, tree.end) else { return false };
    let is_label = |item: &Node<'_>| matches!(item, Node::Plain([b'"', ..]));
    let is_read = end == text.len() && (root.is_object() || !root.items().iter().all(is_label));
    if is_read {
        open(root, levels - 1, out);
    }
    is_read
}

/// Writes lines of values between commas as arrays, where the lines have one length.
fn csv(text: &str, out: &mut Vec<u8>) -> bool {
    let rows: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.is_empty()).map(|line| line.split(',').collect()).collect();
    let is_even = rows.first().is_some_and(|first| rows.iter().all(|row| row.len() == first.len()));
    // Quotes may hold commas and line breaks.
    if !is_even || text.contains('"') {
        return false;
    }
    for (at, row) in rows.iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"[[" } else { b",[" });
        for (place, field) in row.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            value(field.trim(), out);
        }
        out.push(b']');
    }
    out.push(b']');
    true
}

/// Writes a value of a line: a number as such, anything else in quotes.
fn value(field: &str, out: &mut Vec<u8>) {
    let is_number = field.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && number::parse(field.as_bytes(), 0).is_ok_and(|(_, end)| end == field.len());
    match is_number {
        true => out.extend_from_slice(field.as_bytes()),
        false => {
            out.push(b'"');
            for byte in field.bytes() {
                match byte {
                    b'\\' => out.extend_from_slice(b"\\\\"),
                    0..=31 => out.push(b' '),
                    byte => out.push(byte),
                }
            }
            out.push(b'"');
        }
    }
}

/// The bytes of base64 (RFC 4648), in either alphabet, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.trim_end().trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'\n' | b'\r' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        String::from_utf8(opened(&Tree::of(text.as_bytes(), 1000, 16).root.unwrap())).unwrap()
    }

    #[test]
    fn strings_hold_what_a_key_declares() {
        for (text, expected) in [
            (
                r#"{"data":"0.5,a,1e3\n2,b\\c,","encoding":"CSV"}"#,
                r#"{"data":[[0.5,"a",1e3],[2,"b\\c",""]],"encoding":"CSV"}"#,
            ),
            (r#"{"data":"MSwy","encoding":"BASE64"}"#, r#"{"data":[[1,2]],"encoding":"BASE64"}"#),
            (r#"{"data":"eyJ4IjpbMV19","encoding":"base64"}"#, r#"{"data":{"x":[1]},"encoding":"base64"}"#),
            (r#"{"request":"{\"a\":\"{\\\"b\\\":1}\"}\n"}"#, r#"{"request":{"a":{"b":1}}}"#),
        ] {
            assert_eq!(read(text), expected);
        }
    }

    #[test]
    fn what_is_none_of_it_stays_a_string() {
        for text in [
            r#"{"data":"\"a,b\",1","encoding":"CSV"}"#,
            r#"{"data":"?","encoding":"BASE64"}"#,
            r#"{"data":"1,2\n3","encoding":"CSV"}"#,
            r#"{"tags":"[\"a\",\"b\"]","note":"{x}","end":"}"}"#,
        ] {
            assert_eq!(read(text), text);
        }
    }
}
