//! The Cramér–von Mises test of two samples: the squared gap between the distribution functions, over all pooled values.
//!
//! ```text
//! T = nm/N² Σ (Fₙ(z) − Gₘ(z))²  over the N = n + m pooled values z
//! ```
//!
//! Anderson (1962, doi 10.1214/aoms/1177704477). T is about 1/6 without drift, 0 for identical samples and below
//! nm/(3N) + 1 at most. Unlike Kolmogorov–Smirnov it looks at all places, so it finds small
//! differences spread over a wide range more easily.
//!
//! Without ties the p-value changes its law at SciPy's sizes: up to 20 values on each side the exact one (`exact`, Xiao, Gordon and
//! Yakovlev 2006, doi 10.18637/jss.v017.i08), above it the limiting law of a T that is brought to its mean and variance
//! (`limit`). Infinities take part at the ends.
//!
//! **Ties.** The functions differ between distinct values only, and where a group of equal values ends both of its neighbouring gaps are at hand.
//! [`cramer_von_mises`] gives half of the group's weight to either: T is the mean of ∫ (F − G)² dH with F and G continuous from the right and
//! from the left, H being both samples. It is 0 for identical samples and the same for values with changed signs. Its p-value is that of all assignments of
//! the pooled values to the samples, given the ties (`given_ties`): exact up to 20 values on each side, and where there are few distinct values, else
//! the law of a sum of squares of a bridge at the cuts between distinct values.
//!
//! SciPy's `cramervonmises_2samp` writes T with mean ranks instead and keeps the law without ties. With ties that goes astray: for
//! 1000 and 10 values that are all the same it gives T = 8249 and p = 8.5e-7. [`by_midranks`] is there to reproduce it.
//!
//! Accuracy against SciPy 1.17: T 1e-13, exact p 1e-14, limiting p 1e-9 relative down to 1e-300. SciPy's
//! own series breaks off at terms of 1e-7, so it is compared above 1e-3 and mpmath's value below. The limiting p-value given ties: 3 % from 1 to 1e-3, for 30 values and more on each side.

use crate::sums::compensated::Sum;
use crate::walk::accumulate::{Accumulate, walk};
use crate::walk::given_ties::quadratic::{self, Quadratic};
use crate::walk::tie_group::{Samples, Sizes, TieGroup};
use crate::walk::ties::{Ties, WithTies};

mod exact;
mod limit;

/// The largest sample for which SciPy computes the exact law.
const LARGEST_EXACT: u64 = 20;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CramerVonMises {
    /// T, Anderson's two-sample criterion.
    pub statistic: f64,
    /// The probability of a T at least as large without drift.
    pub p_value: f64,
}

