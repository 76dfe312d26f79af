//! One column in detail, below its row.

mod column_choices;
pub(crate) mod column_detail;
mod data_table;
mod differing;
mod identifier_table;
mod moment_figures;
mod over_time;
mod preset_table;
mod quantile_table;
mod remarks;
mod test_table;
mod text_figures;
mod vector_figures;
