//! The tests of reading.
//!
//! They are one program, since each program of its own costs seconds to link.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod batches;
mod common;
mod converted;
mod delimited;
mod folders;
mod formats;
mod hashed;
mod hostile;
mod json_in_strings;
mod json_suite;
mod named_arrays;
mod pieces;
mod plain_path;
mod recovery;
mod regressions;
mod relaxed;
mod shapes;
mod syntax;
mod tail;
mod text_tables;
mod timestamps;
mod wrong_files;
