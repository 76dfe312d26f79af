//! The Jensen–Shannon divergence of two sets of counts, and the effect size built on it.
//!
//! ```text
//! JSD₂(P, Q) = H(M) − ½ H(P) − ½ H(Q),   M = ½ (P + Q),   H in bits            (0 to 1)
//! effect     = √max(0, JSD₂ − (k − 1) f),   f = (1/n + 1/m)/(8 ln 2)
//! MDE        = √(λ f)
//! ```
//!
//! Lin (1991, doi 10.1109/18.61115); its square root is a metric (Endres and Schindelin 2003, doi 10.1109/TIT.2003.813506).
//!
//! Two samples of one and the same law differ by chance, so a plain distance is never 0, and it is larger the fewer rows
//! there are. For small differences JSD₂ is f times Pearson's χ² (a second-order expansion), and χ² without drift has
//! the mean k − 1. Taking that off gives an *effect* that is 0 where there is no more than chance, and the same size at
//! thirty rows as at a million. k counts the categories that occur. By the same expansion, a test at level α and power
//! 1 − β detects an effect of the *minimum detectable effect*, λ being the noncentrality that gives the χ² law that
//! power. [`null_band_auto`] computes how large the effect gets by chance.
//!
//! Accuracy: 1e-15 absolute for the divergence.

use core::f64::consts::LN_2;

use crate::laws::chi_squared_law;
use crate::samples::counts::{non_empty, pairs, totals};
use crate::sums::compensated::Sum;

mod confidence;
mod null_band;

pub use confidence::effect_interval;
pub use null_band::{null_band, null_band_auto, null_band_permuted};

/// The divergence with logarithms to base 2, from 0 to 1. `None` where a side has no value.
///
/// ```
/// use driftscope_stats::jensen_shannon::divergence;
///
/// assert_eq!(divergence(&[1, 0], &[0, 1]), Some(1.0));
/// assert_eq!(divergence(&[1, 3], &[2, 6]), Some(0.0));
/// ```
#[must_use]
pub fn divergence(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    Some(sum_of_terms(pairs(reference, production), n, m))
}

/// The bias-corrected distance, from 0 to 1. `None` where a side has no value.
///
/// ```
/// use driftscope_stats::jensen_shannon::effect;
///
/// assert_eq!(effect(&[510, 490], &[495, 505]), Some(0.0));
/// assert!((effect(&[9800, 200], &[9000, 1000]).unwrap() - 0.148_965_713_212_480_9).abs() < 1e-12);
/// ```
#[must_use]
pub fn effect(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    let categories = non_empty(reference, production).count();
    let divergence = sum_of_terms(pairs(reference, production), n, m);
    Some(corrected(divergence, categories, n, m))
}

/// The smallest effect that a test with these degrees of freedom finds at level `alpha` with the given power.
///
/// Infinite where a side is empty; NaN where `alpha` or `power` is not between 0 and 1.
///
/// ```
/// use driftscope_stats::jensen_shannon::minimum_detectable_effect;
///
/// assert!((minimum_detectable_effect(3.0, 1_000, 1_000, 0.05, 0.8) - 0.0627).abs() < 0.0001);
/// ```
#[must_use]
pub fn minimum_detectable_effect(degrees_of_freedom: f64, n: u64, m: u64, alpha: f64, power: f64) -> f64 {
    let noncentrality = chi_squared_law::noncentrality_for_power(degrees_of_freedom, alpha, power);
    (noncentrality * divergence_per_chi_square(n as f64, m as f64)).sqrt()
}

/// f: what one unit of Pearson's χ² is in JSD₂.
pub(crate) fn divergence_per_chi_square(n: f64, m: f64) -> f64 {
    (1.0 / n + 1.0 / m) / (8.0 * LN_2)
}

fn corrected(divergence: f64, categories: usize, n: f64, m: f64) -> f64 {
    let by_chance = categories.saturating_sub(1) as f64 * divergence_per_chi_square(n, m);
    (divergence - by_chance).max(0.0).sqrt()
}

fn sum_of_terms(pairs: impl Iterator<Item = (u64, u64)>, n: f64, m: f64) -> f64 {
    let sum: Sum = pairs.map(|(left, right)| term(left as f64 / n, right as f64 / m)).collect();
    sum.total().clamp(0.0, 1.0)
}

/// ½ p log₂(p/((p + q)/2)) + ½ q log₂(q/((p + q)/2)).
pub(crate) fn term(p: f64, q: f64) -> f64 {
    let sum = p + q;
    if sum == 0.0 {
        return 0.0;
    }
    // With d = (p − q)/(p + q): ¼ (p + q) ((1 + d) ln(1 + d) + (1 − d) ln(1 − d)), which is exactly 0 at p = q, and
    // for small d is computed from its square.
    let difference = (p - q) / sum;
    let part = |signed: f64| if signed <= -1.0 { 0.0 } else { (1.0 + signed) * libm::log1p(signed) };
    let square = difference * difference;
    let entropy = if square < 1e-3 {
        // Σ d²ⁱ/(i (2i − 1)); the first term left out is below 1e-23 of the sum.
        let terms = [1.0, 1.0 / 6.0, 1.0 / 15.0, 1.0 / 28.0, 1.0 / 45.0, 1.0 / 66.0, 1.0 / 91.0];
        square * terms.iter().rev().fold(0.0, |sum, term| sum * square + term)
    } else {
        part(difference) + part(-difference)
    };
    0.25 * sum * entropy / LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_forms_of_a_term_meet() {
        for step in 1..100 {
            let d = f64::from(step) / 2_000.0;
            let direct = 0.25 * ((1.0 + d) * libm::log1p(d) + (1.0 - d) * libm::log1p(-d)) / LN_2;
            let found = term((1.0 + d) / 2.0, (1.0 - d) / 2.0);
            assert!((found - direct).abs() < 1e-16, "{d}: {found} {direct}");
        }
    }

    #[test]
    fn an_empty_side_has_no_distance() {
        assert_eq!((divergence(&[0, 0], &[1, 2]), effect(&[], &[])), (None, None));
        assert!(minimum_detectable_effect(3.0, 0, 10, 0.05, 0.8).is_infinite());
    }

    #[test]
    fn hostile_counts_have_an_answer() {
        let (reference, production) = ([u64::MAX, 1], [1, u64::MAX]);
        assert!((divergence(&reference, &production).unwrap() - 1.0).abs() < 1e-15);
    }
}
