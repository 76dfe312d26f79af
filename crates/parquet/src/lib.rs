//! Reads Parquet files: the same table as the JSON Lines that the same data would be.
//!
//! The table reader flattens records, bounds what they make us hold and says what is wrong with them. As records, a
//! Parquet file goes through all of that. The values of flat columns go there as they are, wherever nothing has to be said of them: see
//! docs/decisions/0049-typed-files-go-to-columns-as-they-are.md.
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
