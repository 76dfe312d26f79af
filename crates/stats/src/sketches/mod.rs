//! Summaries of bounded size that stand for a column, and merge exactly.

pub mod distinct;
pub mod side_by_side;
pub mod value_sketch;
