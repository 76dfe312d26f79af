//! The table of columns.

pub(crate) mod column_row;
pub(crate) mod column_table;
pub(crate) mod toolbar;
