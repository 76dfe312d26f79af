//! Cliff's delta: how much more often a production value exceeds a reference value than the other way round.
//!
//! ```text
//! δ = P(y > x) − P(y < x)      over all pairs of a reference value x and a production value y
//! ```
//!
//! From −1 (every production value below every reference value) over 0 (neither prevails) to 1; twice the probability of
//! superiority less one, and 1 − 2 U/(nm) of Mann and Whitney's U. It asks for order only: no unit, no mean, infinities
//! at the ends, and no outlier has more weight than any value. Around 0.11 is usually called small, 0.28 medium, 0.43
//! large (Vargha and Delaney 2000, doi 10.3102/10769986025002101).
//!
//! **The interval** is Cliff's (1996, doi 10.4324/9781315806730), with the unbiased variance of δ from the data and the
//! skewed limits that keep it within −1 and 1 (Feng and Cliff 2004, doi 10.22237/jmasm/1099267560):
//!
//! ```text
//! s² = (m² Σ(dᵢ − δ)² + n² Σ(dⱼ − δ)² − ΣΣ(dᵢⱼ − δ)²)/(nm (n − 1)(m − 1)),   at least (1 − δ²)/(nm − 1)
//! (δ − δ³ ∓ z s √((1 − δ²)² + z² s²))/(1 − δ² + z² s²)
//! ```
//!
//! where dᵢ and dⱼ are the mean signs of one value's pairs. Samples that do not overlap have no variance to go by; their
//! inner limit is (k − z²)/(k + z²) with k the smaller sample's size, at least −1. Below two values on a side there is
//! no interval. Sums are whole numbers, so δ is exact to the last digit; limits have a relative accuracy of 1e-12.

use crate::interval::Interval;
use crate::walk::accumulate::{Accumulate, walk};
use crate::walk::tie_group::{Samples, Sizes, TieGroup};

/// δ with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CliffsDelta {
    /// δ, from −1 to 1, positive where production is higher.
    pub statistic: f64,
    /// The confidence interval; `None` below two values on a side.
    pub interval: Option<Interval>,
}

/// The delta of two sorted samples at a level such as 0.95.
///
/// `None` where one is empty or has more than 2³¹ values, or the level is not between 0 and 1.
///
/// ```
/// use driftscope_stats::cliffs_delta::cliffs_delta;
///
/// let delta = cliffs_delta(&[1.0, 2.0, 3.0, 4.0], &[2.0, 3.0, 5.0, 7.0, 9.0], 0.95).unwrap();
/// assert_eq!(delta.statistic, 0.6);
/// assert!(delta.interval.unwrap().low < 0.0);
/// ```
#[must_use]
pub fn cliffs_delta(reference_sorted: &[f64], production_sorted: &[f64], level: f64) -> Option<CliffsDelta> {
    walk::<Dominances>(reference_sorted, production_sorted)?.delta(level)
}

/// Sums over the signs of all pairs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dominances {
    sizes: Sizes,
    /// The pairs in which production is higher, less those in which it is lower: nm δ.
    sum: i64,
    /// The pairs that are equal.
    equal: u64,
    /// For each value of a side, the square of its pairs' sum.
    reference_squares: u128,
    production_squares: u128,
}

impl Accumulate for Dominances {
    fn new(samples: &Samples) -> Self {
        Self { sizes: samples.sizes(), sum: 0, equal: 0, reference_squares: 0, production_squares: 0 }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        let (n, m) = (self.sizes.n as i64, self.sizes.m as i64);
        for group in groups {
            // Production above this reference value, less production below; and the other way round.
            let of_reference = m - (2 * group.production_below + group.production) as i64;
            let of_production = (2 * group.reference_below + group.reference) as i64 - n;
            self.sum += group.reference as i64 * of_reference;
            self.equal += group.reference * group.production;
            let square = |sum: i64| u128::from(sum.unsigned_abs() * sum.unsigned_abs());
            self.reference_squares += u128::from(group.reference) * square(of_reference);
            self.production_squares += u128::from(group.production) * square(of_production);
        }
    }
}

