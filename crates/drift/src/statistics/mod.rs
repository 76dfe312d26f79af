//! Every statistic of a column, by its name in the report, and the parts of its verdict.

pub(crate) mod counts;
pub(crate) mod numbers;
pub(crate) mod part_size;
pub(crate) mod results;
pub(crate) mod shares;
