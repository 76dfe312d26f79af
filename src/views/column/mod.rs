//! One column in detail, below its row.

pub(crate) mod column_choices;
pub(crate) mod column_detail;
pub(crate) mod identifier_table;
pub(crate) mod moment_figures;
pub(crate) mod preset_table;
pub(crate) mod quantile_table;
pub(crate) mod test_table;
pub(crate) mod text_figures;
