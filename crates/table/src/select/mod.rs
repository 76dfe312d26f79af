//! Selects rows of a data set: the two sides of a split, a period, windows of time, a sample, or a few rows by their numbers.

pub(crate) mod period;
pub(crate) mod pick;
pub(crate) mod sample;
pub(crate) mod split;
pub(crate) mod window;