/// Compares two sorted samples. `None` where one is empty or has more than 2³¹ values.
///
/// ```
/// let test = driftscope_stats::cramer_von_mises::cramer_von_mises(&[1.0, 2.0, 5.0], &[3.0, 4.0, 6.0, 7.0]).unwrap();
/// assert!((test.statistic - 0.261_904_761_904_761_9).abs() < 1e-15);
/// assert!((test.p_value - 0.285_714_285_714_285_7).abs() < 1e-15);
/// ```
#[must_use]
pub fn cramer_von_mises(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<CramerVonMises> {
    walk::<WithTies<SquaredGaps>>(reference_sorted, production_sorted).map(|sums| sums.sums.test(&sums.ties))
}

/// The test as SciPy computes it where there are ties; the same as [`cramer_von_mises`] where there are none.
///
/// ```text
/// U = n Σ (rank(xᵢ) − i)² + m Σ (rank(yⱼ) − j)²,   T = U/(nm N) − (4nm − 1)/(6N)
/// ```
///
/// `None` where a sample is empty or has more than 2³¹ values.
///
/// ```
/// use driftscope_stats::cramer_von_mises::{by_midranks, cramer_von_mises};
///
/// let (reference, production) = ([1.0; 1000], [1.0; 10]);
/// assert_eq!(cramer_von_mises(&reference, &production).unwrap().p_value, 1.0);
/// assert!(by_midranks(&reference, &production).unwrap().p_value < 1e-6);
/// ```
#[must_use]
pub fn by_midranks(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<CramerVonMises> {
    walk::<SquaredRankGaps>(reference_sorted, production_sorted).map(|sums| sums.test())
}

/// Σ (nm (F − G))² over the pooled values, half of a group's at the gap below it and half at the gap above it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SquaredGaps {
    sizes: Sizes,
    sum: Sum,
}

impl Accumulate for SquaredGaps {
    fn new(samples: &Samples) -> Self {
        Self { sizes: samples.sizes(), sum: Sum::default() }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        let sum: f64 = groups
            .iter()
            .map(|group| {
                let (below, above) = (group.gap_below(self.sizes) as f64, group.gap(self.sizes) as f64);
                0.5 * group.size() as f64 * (below * below + above * above)
            })
            .sum();
        self.sum.add(sum);
    }
}

impl SquaredGaps {
    pub(crate) fn test(&self, ties: &Ties) -> CramerVonMises {
        let (pairs, total, sum) = (self.sizes.pairs() as f64, self.sizes.total() as f64, self.sum.total());
        let statistic = sum / (pairs * total * total);
        // With L the least common multiple, 2ζ = 2 Σ (L (F − G))². Paths have whole ones; what rounding took from a whole
        // number is less than 1e-6 for such small samples.
        let twice_zeta = |common: u64| {
            let scale = (self.sizes.pairs() / common) as f64;
            libm::ceil(2.0 * sum / (scale * scale) - 1e-6).max(0.0) as u64
        };
        if !ties.any() {
            return CramerVonMises { statistic, p_value: p_value(self.sizes, statistic, twice_zeta) };
        }
        let Sizes { n, m } = self.sizes;
        let is_small = n.max(m) <= LARGEST_EXACT;
        let p_value = if let Some(ends) = ties.every_end().filter(|_| is_small) {
            exact::sf(twice_zeta(exact::common_multiple(n, m)), n, m, &places(&ends))
        } else {
            // Where all values are equal T is always 0.
            quadratic::sf(ties, statistic, &Weights).unwrap_or(1.0)
        };
        CramerVonMises { statistic, p_value }
    }
}

/// Twice the weight of the gap after each number of values: the sizes of the groups before and after it, or 0 within a group.
fn places(ends: &[u64]) -> Vec<u64> {
    let mut places = vec![0; ends.last().map_or(0, |last| *last as usize) + 1];
    let starts = std::iter::once(0).chain(ends.iter().copied());
    for (start, &end) in starts.zip(ends) {
        for place in [start, end] {
            places[place as usize] += end - start;
        }
    }
    places
}

/// Half of the sizes of the groups on both sides of a cut.
struct Weights;

impl Quadratic for Weights {
    fn weights(&self, total: u64, start: u64, end: u64, next: u64) -> [f64; 2] {
        // (F − G)² nm/N² is the bridge's square over N − 1.
        [0.0, 0.5 * (end - start + next) as f64 / (total - 1) as f64]
    }
}

/// The probability of a criterion at least as large without ties; `twice_zeta` gives it in the exact law's scale for a least common multiple.
fn p_value(sizes: Sizes, statistic: f64, twice_zeta: impl Fn(u64) -> u64) -> f64 {
    let Sizes { n, m } = sizes;
    if n.max(m) <= LARGEST_EXACT {
        let each: Vec<u64> = (1..=sizes.total()).collect();
        return exact::sf(twice_zeta(exact::common_multiple(n, m)), n, m, &places(&each));
    }
    let (pairs, total) = (sizes.pairs() as f64, sizes.total() as f64);
    let mean = (1.0 + 1.0 / total) / 6.0;
    let squares = (n as f64) * (n as f64) + (m as f64) * (m as f64);
    let variance =
        (total + 1.0) * (4.0 * pairs * total - 3.0 * squares - 2.0 * pairs) / (45.0 * total * total * 4.0 * pairs);
    limit::sf(1.0 / 6.0 + (statistic - mean) / (45.0 * variance).sqrt())
}

/// Σ (2 rank − 2i)² of either side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SquaredRankGaps {
    sizes: Sizes,
    reference: u128,
    production: u128,
}

