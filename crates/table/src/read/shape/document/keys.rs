//! The keys of a document.

use std::borrow::Cow;

use crate::read::lex::fault::Fault;
use crate::read::lex::string;
use crate::read::tree::decoded;

/// The key at the start of the input, as it is written, and the length of it with its colon and the blanks after it.
pub(super) fn key_of(input: &[u8]) -> Option<(&[u8], usize)> {
    let inner = input.strip_prefix(b"\"")?;
    let (key, end) = string::scan(inner, 0).ok()?;
    let blanks = |from: usize| inner[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let colon = end + blanks(end);
    (inner.get(colon) == Some(&b':')).then(|| (key.bytes, 1 + colon + 1 + blanks(colon + 1)))
}

/// Whether the input is a key as far as it goes.
pub(super) fn is_start_of_key(input: &[u8]) -> bool {
    let Some(inner) = input.strip_prefix(b"\"") else { return false };
    match string::scan(inner, 0) {
        Ok((_, end)) => inner[end..].iter().all(u8::is_ascii_whitespace),
        Err(fault) => fault == Fault::Incomplete,
    }
}

/// A key without its escapes.
pub(super) fn decoded_key(key: &[u8]) -> Cow<'_, [u8]> {
    match decoded(key) {
        Cow::Borrowed(text) => text.as_bytes().into(),
        Cow::Owned(text) => text.into_bytes().into(),
    }
}
