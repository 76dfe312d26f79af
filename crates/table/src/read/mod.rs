//! Reads bytes as records, and records as columns, with no tree of values in between.
//!
//! ```text
//! bytes ─ unpack ─► chunks ─► shape ─► json, csv ─► assemble ─► Table
//!                     │                  └─ lex ──────┘
//!                     └─ detect: what is not a data set
//! ```
//!
//! `relaxed` rewrites what is nearly JSON before that. `shape` recognises how the rows lie in a file. `json` finds where records begin and end, and parses one record in a
//! single pass into staged values; `json::fast` skips the parsing of keys where records are laid out like earlier ones.
//! `csv` does the same for delimited rows. `assemble` puts the values of a whole record into the columns. `tail` lets two
//! readers share a large file.

mod assemble;
mod batches;
mod csv;
mod date_arrays;
mod detect;
mod durations;
mod error;
mod fingerprint;
mod folders;
#[cfg(target_arch = "wasm32")]
mod headroom;
mod input;
mod json;
mod lex;
mod limits;
mod log_time;
mod object_ids;
mod place;
mod problems;
mod reader;
mod relaxed;
mod shape;
mod tail;
mod tree;
mod unfold;
mod unpack;

pub use assemble::column_batch::{BatchText, ColumnBatch};
pub use error::ReadError;
pub use fingerprint::Fingerprint;
pub use folders::{file_name, partition_columns};
pub use limits::{Limits, ReadOptions};
pub use reader::TableReader;
pub use tail::{LEAST_PART, Outline, Tail, cut, line_search, line_start};
pub use unpack::{is_gzip, unpack_gzip};

/// The table of a file with this text.
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
pub(crate) fn table_of(text: &str) -> crate::Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("log");
    reader.feed(text.as_bytes());
    reader.finish().unwrap()
}
