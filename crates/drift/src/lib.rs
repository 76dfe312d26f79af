//! Compares two tables: what changed, how much, and how sure that is.

mod report;
mod settings;

pub use report::*;
pub use settings::*;
