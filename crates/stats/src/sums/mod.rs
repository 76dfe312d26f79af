//! Sums that keep what rounding would lose, and the mean and standard deviation made of them.

pub(crate) mod compensated;
pub(crate) mod lanes;
pub mod moments;
pub mod power_sums;
pub(crate) mod wide;
