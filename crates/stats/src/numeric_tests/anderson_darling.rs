//! The Anderson–Darling test of two samples: the squared gap between the distribution functions, weighted so that the
//! tails count as much as the middle.
//!
//! ```text
//! A² = (N − 1)/N² · (1/n + 1/m) Σ l (N M − n B)²/(B (N − B) − N l/4)
//! T  = (A² − 1)/σ_N
//! ```
//!
//! over the distinct values of the pooled sample of N = n + m: l values are equal to it, and M and B count the
//! reference's and all values below it, those equal to it by half (*midranks*). Scholz and Stephens (1987,
//! doi 10.1080/01621459.1987.10478517), whose σ_N is the exact standard deviation of A² for continuous samples.
//!
//! **The p-value** is that of all assignments of the pooled values to the samples, given the ties (`given_ties`): exact where these can be
//! counted out, else the law of a sum of squares of a bridge, brought to the mean 1 and the variance of A² given the ties. It has digits at any depth. The
//! table of critical values that practice goes by, 0.325 at 0.25 to 6.546 at 0.001 with a quadratic through their logarithms, ends
//! there and takes no notice of ties; SciPy's `anderson_ksamp` and what is built on it have its p-value, [`p_value_by_table`].
//!
//! Infinities take part at the ends. Where all values are equal, or there are fewer than four, there is no test. Relative accuracy of T
//! against SciPy 1.17's `anderson_ksamp`: 1e-11; it loses as many digits as A² − 1 does. Of the p-value: 3 % from 1 to 1e-3, for 30 values and more on each
//! side; 1e-3 for a thousand and more.

use crate::sums::compensated::Sum;
use crate::walk::accumulate::{Accumulate, walk};
use crate::walk::given_ties::quadratic::{self, Quadratic};
use crate::walk::tie_group::{Samples, Sizes, TieGroup};
use crate::walk::ties::{Ties, WithTies};

/// The published critical values at the ends of the table, and what they are critical for.
const LOWEST_CRITICAL: f64 = 0.325;
const HIGHEST_CRITICAL: f64 = 6.546;
const LARGEST_P: f64 = 0.25;
const SMALLEST_P: f64 = 0.001;

/// ln p ≈ a + b T + c T², the least squares fit through all seven critical values.
const FIT: [f64; 3] = [-1.077_770_279_820_487_3, -1.008_226_564_465_250_6, 0.018_198_094_574_111_26];

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AndersonDarling {
    /// T, the standardised statistic: around 0 without drift, without an upper end.
    pub statistic: f64,
    /// The probability of a T at least as large without drift.
    pub p_value: f64,
}

/// Compares two sorted samples.
///
/// `None` where one is empty or has more than 2³¹ values, where there are fewer than four values in all, and where all
/// are equal.
///
/// ```
/// use driftscope_stats::anderson_darling::anderson_darling;
///
/// let test = anderson_darling(&[38.7, 41.5, 43.8, 44.5], &[39.2, 39.3, 39.7, 41.4]).unwrap();
/// assert!((test.statistic - 0.913_792_997_081_626_1).abs() < 1e-12);
/// // 16 of the 70 ways to divide eight values are as far.
/// assert!((test.p_value - 16.0 / 70.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn anderson_darling(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<AndersonDarling> {
    let WithTies { sums, ties } = walk::<WithTies<Discrepancies>>(reference_sorted, production_sorted)?;
    sums.test(&ties)
}

/// The p-value by the published table, as in SciPy: from 0.001 to 0.25, where it ends. `None` where there is no test.
///
/// ```
/// let p = driftscope_stats::anderson_darling::p_value_by_table(&[38.7, 41.5, 43.8, 44.5], &[39.2, 39.3, 39.7, 41.4]).unwrap();
/// assert!((p - 0.137_533_889_398_8).abs() < 1e-9);
/// ```
#[must_use]
pub fn p_value_by_table(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<f64> {
    let statistic = walk::<Discrepancies>(reference_sorted, production_sorted)?.statistic()?;
    let [a, b, c] = FIT;
    let within = libm::exp(a + statistic * (b + statistic * c));
    Some(if statistic < LOWEST_CRITICAL {
        LARGEST_P
    } else if statistic > HIGHEST_CRITICAL {
        SMALLEST_P
    } else {
        within
    })
}

/// Σ l (N M − n B)²/(B (N − B) − N l/4).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Discrepancies {
    sizes: Sizes,
    /// One sum for every run of groups, so that its error grows with the length of a run only.
    sum: Sum,
    distinct: u64,
}

impl Accumulate for Discrepancies {
    fn new(samples: &Samples) -> Self {
        Self { sizes: samples.sizes(), sum: Sum::default(), distinct: 0 }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        let (n, total) = (self.sizes.n as f64, self.sizes.total() as f64);
        let sum: f64 = groups
            .iter()
            .map(|group| {
                let size = group.size() as f64;
                // Halves of whole numbers, exact in a double as long as their product stays below 2⁵³.
                let reference = group.reference_below as f64 + 0.5 * group.reference as f64;
                let below = (group.reference_below + group.production_below) as f64 + 0.5 * size;
                let discrepancy = total * reference - n * below;
                size * (discrepancy * discrepancy) / (below * (total - below) - 0.25 * total * size)
            })
            .sum();
        self.sum.add(sum);
        self.distinct += groups.len() as u64;
    }
}

impl Discrepancies {
    /// A², whose mean is 1.
    fn square(&self) -> f64 {
        let total = self.sizes.total() as f64;
        (total - 1.0) / (total * total) * self.inverse_sizes() * self.sum.total()
    }

