//! Two-sample tests, distances and effect sizes on slices of numbers and of counts.
//!
//! The first sample is always the *reference*, the second *production*. Numbers arrive sorted and without NaN
//! ([`sorting::sort_numbers`]), categories as two slices of counts whose places correspond. Nothing here reads a
//! file, a clock or a source of chance: where a method needs random numbers, it takes a seed.
//!
//! **Invariant: the same input gives the same bits on every machine**, native and WebAssembly. Hence every logarithm
//! and exponential is `libm`'s and never the platform's, sums run in one fixed order, and no hash map is used.
//!
//! ```
//! use driftscope_stats::merged::Merged;
//! use driftscope_stats::sorting::sort_numbers;
//!
//! let (mut reference, mut production) = (vec![2.1, 3.4, 1.9, 2.8, 3.0], vec![3.9, 4.1, 3.3, 5.0, 4.4]);
//! sort_numbers(&mut reference);
//! sort_numbers(&mut production);
//! let merged = Merged::of_sorted(&reference, &production).unwrap();
//! assert_eq!(merged.kolmogorov_smirnov().statistic, 0.8);
//! assert_eq!(merged.mann_whitney().superiority, 0.96);
//! ```
//!
//! **Invariant: no function panics**, on any input; a statistic that does not exist is `None`. Work and memory are bounded
//! by the length of the slices, not by the values in them.

mod alarms;
mod change_points;
mod count_tests;
mod distances;
mod effects;
mod laws;
mod multivariate;
mod numeric_tests;
mod samples;
mod sketches;
mod sums;
mod timestamps;
mod walk;

pub mod correction;
pub mod interval;
pub mod merged;
pub mod peers;
pub mod performance;
pub mod random;

mod symmetric;

// Folders group the files by family; users name a statistic without its family.
pub use alarms::*;
pub use change_points::*;
pub use count_tests::*;
pub use distances::*;
pub use effects::*;
pub use laws::*;
pub use multivariate::*;
pub use numeric_tests::*;
pub use samples::*;
pub use sketches::*;
pub use sums::*;
pub use timestamps::*;

/// The example in the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
