//! Assembles the values of records into columns.

pub(crate) mod column_builder;
pub(crate) mod columns;
pub(crate) mod extended;
pub(crate) mod index;
mod losses;
pub(crate) mod recent;
pub(crate) mod rows;
pub(crate) mod schema;
pub(crate) mod staged;
pub(crate) mod texts;
