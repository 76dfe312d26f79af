//! Report parts for the example charts, built by hand from distributions whose formula is known.

#![allow(dead_code, reason = "each test uses some of the examples")]

pub(crate) mod charts;
pub(crate) mod columns;
pub(crate) mod distributions;
