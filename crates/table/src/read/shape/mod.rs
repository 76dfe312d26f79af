//! Shapes other than a stream of records.
//!
//! `recognise` looks at the start of a file and says how its rows lie in it. `document` walks through one JSON document
//! as it comes, and takes the rows, or the columns, out of it. `log_lines` finds the records behind other text on their
//! lines. `converted` writes what monitoring and search systems answer as records. A stream of records is `framing`'s.

mod converted;
mod document;
mod envelope;
mod labels;
mod log_lines;
mod log_time;
mod orient;
mod recognise;
mod skipper;
mod tree;

pub(crate) use converted::Converted;
pub(crate) use document::Document;
pub(crate) use log_lines::LogLines;
pub(crate) use log_time::find as log_time;
pub(crate) use recognise::{Decision, Plan, recognise};
pub(crate) use tree::Node;
#[cfg(test)]
pub(crate) use tree::Tree;
