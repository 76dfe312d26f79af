//! Report parts for the example charts, built by hand from distributions whose formula is known.

#![allow(dead_code, reason = "each test uses some of the examples")]

pub mod charts;
pub mod columns;
pub mod distributions;