impl Accumulate for SquaredRankGaps {
    fn new(samples: &Samples) -> Self {
        Self { sizes: samples.sizes(), reference: 0, production: 0 }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        for group in groups {
            let twice = group.twice_midrank();
            self.reference += squares(group.reference, twice - 2 * group.reference_below);
            self.production += squares(group.production, twice - 2 * group.production_below);
        }
    }
}

/// Σ (e − 2k)² for k from 1 to `count`: a group's values share one rank but not one place in their sample.
fn squares(count: u64, e: u64) -> u128 {
    if count <= 1 {
        let gap = e.abs_diff(2);
        return u128::from(count) * u128::from(gap) * u128::from(gap);
    }
    let (count, e) = (u128::from(count), u128::from(e));
    // c e² − 2 e c (c + 1) + ⅔ c (c + 1)(2c + 1), ordered so that nothing goes below zero.
    count * e * e + 2 * count * (count + 1) * (2 * count + 1) / 3 - 2 * e * count * (count + 1)
}

impl SquaredRankGaps {
    pub(crate) fn test(&self) -> CramerVonMises {
        let (pairs, total) = (self.sizes.pairs() as f64, self.sizes.total() as f64);
        // T = (3 · 4U − 2nm (4nm − 1))/(12 nm N): two large terms, subtracted as the whole numbers they are. Both fit: with
        // n and m up to 2³¹, 4U is at most 2¹²⁶.
        let (four_u, count) = (self.four_u(), u128::from(self.sizes.pairs()));
        let (first, second) = (3 * four_u, 2 * count * (4 * count - 1));
        let size = first.abs_diff(second) as f64 / (12.0 * pairs * total);
        let statistic = if first < second { -size } else { size };
        // ζ = L² N (6U − nm (4nm − 1))/(6 (nm)²), which ties can leave between two whole numbers: SciPy goes down to the lower one.
        let p_value = p_value(self.sizes, statistic, |common| {
            let scale = u128::from(common * common * self.sizes.total());
            2 * (first.saturating_sub(second) * scale / (12 * count * count)) as u64
        });
        CramerVonMises { statistic, p_value }
    }

    /// 4U = n Σ (2 rank − 2i)² + m Σ (2 rank − 2j)².
    fn four_u(&self) -> u128 {
        self.reference * u128::from(self.sizes.n) + self.production * u128::from(self.sizes.m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_ranks_are_summed_in_one_step() {
        for count in 0..9_u64 {
            for e in [1_u64, 2, 5, 40] {
                let direct: u128 = (1..=count).map(|k| u128::from(e.abs_diff(2 * k)).pow(2)).sum();
                assert_eq!(squares(count, e), direct, "{count}, {e}");
            }
        }
    }

    #[test]
    fn constants_and_single_values_have_an_answer() {
        assert_eq!(cramer_von_mises(&[3.0; 9], &[3.0; 4]).unwrap().p_value, 1.0);
        assert_eq!(cramer_von_mises(&[3.0; 30], &[3.0; 40]).unwrap().p_value, 1.0);
        // The two orders of two values are equally likely and equally far from each other.
        assert_eq!(cramer_von_mises(&[3.0], &[4.0]).unwrap().p_value, 1.0);
        assert_eq!(cramer_von_mises(&[3.0], &[]), None);
    }

    #[test]
    fn infinities_are_the_ends() {
        let high = f64::INFINITY;
        let with = cramer_von_mises(&[-high, 1.0, high], &[2.0, high, high]);
        assert_eq!(with, cramer_von_mises(&[-9.0, 1.0, 9.0], &[2.0, 9.0, 9.0]));
    }
}
