//! JSON in the notation of JavaScript, Python or MongoDB's shell, or with each document in a string.
//!
//! The file is rewritten to JSON before its shape is recognised (see `read::relaxed`), so nothing of this shape is left to read
//! here: this file only recognises it.

use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::json::framing::Framing;
use crate::read::relaxed::{Relaxed, Unquote};
use crate::read::tree::{Node, Tree};

/// What is nearly JSON.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::RelaxedJson,
    open: |_, cursor, _| Box::new(Framing::new(cursor)),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "[{x: 1.5, 'y': 'a',}, // one\n{x: null, 'y': 'b',},]",
};

/// Values that are looked at.
const MOST_VALUES: usize = 1 << 16;

/// Bytes before the first bracket of a script.
const LONGEST_PREFIX: usize = 256;

/// Whether a file that begins like this is JSON once it is rewritten, and is not as it stands.
pub(super) fn is_relaxed(start: &[u8], whole: bool, depth: usize) -> bool {
    let mut text = Vec::new();
    match start.first() {
        Some(b'"') => {
            Unquote::default().feed(start, &mut text);
            return matches!(text.trim_ascii_start().first(), Some(b'{' | b'[')) && is_json(&text, whole, depth);
        }
        Some(b'{' | b'[') if !Tree::of(start, MOST_VALUES, depth).is_broken => return false,
        Some(b'{' | b'[' | b'/' | b'#') => {}
        Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | b'(') => {
            if !is_script(start) {
                return false;
            }
        }
        _ => return false,
    }
    let mut relaxed = Relaxed::of_file();
    relaxed.feed(start, &mut text);
    if whole {
        relaxed.end(&mut text);
    }
    let is_comment = matches!(start.first(), Some(b'/' | b'#'));
    relaxed.found.any() && !(is_comment && relaxed.found.has_prefix()) && is_json(&text, whole, depth)
}

/// Whether what stands before the first bracket is what a script has there: `export const data = [`, `callback(`.
fn is_script(start: &[u8]) -> bool {
    let bracket = start.iter().take(LONGEST_PREFIX).position(|byte| matches!(byte, b'{' | b'['));
    let Some(prefix) = bracket.map(|at| start[..at].trim_ascii_end()) else { return false };
    let is_of_script = |byte: &u8| byte.is_ascii_alphanumeric() || b"_$.= (\n\r\t\"';:".contains(byte);
    let ends_so =
        prefix.ends_with(b"=") || prefix.ends_with(b"(") || prefix.ends_with(b"default") || prefix.ends_with(b"return");
    ends_so && prefix.iter().all(is_of_script)
}

/// Whether a text is JSON as far as it goes.
fn is_json(text: &[u8], whole: bool, depth: usize) -> bool {
    let mut rest = text.trim_ascii_start();
    let mut values = 0;
    while !rest.is_empty() {
        let tree = Tree::of(rest, MOST_VALUES, depth);
        let holds_rows =
            |root: &Node<'_>| root.is_object() || root.items().first().is_some_and(|item| !item.is_plain());
        let is_value = tree.root.as_ref().is_some_and(holds_rows);
        let Some(end) = tree.end.filter(|_| is_value) else {
            // What is cut may be whole in the file.
            return !tree.is_broken && !whole && (is_value || values > 0);
        };
        values += 1;
        let separators = rest[end..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        rest = &rest[end + separators..];
    }
    values > 0
}