    fn inverse_sizes(&self) -> f64 {
        1.0 / self.sizes.n as f64 + 1.0 / self.sizes.m as f64
    }

    fn statistic(&self) -> Option<f64> {
        let total = self.sizes.total();
        (self.distinct >= 2 && total >= 4).then(|| (self.square() - 1.0) / variance(total, self.inverse_sizes()).sqrt())
    }

    pub(crate) fn test(&self, ties: &Ties) -> Option<AndersonDarling> {
        Some(AndersonDarling { statistic: self.statistic()?, p_value: quadratic::sf(ties, self.square(), &Weights)? })
    }
}

/// l/N over the variance of what is squared.
struct Weights;

impl Quadratic for Weights {
    fn weights(&self, total: u64, start: u64, end: u64, _: u64) -> [f64; 2] {
        let (size, share) = ((end - start) as f64, (start + end) as f64 * 0.5);
        let total = total as f64;
        [size * total / (share * (total - share) - 0.25 * total * size), 0.0]
    }
}

/// σ_N² of Scholz and Stephens for two samples, `inverse_sizes` being 1/n + 1/m.
fn variance(total: u64, inverse_sizes: f64) -> f64 {
    // h = Σ 1/i up to N − 1, and g = Σ Σ 1/((N − i) j) over i < j < N, which is h² − H(N)² + Σ 1/i² up to N.
    let size = total as f64;
    let h = harmonic(total - 1);
    let g = squared_harmonic(total) - (2.0 * h + 1.0 / size) / size;
    let a = (4.0 * g - 6.0) + (10.0 - 6.0 * g) * inverse_sizes;
    let b = 4.0 * (2.0 * g - 4.0) + 16.0 * h + (2.0 * g - 14.0 * h - 4.0) * inverse_sizes - 8.0 * h + 4.0 * g - 6.0;
    let c =
        4.0 * (6.0 * h + 2.0 * g - 2.0) + 2.0 * (4.0 * h - 4.0 * g + 6.0) + (2.0 * h - 6.0) * inverse_sizes + 4.0 * h;
    let d = 4.0 * (2.0 * h + 6.0) - 8.0 * h;
    (((a * size + b) * size + c) * size + d) / ((size - 1.0) * (size - 2.0) * (size - 3.0))
}

/// Up to this many terms are added up one by one; above, the asymptotic series are exact to the last digits.
const FEW_TERMS: u64 = 64;

/// Σ 1/i for i up to `count` (DLMF 5.11.2 with Euler's constant).
fn harmonic(count: u64) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    if count <= FEW_TERMS {
        return (1..=count).rev().map(|i| 1.0 / i as f64).sum();
    }
    let inverse = 1.0 / count as f64;
    let square = inverse * inverse;
    libm::log(count as f64) + EULER + 0.5 * inverse
        - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square / 240.0)))
}

/// Σ 1/i² for i up to `count` (Euler–Maclaurin).
fn squared_harmonic(count: u64) -> f64 {
    const ALL: f64 = core::f64::consts::PI * core::f64::consts::PI / 6.0;
    if count <= FEW_TERMS {
        return (1..=count).rev().map(|i| 1.0 / (i as f64 * i as f64)).sum();
    }
    let inverse = 1.0 / count as f64;
    let square = inverse * inverse;
    let rest = inverse - 0.5 * square + inverse * square * (1.0 / 6.0 - square * (1.0 / 30.0 - square / 42.0));
    ALL - rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmonic_sums_have_no_step_where_their_method_changes() {
        let direct = |count: u64, power: f64| (1..=count).rev().map(|i| 1.0 / libm::pow(i as f64, power)).sum::<f64>();
        for count in [65, 66, 100, 5_000] {
            assert!((harmonic(count) / direct(count, 1.0) - 1.0).abs() < 1e-15, "{count}");
            assert!((squared_harmonic(count) / direct(count, 2.0) - 1.0).abs() < 1e-15, "{count}");
        }
    }

    #[test]
    fn the_double_sum_has_a_closed_form() {
        for total in [4_u64, 7, 30, 200] {
            let direct: f64 =
                (1..=total - 2).flat_map(|i| (i + 1..total).map(move |j| 1.0 / ((total - i) as f64 * j as f64))).sum();
            let size = total as f64;
            let found = squared_harmonic(total) - (2.0 * harmonic(total - 1) + 1.0 / size) / size;
            assert!((found - direct).abs() < 1e-13, "{total}: {found} {direct}");
        }
    }

    #[test]
    fn where_there_is_no_test() {
        assert_eq!(anderson_darling(&[3.0; 9], &[3.0; 4]), None);
        assert_eq!((anderson_darling(&[1.0, 2.0], &[3.0]), anderson_darling(&[], &[3.0])), (None, None));
    }

    #[test]
    fn the_table_ends_and_the_law_does_not() {
        let sample: Vec<f64> = (0..50).map(f64::from).collect();
        let far: Vec<f64> = (100..150).map(f64::from).collect();
        assert_eq!([&sample, &far].map(|other| p_value_by_table(&sample, other)), [Some(0.25), Some(0.001)]);
        let [same, different] = [&sample, &far].map(|other| anderson_darling(&sample, other).unwrap().p_value);
        assert!(same > 0.999_99 && different < 1e-12, "{same} {different}");
    }

    #[test]
    fn infinities_are_the_ends() {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        let with = anderson_darling(&[low, 1.0, 2.0], &[1.5, high, high]);
        assert_eq!(with, anderson_darling(&[-9.0, 1.0, 2.0], &[1.5, 9.0, 9.0]));
    }
}
