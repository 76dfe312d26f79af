//! A JSON value as it was scanned: its kind, and its bits or its place in the input.

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Missing,
    NotANumber,
    /// The payload is a double's bits.
    Integer,
    /// The same.
    Decimal,
    /// The payload is 0 or 1.
    Boolean,
    /// The payload is where the text lies in the record.
    Text,
    /// The same, with backslashes in it.
    EscapedText,
    /// The same, the digits of an integer.
    BigInteger,
    /// An array begins: the payload is its length, and how many of the values that follow are its own.
    Array,
    /// The array as it is written, behind its values, where they do not become columns: the payload is where it lies in the record.
    Items,
}

/// A value that was read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// Where it ends.
    pub end: usize,
    /// Line breaks within.
    pub line_breaks: u64,
}

/// Two numbers of 32 bits in one payload: where a text begins and how long it is, or what an [`Kind::Array`] needs.
#[inline]
pub(crate) fn pair(first: usize, second: usize) -> u64 {
    // Records are shorter than 4 GiB, by `Limits::bounded`.
    (first as u64) << 32 | (second as u64 & 0xFFFF_FFFF)
}

/// The two numbers of a [`pair`].
#[inline]
pub(crate) fn unpair(payload: u64) -> (usize, usize) {
    ((payload >> 32) as usize, payload as u32 as usize)
}
