//! A report's JSON as a short text for a page: a third of what a general compressor makes of it.
//!
//! Most of a report are numbers of sixteen digits, under keys and beside words that come again in every column. A compressor of bytes
//! takes four bits for each digit, and only finds what comes again in the same surroundings. This one knows JSON: every value is
//! predicted from its path, the keys that lead to it, and a number is written as the bits of its double, less what those before
//! it in its list have in common with it.
//!
//! It knows nothing of reports: any JSON without blanks comes back byte for byte, so new fields need nothing here. What it
//! cannot read is refused, and the caller writes plain JSON.
//!
//! Invariant: depends on `serde_json` alone, for doubles as it writes them. No input makes it panic, and what it unpacks is bounded.
//!
//! Layout, as bytes: the version, the length of the JSON, that of the coded bits (both in four bytes, little-endian), a checksum of the
//! JSON, the coded bits, the plain bits. The text is base 85, with letters that mean nothing in HTML, JSON or a shell.

mod base85;
mod coder;
mod numbers;
mod packer;
mod paths;
mod scan;
mod steps;
mod strings;

pub use base85::Alphabet;
pub use steps::{Packer, Unpacker};

/// A JSON text without blanks, packed; `None` for any other text.
pub fn pack_json(json: &str) -> Option<String> {
    let mut packer = Packer::new(json).ok()?;
    packer.pack(usize::MAX).ok()?;
    packer.finish().ok()
}

/// What [`pack_json`] packed; `None` if the text is something else or was damaged.
pub fn unpack_json(text: &str) -> Option<String> {
    let mut unpacker = Unpacker::new(text).ok()?;
    unpacker.unpack(usize::MAX).ok()?;
    unpacker.finish().ok()
}

/// The text does not hold a report, or was damaged on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// The most bytes of JSON in a packed text: ten times a report of three thousand columns.
const MOST_BYTES: usize = 256 << 20;

#[cfg(test)]
mod tests;
