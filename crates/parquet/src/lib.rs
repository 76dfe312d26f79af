//! Reads Parquet files as records: the JSON Lines that the same data would be.
//!
//! The table reader flattens records, bounds what they make us hold and says what is wrong with them. As records, a
//! Parquet file goes through all of that, and gives the same table as its data written as JSON Lines.
//!
//! Kept out of the page for its size: docs/decisions/0009-parquet-in-the-command-only.md has the figures.

mod cells;
mod column;
mod decimal;
mod error;
mod leaf;
mod pages;
mod reader;
mod record;
mod schema;
mod timestamp;

pub use error::ParquetError;
pub use reader::{ParquetReader, UnreadColumn};

/// The bytes that every Parquet file begins with.
pub const MAGIC: &[u8; 4] = b"PAR1";
