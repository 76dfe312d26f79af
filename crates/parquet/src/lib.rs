//! Reads Parquet files: the same table as the JSON Lines that the same data would be.
//!
//! The table reader flattens records, bounds what they make us hold and says what is wrong with them. As records, a
//! Parquet file goes through all of that. The values of flat columns go there as they are, wherever nothing has to be said of them: see
//! docs/decisions/0049-typed-files-go-to-columns-as-they-are.md.
//!
//! The command links it. The page has it in a module of its own (`crates/parquet-page`), with codecs of its own (feature `page`):
//! docs/decisions/0053-parquet-in-a-second-module.md has the figures.

mod cells;
mod column;
mod decimal;
mod error;
mod leaf;
#[cfg(feature = "page")]
mod packing;
mod pages;
mod reader;
mod record;
mod schema;
mod timestamp;

pub use error::ParquetError;
pub use parquet::errors::ParquetError as DecoderError;
pub use parquet::file::reader::{ChunkReader, Length};
pub use reader::{ParquetReader, UnreadColumn};

/// The bytes that every Parquet file begins with.
pub const MAGIC: &[u8; 4] = b"PAR1";
