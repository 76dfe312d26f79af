//! The vocabulary of Driftscope: what a report holds, what settings choose, and where the data came from.
//!
//! Plain values with public fields, and their JSON. Nothing here reads data, computes a statistic or words a sentence.
//!
//! Invariant: depends on `serde` and `serde_json` alone; no I/O, no clock.

pub mod calendar;
mod format;
mod provenance;
mod settings;

pub use format::Format;
pub use provenance::{FileRecord, MOST_PLACES, Warning, WarningCode, WarningPlace};
pub use settings::{Kind, Split, SplitError};
