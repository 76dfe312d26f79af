//! Levene's test: do two samples have the same spread?
//!
//! ```text
//! W = (N − 2) Σ nᵢ (z̄ᵢ − z̄)²/ΣΣ (zᵢⱼ − z̄ᵢ)²,   zᵢⱼ = |xᵢⱼ − mean xᵢ|,   N = n + m
//! ```
//!
//! Levene (1960): an analysis of variance of the distances from each sample's mean. For two samples W is the square of
//! Student's t on those distances, and that is how it is computed; W has Fisher's F law with 1 and N − 2 degrees of
//! freedom. From 0 without an upper end. In skewed columns it calls equal spreads different too often; there
//! [`crate::brown_forsythe`], which measures from the median, is better. Infinite values are left out. Where all distances of
//! a side are equal on both sides (single values, two values each) there is no test. Relative accuracy against SciPy 1.17's
//! `levene(center="mean")`: 1e-9, p-values likewise down to 1e-300; a mean of 10ᵏ standard deviations takes k
//! digits off.

use crate::numeric_tests::student_t::student_t;
use crate::samples::sample::Sample;

/// The outcome of a test for equal spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpreadTest {
    /// W, from 0.
    pub statistic: f64,
    /// The probability of a W at least as large without drift.
    pub p_value: f64,
}

/// Compares two samples.
///
/// `None` where a sample has no finite value, there are fewer than three in all, or no side's distances differ.
///
/// ```
/// use driftscope_stats::levene::levene;
/// use driftscope_stats::sample::Sample;
///
/// let (reference, production) = (Sample::of_sorted(&[1.0, 2.0, 4.0, 5.0]), Sample::of_sorted(&[0.0, 3.0, 6.0, 11.0]));
/// let test = levene(&reference, &production).unwrap();
/// assert!((test.statistic - 8.0 / 3.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn levene(reference: &Sample<'_>, production: &Sample<'_>) -> Option<SpreadTest> {
    of_distances(reference, reference.moments().mean?, production, production.moments().mean?)
}

/// The test on the distances from two given centres.
pub(crate) fn of_distances(
    reference: &Sample<'_>,
    reference_centre: f64,
    production: &Sample<'_>,
    production_centre: f64,
) -> Option<SpreadTest> {
    let reference = reference.distances(reference_centre);
    let production = production.distances(production_centre);
    let test = student_t(&reference, &production)?;
    Some(SpreadTest { statistic: test.statistic * test.statistic, p_value: test.p_value })
}

#[cfg(test)]
mod tests {
    use crate::samples::sample::Sample;

    fn levene(reference: &[f64], production: &[f64]) -> Option<super::SpreadTest> {
        super::levene(&Sample::of_sorted(reference), &Sample::of_sorted(production))
    }

    #[test]
    fn where_there_is_no_test() {
        // Two values each: all distances of a side are the same.
        assert_eq!(
            (levene(&[1.0, 3.0], &[0.0, 9.0]), levene(&[2.0; 5], &[7.0; 4]), levene(&[], &[1.0, 2.0])),
            (None, None, None)
        );
    }

    #[test]
    fn a_shift_is_not_a_spread() {
        let sample = [1.0, 2.0, 4.0, 8.0];
        let shifted = sample.map(|value| value + 1024.0);
        assert!(levene(&sample, &shifted).unwrap().p_value > 1.0 - 1e-12);
    }

    #[test]
    fn infinities_are_left_out() {
        let high = f64::INFINITY;
        assert_eq!(
            levene(&[-high, 1.0, 2.0, 6.0], &[0.0, 9.0, 30.0, high]),
            levene(&[1.0, 2.0, 6.0], &[0.0, 9.0, 30.0])
        );
    }
}
