//! The Wasserstein distance of order 1: how far, on average, values must move to turn one sample into the other.
//!
//! ```text
//! W₁ = ∫ |Fₙ(x) − Gₘ(x)| dx
//! ```
//!
//! Vallender (1974, doi 10.1137/1118101). In the unit of the column. Infinite values are left out: they would have to
//! move infinitely far. Relative accuracy against SciPy's `wasserstein_distance`: 1e-12.

use crate::sums::moments::Moments;
use crate::walk::accumulate::{Accumulate, walk};
use crate::walk::gap_integral::GapIntegral;
use crate::walk::tie_group::{Samples, TieGroup};

/// The distance of two sorted samples. `None` where a sample has no finite value or more than 2³¹ values.
///
/// Infinite where the distance itself exceeds the largest double.
///
/// ```
/// let distance = driftscope_stats::wasserstein::wasserstein(&[0.0, 1.0, 3.0], &[5.0, 6.0, 8.0]);
/// assert_eq!(distance, Some(5.0));
/// ```
#[must_use]
pub fn wasserstein(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<f64> {
    walk::<AbsoluteGap>(reference_sorted, production_sorted)?.distance()
}

/// The distance in standard deviations of the reference. `None` also where those are 0.
///
/// ```
/// let distance = driftscope_stats::wasserstein::wasserstein_normed(&[0.0, 2.0], &[3.0, 5.0]);
/// assert_eq!(distance, Some(3.0));
/// ```
#[must_use]
pub fn wasserstein_normed(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<f64> {
    let sd = Moments::of_sorted(reference_sorted).population_sd.filter(|sd| *sd > 0.0)?;
    wasserstein(reference_sorted, production_sorted).map(|distance| distance / sd)
}

/// ∫ |F − G| dx.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AbsoluteGap(GapIntegral);

impl Accumulate for AbsoluteGap {
    fn new(samples: &Samples) -> Self {
        Self(GapIntegral::new(samples))
    }

    fn add(&mut self, groups: &[TieGroup]) {
        self.0.add(groups, f64::abs);
    }
}

impl AbsoluteGap {
    pub(crate) fn distance(&self) -> Option<f64> {
        self.0.integral()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIGH: f64 = f64::INFINITY;

    #[test]
    fn infinities_are_left_out() {
        assert_eq!(wasserstein(&[-HIGH, 1.0, HIGH], &[3.0, HIGH]), Some(2.0));
        assert_eq!(wasserstein(&[HIGH], &[3.0]), None);
    }

    #[test]
    fn the_longest_distance_is_representable() {
        assert_eq!(wasserstein(&[-8e307], &[9e307]), Some(1.7e308));
        assert_eq!(wasserstein(&[-1.7e308], &[1.7e308]), Some(HIGH));
    }

    #[test]
    fn a_constant_reference_has_no_unit() {
        assert_eq!(wasserstein_normed(&[1.0, 1.0], &[2.0]), None);
    }

    #[test]
    fn identical_samples_have_no_distance() {
        let sample = [0.1, 0.2, 0.2, 0.7, 12.0];
        assert_eq!(wasserstein(&sample, &sample), Some(0.0));
    }
}
