//! Selects rows of a data set: the two sides of a split, a period, windows of time, a sample, or a few rows by their numbers; and the labels that belong to
//! the rows of predictions.

pub(crate) mod labels;
pub(crate) mod period;
pub(crate) mod pick;
pub(crate) mod row_key;
pub(crate) mod sample;
pub(crate) mod split;
pub(crate) mod window;
