//! Distances between two samples of numbers or two sets of counts: 0 where both are the same.

pub mod drift_mass;
pub mod effect_bounds;
pub mod energy;
pub mod hellinger;
pub mod jensen_shannon;
pub mod kl;
pub mod l_infinity;
pub mod psi;
pub mod total_variation;
pub mod wasserstein;
