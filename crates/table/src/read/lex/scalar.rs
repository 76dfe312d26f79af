//! Scans a value that is neither an object nor an array.

use super::fault::Fault;
use super::number::{self, Number};
use super::string;
use super::value::{Kind, pair};

/// A scalar as it was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scalar {
    pub kind: Kind,
    /// What [`Kind`] says of it.
    pub payload: u64,
    /// Where it ends.
    pub end: usize,
}

/// Scans the scalar that begins at `at`. Always inlined: returned from a call, the value passes through memory, which makes
/// reading a tenth slower.
#[inline(always)]
pub(crate) fn scalar(input: &[u8], at: usize) -> Result<Scalar, Fault> {
    let (kind, payload, end) = match input.get(at) {
        Some(b'"') => {
            let (text, end) = string::scan(input, at + 1)?;
            (if text.escaped { Kind::EscapedText } else { Kind::Text }, pair(at + 1, text.bytes.len()), end)
        }
        Some(b'-' | b'0'..=b'9') => number(input, at)?,
        Some(b't') => (Kind::Boolean, 1, literal(input, at, b"true")?),
        Some(b'f') => (Kind::Boolean, 0, literal(input, at, b"false")?),
        Some(b'n') => (Kind::Missing, 0, literal(input, at, b"null")?),
        Some(_) => word(input, at)?,
        None => return Err(Fault::Incomplete),
    };
    Ok(Scalar { kind, payload, end })
}

#[inline]
fn number(input: &[u8], at: usize) -> Result<(Kind, u64, usize), Fault> {
    let (number, end) = number::parse(input, at)?;
    Ok(match number {
        Number::Integer(value) => (Kind::Integer, value.to_bits(), end),
        Number::Decimal(value) | Number::CapitalE(value) => (Kind::Decimal, value.to_bits(), end),
        Number::Big => (Kind::BigInteger, pair(at, end - at), end),
        Number::Nan => (Kind::NotANumber, 0, end),
    })
}

#[cold]
fn word(input: &[u8], at: usize) -> Result<(Kind, u64, usize), Fault> {
    let (number, end) = number::word(input, at, at, false)?;
    Ok(match number {
        Number::Decimal(value) => (Kind::Decimal, value.to_bits(), end),
        _ => (Kind::NotANumber, 0, end),
    })
}

/// Where the word at `at` ends.
#[inline]
fn literal(input: &[u8], at: usize, word: &[u8]) -> Result<usize, Fault> {
    let rest = &input[at..];
    if rest.starts_with(word) {
        return Ok(at + word.len());
    }
    Err(if word.starts_with(rest) { Fault::Incomplete } else { Fault::invalid(at, number::NO_VALUE) })
}
