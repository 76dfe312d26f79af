//! Names files that are not data sets, with advice on what to do instead.
//!
//! `magic` knows files by their first bytes, `text` texts that are not JSON, `plain_text` texts without records, and `document`
//! JSON documents that hold no records.

mod document;
mod magic;
mod plain_text;
mod text;

pub(crate) use document::by_keys;
pub(crate) use magic::by_first_bytes;
pub(crate) use plain_text::by_text;
pub(crate) use text::{begins_with_time, by_encoding, by_lines, is_bracketed_log, looks_binary, text_format};

pub(crate) use crate::read::limits::HEAD;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Guess {
    /// With its article: "a Parquet file".
    pub found: &'static str,
    /// What to do, beginning small.
    pub advice: &'static str,
}
