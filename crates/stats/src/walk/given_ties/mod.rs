//! The laws of rank statistics given the ties.
//!
//! Without drift every assignment of the pooled values to the two samples is equally likely; equal values are interchangeable. What is
//! left of chance is how many of the reference's values lie up to each *cut* between two distinct values: a bridge that is seen at the
//! cuts only. A law for continuous columns, which sees it everywhere, is wrong there, for a column with few distinct values by any factor.

mod band;
mod bridge_band;
pub(crate) mod gap;
pub(crate) mod linear;
pub(crate) mod quadratic;
mod ways;
