//! Sessions with engines as workers, natively: every order of steps that a seed chooses must lead to the same report.

// A fixture that cannot be read is a failed test.
#![allow(clippy::unwrap_used)]

mod bar;
mod cancelled;
mod changed;
mod compared;
mod inputs;
mod labels;
mod lost;
mod memory;
mod parquet;
mod period;
mod world;

/// Seeds of the order of steps.
const SEEDS: std::ops::Range<u64> = 0..8;
