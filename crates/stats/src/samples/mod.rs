//! A sample as the statistics take it: sorted numbers, distinct values with their counts, or counts of categories.

pub mod bins;
pub(crate) mod counts;
pub mod distinct_sorted;
pub mod ordered;
pub(crate) mod pooled;
pub mod quantile;
pub mod quantile_interval;
pub mod rarefaction;
pub mod runs;
pub mod sample;
pub mod selection;
pub mod sorted_rows;
pub mod sorting;
