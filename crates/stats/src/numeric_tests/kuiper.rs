//! Kuiper's two-sample test: the largest distances of the distribution functions to either side, added up.
//!
//! ```text
//! V = max (Fₙ − Gₘ) + max (Gₘ − Fₙ)
//! p = 2 Σⱼ (4j²λ² − 1) e^(−2j²λ²),   λ = (√e + 0.155 + 0.24/√e) V,   e = nm/(n + m)
//! ```
//!
//! Kuiper (1960, doi 10.1016/S1385-7258(60)50006-0); the small-sample factor is Stephens' (1970,
//! doi 10.1111/j.2517-6161.1970.tb00821.x). It sees what Kolmogorov–Smirnov sees in the middle as well in the tails,
//! and it does not change when values on a circle, such as hours of the day, are counted from another start. V lies
//! from 0 to 2 in principle and to 1 for samples (it is 1 where they do not overlap). Infinities take part. Two samples of the
//! same constant give V = 0, p = 1.
//!
//! Relative accuracy of the formula: 1e-12 down to 1e-300. The formula itself is a limit: at e ≥ 10 and p from 0.001
//! to 0.5 it is off by less than a tenth of p, and smaller samples should trust it less.
//!
//! **Ties** make the formula too large, by any factor. With them the p-value is that of all assignments of the pooled values to the
//! samples, given the ties (`given_ties`): exact, or within 1 %, for small samples and for few distinct values, else the limit, within 8 % where p is above 1e-3; below 1e-10
//! (1e-6 for the limit) an upper bound.

use crate::walk::accumulate::{Accumulate, walk};
use crate::walk::given_ties::gap;
use crate::walk::tie_group::{Samples, Sizes, TieGroup};
use crate::walk::ties::{Ties, WithTies};
use core::f64::consts::{PI, TAU};

/// Below this λ the dual series needs fewer terms, and p is above 0.99.
const MIDDLE: f64 = 0.75;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kuiper {
    /// V, from 0 to 1.
    pub statistic: f64,
    /// The probability of a V at least as large without drift.
    pub p_value: f64,
}

/// Compares two sorted samples. `None` where one is empty or has more than 2³¹ values.
///
/// ```
/// let test = driftscope_stats::kuiper::kuiper(&[1.0, 2.0, 3.0, 4.0], &[0.0, 2.5, 5.0]).unwrap();
/// assert!((test.statistic - 2.0 / 3.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn kuiper(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<Kuiper> {
    walk::<WithTies<GapsOnBothSides>>(reference_sorted, production_sorted).map(|sums| sums.sums.test(&sums.ties))
}

/// The largest differences of the distribution functions to either side, times nm.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GapsOnBothSides {
    sizes: Sizes,
    highest: i64,
    lowest: i64,
}

impl Accumulate for GapsOnBothSides {
    fn new(samples: &Samples) -> Self {
        Self { sizes: samples.sizes(), highest: 0, lowest: 0 }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        for group in groups {
            let gap = group.gap(self.sizes);
            self.highest = self.highest.max(gap);
            self.lowest = self.lowest.min(gap);
        }
    }
}

impl GapsOnBothSides {
    pub(crate) fn test(&self, ties: &Ties) -> Kuiper {
        let range = self.highest - self.lowest;
        let statistic = range as f64 / self.sizes.pairs() as f64;
        let effective = (self.sizes.pairs() as f64 / self.sizes.total() as f64).sqrt();
        let without_ties = |distance: f64| sf((effective + 0.155 + 0.24 / effective) * distance);
        let p_value =
            if ties.any() { gap::range(ties, range.unsigned_abs(), without_ties) } else { without_ties(statistic) };
        Kuiper { statistic, p_value }
    }
}

/// The tail of the limiting law.
fn sf(lambda: f64) -> f64 {
    if lambda <= 0.0 {
        return 1.0;
    }
    if lambda > 20.0 {
        // e^(−800) is no longer a double.
        return 0.0;
    }
    if lambda < MIDDLE {
        return 1.0 - cdf_by_dual_series(lambda);
    }
    let square = lambda * lambda;
    // The twentieth term is e^(−450) of the first at the middle.
    let sum: f64 = (1..=20)
        .rev()
        .map(|j| {
            let j_square = f64::from(j * j);
            (4.0 * j_square * square - 1.0) * libm::exp(-2.0 * j_square * square)
        })
        .sum();
    (2.0 * sum).clamp(0.0, 1.0)
}

/// The limiting law by Poisson's summation: √(2π) π²/λ³ Σ k² e^(−k²π²/(2λ²)).
fn cdf_by_dual_series(lambda: f64) -> f64 {
    let exponent = PI * PI / (2.0 * lambda * lambda);
    let sum: f64 = (1..=8).rev().map(|k| f64::from(k * k) * libm::exp(-f64::from(k * k) * exponent)).sum();
    if sum == 0.0 { 0.0 } else { TAU.sqrt() * PI * PI / (lambda * lambda * lambda) * sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_series_agree_around_the_middle() {
        for step in 0..30 {
            let lambda = 0.75 + f64::from(step) * 0.02;
            assert!((sf(lambda) - (1.0 - cdf_by_dual_series(lambda))).abs() < 1e-14, "{lambda}");
        }
    }

    #[test]
    fn the_ends_are_reached() {
        assert_eq!(kuiper(&[1.0, 2.0], &[1.0, 2.0]), Some(Kuiper { statistic: 0.0, p_value: 1.0 }));
        assert_eq!(kuiper(&[1.0, 2.0], &[3.0]).unwrap().statistic, 1.0);
        assert_eq!(kuiper(&[1.0], &[]), None);
        assert_eq!((sf(1e300), sf(f64::INFINITY), sf(1e-300)), (0.0, 0.0, 1.0));
    }

    #[test]
    fn turning_a_circle_changes_nothing() {
        let (reference, production) = ([0.1, 0.2, 0.5, 0.55, 0.9], [0.15, 0.3, 0.6, 0.8]);
        let turned = |values: &[f64]| {
            let mut turned: Vec<f64> =
                values.iter().map(|value| if *value > 0.52 { value - 1.0 } else { *value }).collect();
            turned.sort_by(f64::total_cmp);
            turned
        };
        let (before, after) = (kuiper(&reference, &production), kuiper(&turned(&reference), &turned(&production)));
        assert_eq!(before.unwrap().statistic, after.unwrap().statistic);
    }
}
