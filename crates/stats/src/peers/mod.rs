//! What other tools compute, exactly: their bins, their tests, their thresholds.
//!
//! A report that says "Evidently would have flagged this column" must have Evidently's score, down to how it bins and
//! what it does with an empty bin. None of it is recommended here; where a choice of theirs matters, the module says so.

pub mod evidently;
pub mod nannyml;
pub mod numpy_histogram;
pub mod tfdv;
pub mod total_variation_permutation;

mod mersenne_twister;
