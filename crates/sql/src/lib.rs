//! SQL that computes a profile where the rows are.
//!
//! Rows often may not leave the engine that holds them, or are too many to move. [`statement`] writes one `SELECT` that scans the
//! table once and returns counts, buckets and sums: a few thousand rows a column. Exported as CSV or JSON they are read as a
//! profile wherever a file is (`driftscope_drift`, which knows the result by [`result::COLUMNS`]).
//!
//! The buckets are those of a profile made from rows, bit for bit. With the columns of a model of classes ([`ModelColumns`]), rows are also
//! counted by label, answer, version and score, as `driftscope profile --model` counts them.
//!
//! **Invariant:** the same arguments give the same bytes, whatever the dialect; what differs between dialects is one declaration
//! each in [`dialect`].

mod column;
mod combination;
pub mod dialect;
mod kind;
mod model;
pub mod result;
mod returned;
mod statement;
mod steps;
mod writer;

pub use column::{ColumnError, ColumnSpec, columns_of_report, parse_columns, written_columns};
pub use dialect::Dialect;
pub use kind::SqlKind;
pub use model::{ModelColumns, ModelError};
pub use statement::statement;
pub use writer::Request;
