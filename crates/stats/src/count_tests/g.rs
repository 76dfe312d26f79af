//! The G test of homogeneity: the likelihood ratio instead of Pearson's squares.
//!
//! ```text
//! G = 2 Σ O ln(O/E) over the 2 × k table,   E = row total · column total / total,   k − 1 degrees of freedom
//! ```
//!
//! Wilks (1938, doi 10.1214/aoms/1177732360). It has the χ² law that Pearson's statistic has, and comes near it where expected counts
//! are large; where they are below 5 it is the less reliable of the two. From 0; twice the natural-logarithm Jensen–Shannon
//! divergence weighted by the sizes, times the number of values. Computed from terms that are never negative, so that nothing cancels: relative
//! accuracy against SciPy 1.17's `chi2_contingency(lambda_="log-likelihood", correction=False)` 1e-11.

use crate::laws::chi_squared_law;
use crate::laws::special::deviance;
use crate::samples::counts::{non_empty, totals};
use crate::sums::compensated::Sum;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GTest {
    /// G, from 0.
    pub statistic: f64,
    /// Categories that occur, less one.
    pub degrees_of_freedom: f64,
    /// The probability of a G at least as large without drift; 1 where only one category occurs.
    pub p_value: f64,
}

/// Compares the counts of the same categories on both sides. `None` where a side has no value.
///
/// ```
/// let test = driftscope_stats::g::g_test(&[30, 70], &[45, 55]).unwrap();
/// assert!((test.statistic - 4.824_672_109_496_45).abs() < 1e-13);
/// ```
#[must_use]
pub fn g_test(reference: &[u64], production: &[u64]) -> Option<GTest> {
    let (n, m) = totals(reference, production)?;
    let (mut sum, mut categories) = (Sum::default(), 0.0);
    for (left, right) in non_empty(reference, production) {
        let (left, right) = (left as f64, right as f64);
        let share = (left + right) / (n + m);
        for (observed, expected) in [(left, n * share), (right, m * share)] {
            // O ln(O/E) + E − O; what is added sums to 0.
            sum.add(if observed > 0.0 { deviance(observed, expected) } else { expected });
        }
        categories += 1.0;
    }
    let (statistic, degrees_of_freedom) = (2.0 * sum.total(), categories - 1.0);
    let p_value = if degrees_of_freedom > 0.0 { chi_squared_law::sf(statistic, degrees_of_freedom) } else { 1.0 };
    Some(GTest { statistic, degrees_of_freedom, p_value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_category_says_nothing() {
        let test = g_test(&[0, 9], &[0, 4]).unwrap();
        assert_eq!((test.statistic, test.degrees_of_freedom, test.p_value), (0.0, 0.0, 1.0));
        assert_eq!(g_test(&[0, 0], &[3, 4]), None);
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        let test = g_test(&[u64::MAX, u64::MAX], &[u64::MAX, 1]).unwrap();
        assert!(test.statistic.is_finite() && test.p_value == 0.0);
    }
}