impl Dominances {
    pub(crate) fn delta(&self, level: f64) -> Option<CliffsDelta> {
        let z = Interval::normal_quantile(level)?;
        let Sizes { n, m } = self.sizes;
        let statistic = self.sum as f64 / self.sizes.pairs() as f64;
        let interval = (n > 1 && m > 1).then(|| self.interval(statistic, z));
        Some(CliffsDelta { statistic, interval })
    }

    fn interval(&self, delta: f64, z: f64) -> Interval {
        let (n, m, pairs) = (self.sizes.n as f64, self.sizes.m as f64, self.sizes.pairs() as f64);
        if self.sum.unsigned_abs() == self.sizes.pairs() {
            let smaller = n.min(m);
            let inner = ((smaller - z * z) / (smaller + z * z)).max(-1.0);
            return if delta > 0.0 { Interval { low: inner, high: 1.0 } } else { Interval { low: -1.0, high: -inner } };
        }
        // Every Σ(d − δ)² is the sum of squares less the mean's share. Multiplied up to whole numbers, both are below 2¹²⁵
        // and their difference is exact.
        let square = u128::from(self.sum.unsigned_abs()) * u128::from(self.sum.unsigned_abs());
        let less_mean = |squares: u128, times: u64| (squares * u128::from(times)).saturating_sub(square) as f64;
        let of_reference = less_mean(self.reference_squares, self.sizes.n) / n;
        let of_production = less_mean(self.production_squares, self.sizes.m) / m;
        let of_pairs = less_mean(u128::from(self.sizes.pairs() - self.equal), self.sizes.pairs()) / pairs;
        let variance = (of_reference + of_production - of_pairs) / (pairs * (n - 1.0) * (m - 1.0));
        let rest = 1.0 - delta * delta;
        let spread = z * z * variance.max(rest / (pairs - 1.0));
        let middle = delta * rest;
        let reach = (spread * (rest * rest + spread)).sqrt();
        let below = rest + spread;
        Interval { low: ((middle - reach) / below).max(-1.0), high: ((middle + reach) / below).min(1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_reached() {
        let up = cliffs_delta(&[1.0, 2.0, 3.0], &[4.0, 5.0], 0.95).unwrap();
        assert_eq!((up.statistic, up.interval.unwrap().high), (1.0, 1.0));
        let down = cliffs_delta(&[4.0, 5.0], &[1.0, 2.0, 3.0], 0.95).unwrap();
        assert_eq!((down.statistic, down.interval.unwrap().low), (-1.0, -1.0));
        let same = cliffs_delta(&[3.0; 4], &[3.0; 5], 0.95).unwrap();
        assert_eq!(same.statistic, 0.0);
        let interval = same.interval.unwrap();
        assert!(interval.low < 0.0 && (interval.low + interval.high).abs() < 1e-15);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(cliffs_delta(&[1.0], &[2.0, 3.0], 0.95).unwrap().interval, None);
        assert_eq!((cliffs_delta(&[1.0], &[2.0], 1.0), cliffs_delta(&[], &[2.0], 0.95)), (None, None));
    }

    #[test]
    fn sides_and_signs_change_together() {
        let (reference, production) = ([1.0, 4.0, 4.0, 6.0, 9.0], [2.0, 4.0, 7.0, 7.5, 11.0, 12.0]);
        let (there, back) =
            (cliffs_delta(&reference, &production, 0.9).unwrap(), cliffs_delta(&production, &reference, 0.9).unwrap());
        assert_eq!(there.statistic, -back.statistic);
        assert!((there.interval.unwrap().low + back.interval.unwrap().high).abs() < 1e-15);
    }

    #[test]
    fn infinities_are_the_ends() {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        let delta = cliffs_delta(&[low, 1.0, high], &[low, 2.0, high, high], 0.95).unwrap();
        assert_eq!(delta, cliffs_delta(&[-9.0, 1.0, 9.0], &[-9.0, 2.0, 9.0, 9.0], 0.95).unwrap());
    }
}
