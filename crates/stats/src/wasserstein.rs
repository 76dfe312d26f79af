//! The Wasserstein distance of order 1: how far, on average, values must move to turn one sample into the other.
//!
//! ```text
//! W₁ = ∫ |Fₙ(x) − Gₘ(x)| dx
//! ```
//!
//! Vallender (1974, doi 10.1137/1118101). In the unit of the column. Infinite values are left out: they would have to
//! move infinitely far. Relative accuracy against SciPy's `wasserstein_distance`: 1e-12.

use core::cmp::Ordering;

use crate::compensated::Sum;
use crate::moments::{Moments, finite};

/// The distance of two sorted samples. `None` where a sample has no finite value.
///
/// Infinite where the distance itself exceeds the largest double.
///
/// ```
/// let distance = driftscope_stats::wasserstein::wasserstein(&[0.0, 1.0, 3.0], &[5.0, 6.0, 8.0]);
/// assert_eq!(distance, Some(5.0));
/// ```
#[must_use]
pub fn wasserstein(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<f64> {
    let (reference, production) = (finite(reference_sorted), finite(production_sorted));
    let lowest = reference.first()?.min(*production.first()?);
    let highest = reference.last()?.max(*production.last()?);
    // Between values of ±1e308 lies more than a double can hold.
    let scale = if (highest - lowest).is_finite() { 1.0 } else { 0.25 };
    let (n, m) = (reference.len(), production.len());
    let (by_n, by_m) = (1.0 / n as f64, 1.0 / m as f64);
    let (mut i, mut j, mut before, mut sum) = (0, 0, lowest, Sum::default());
    while i < n && j < m {
        let (left, right) = (reference[i], production[j]);
        // A NaN, which should not be here, counts as production's turn, so that the walk goes on.
        let (takes_left, takes_right) = (left <= right, left.partial_cmp(&right) != Some(Ordering::Less));
        let value = if takes_left { left } else { right };
        let difference = (i as f64 * by_n - j as f64 * by_m).abs();
        sum.add(difference * (value * scale - before * scale));
        before = value;
        i += usize::from(takes_left);
        j += usize::from(takes_right);
    }
    // One sample is through; the other's distribution function climbs on to 1.
    let (rest, taken, share) = if i < n { (&reference[i..], i, by_n) } else { (&production[j..], j, by_m) };
    for (step, value) in rest.iter().enumerate() {
        sum.add((1.0 - (taken + step) as f64 * share).abs() * (value * scale - before * scale));
        before = *value;
    }
    Some(sum.total() / scale)
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
