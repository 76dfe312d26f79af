//! The Brown–Forsythe test: do two samples have the same spread, measured from their medians?
//!
//! Levene's test ([`crate::levene`], same formula and law) on the distances from the median instead of the mean. Brown and Forsythe
//! (1974, doi 10.1080/01621459.1974.10482955) found that this keeps its error rate in skewed and heavy-tailed columns,
//! at little loss where the column is normal: of the two, it is the one to read. From 0 without an upper end. Infinite values
//! are left out, from the median, too. Where no side's distances differ there is no test. Relative accuracy against SciPy
//! 1.17's `levene(center="median")`: 1e-9, p-values likewise down to 1e-300.

use crate::numeric_tests::levene::{SpreadTest, of_distances};
use crate::samples::sample::Sample;

/// Compares two samples.
///
/// `None` where a sample has no finite value, there are fewer than three in all, or no side's distances differ.
///
/// ```
/// use driftscope_stats::brown_forsythe::brown_forsythe;
/// use driftscope_stats::sample::Sample;
///
/// let (reference, production) = (Sample::of_sorted(&[1.0, 2.0, 4.0, 5.0]), Sample::of_sorted(&[0.0, 3.0, 6.0, 11.0]));
/// let test = brown_forsythe(&reference, &production).unwrap();
/// assert!((test.statistic - 2.526_315_789_473_684).abs() < 1e-14);
/// ```
#[must_use]
pub fn brown_forsythe(reference: &Sample<'_>, production: &Sample<'_>) -> Option<SpreadTest> {
    of_distances(reference, reference.median()?, production, production.median()?)
}

#[cfg(test)]
mod tests {
    use crate::samples::sample::Sample;

    fn brown_forsythe(reference: &[f64], production: &[f64]) -> Option<crate::numeric_tests::levene::SpreadTest> {
        super::brown_forsythe(&Sample::of_sorted(reference), &Sample::of_sorted(production))
    }

    #[test]
    fn where_there_is_no_test() {
        assert_eq!((brown_forsythe(&[1.0, 3.0], &[0.0, 9.0]), brown_forsythe(&[2.0; 5], &[7.0; 4])), (None, None));
    }

    #[test]
    fn identical_samples_have_the_same_spread() {
        let sample = [1.0, 2.0, 4.0, 8.0, 8.0];
        assert_eq!(brown_forsythe(&sample, &sample).unwrap().p_value, 1.0);
    }
}
