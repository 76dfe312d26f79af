//! Writes the fields of a line as a record.

use super::super::converted::write;
use crate::read::lex::number;

/// Appends a text as a string of JSON.
fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escaped(out, text);
    out.push(b'"');
}

fn escaped(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0..=31 => out.push(b' '),
            byte => out.push(byte),
        }
    }
}

/// Appends an entry whose value is a text, whatever it spells.
pub(super) fn text_entry(out: &mut Vec<u8>, name: &str, text: &str) {
    let mut key = Vec::with_capacity(name.len());
    escaped(&mut key, name);
    write::key(out, &key);
    string(out, text);
}

/// Appends an entry; `None` is a missing value, and a number is written as one.
pub(super) fn entry(out: &mut Vec<u8>, name: &str, value: Option<&str>) {
    let mut key = Vec::with_capacity(name.len());
    escaped(&mut key, name);
    write::key(out, &key);
    match value {
        None => out.extend_from_slice(b"null"),
        Some(value) if is_number(value) => out.extend_from_slice(value.as_bytes()),
        Some(value) => string(out, value),
    }
}

/// Whether a text is a number of JSON. A code with a leading zero is not.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let has_leading_zero = digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && !has_leading_zero
        && number::parse(text.as_bytes(), 0).is_ok_and(|(_, end)| end == text.len())
}

/// The name of a field, or one that counts.
pub(super) fn name(names: &[String], place: usize) -> String {
    names.get(place).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| format!("c{place}"))
}
