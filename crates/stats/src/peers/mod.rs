//! Exact reimplementations of what other tools compute: their bins, their tests, their thresholds.
//!
//! A report that claims "Evidently would have flagged this column" must have Evidently's score, down to how it bins and
//! what it does with an empty bin. None of it is recommended here; where a choice of theirs matters, the module says so.

pub mod evidently;
pub mod nannyml;
pub mod numpy_histogram;
pub mod tfdv;
pub mod total_variation_permutation;

mod mersenne_twister;
