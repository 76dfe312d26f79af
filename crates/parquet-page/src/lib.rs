//! The page's second module: reads a Parquet file as JSON Lines, a batch of rows at a time.
//!
//! The page carries it packed, and unpacks it when a Parquet file is opened: docs/decisions/0053-parquet-in-a-second-module.md. It has no
//! binding: a worker's script (`static/worker.js`) calls a few functions and reads the module's memory, and the only thing that the module
//! can ask for is bytes of the file that it reads.

mod border;
mod file;
mod reading;

pub use file::{Source, SourceFile};
pub use reading::{Reading, Step};
