//! Assembles the values of records into columns.

mod arrays;
mod batches;
pub(crate) mod column_batch;
pub(crate) mod column_builder;
pub(crate) mod columns;
pub(crate) mod extended;
pub(crate) mod index;
mod lists;
mod losses;
pub(crate) mod recent;
pub(crate) mod rows;
pub(crate) mod schema;
mod source;
pub(crate) mod staged;
mod text_cells;
pub(crate) mod texts;
mod values;
