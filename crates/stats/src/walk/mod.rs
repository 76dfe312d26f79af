//! One walk through the pooled order of two sorted samples, and the laws of rank statistics given the ties found on it.

pub(crate) mod accumulate;
pub(crate) mod gap_integral;
pub(crate) mod given_ties;
pub(crate) mod tie_group;
pub(crate) mod ties;
