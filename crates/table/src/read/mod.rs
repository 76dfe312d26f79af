//! Reads bytes as records, and records as columns, with no tree of values in between.
//!
//! ```text
//! bytes ─ gzip ─► framing ─► record ─► schema and columns ─► Table
//! ```
//!
//! `framing` finds where records begin and end, and begins anew after a broken one. `record` parses one record in a
//! single pass and pushes each value into its column as it goes; a record that turns out to be broken is taken out
//! again. The schema remembers in which order keys came, so that most keys are compared once and never looked up.

mod columns;
mod detect;
mod error;
mod fingerprint;
mod framing;
mod limits;
mod number;
mod problems;
mod reader;
mod record;
mod schema;
mod text;
mod unpack;

pub use error::ReadError;
pub use fingerprint::Fingerprint;
pub use limits::{Limits, ReadOptions};
pub use reader::TableReader;
