//! Reads bytes as records, and records as columns, with no tree of values in between.
//!
//! ```text
//! bytes ─ gunzip ─► pieces ─► framing ─► record ─► staged ─► columns ─► Table
//! ```
//!
//! `framing` finds where records begin, and `resume` where to go on after a broken one. `record` parses one record in
//! a single pass into staged values, and only when it is whole do they go into the columns. The schema remembers in
//! which order keys came, so that most keys are compared once and never looked up. `delimited` does
//! for CSV and its like what `framing` and `record` do for JSON. `detect` names the files that are something else.
//! `remainder` has two readers share a large file.

mod at_once;
mod column_builder;
mod columns;
mod course;
mod delimited;
mod detect;
mod error;
mod extended;
mod fault;
mod fingerprint;
mod folders;
mod framing;
mod gunzip;
#[cfg(target_arch = "wasm32")]
mod headroom;
mod index;
mod input;
mod layout;
mod limits;
mod nearest;
mod number;
mod patience;
mod pieces;
mod problems;
mod reader;
mod recent;
mod record;
mod remainder;
mod resume;
mod rows;
mod same;
mod schema;
mod shape;
mod staged;
mod text;
mod texts;
mod unfold;
mod unpack;

pub use error::ReadError;
pub use fingerprint::Fingerprint;
pub use folders::{file_name, parting_columns};
pub(crate) use index::{hash, hash_64};
pub use limits::{Limits, ReadOptions};
pub use reader::TableReader;
pub use remainder::{LEAST_PART, Outline, Remainder, cut, line_search, line_start};
pub use unpack::{is_gzip, unpack_gzip};
