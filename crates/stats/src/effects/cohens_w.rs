//! Cohen's w: the size of the association between category and side.
//!
//! ```text
//! w = √(χ²/N)      Pearson's χ² of the 2 × k table, N all values
//! ```
//!
//! Cohen (1988, doi 10.4324/9780203771587, chapter 7): 0.1 is small, 0.3 medium, 0.5 large. From 0 to 1 for two sides. It is
//! not corrected for chance: without drift it is about √((k − 1)/N), and [`crate::cramers_v`] takes that off. Very unequal sizes
//! hold it down, as they do every measure that weighs the sides by their rows.
//!
//! **The interval** turns χ²'s non-central law around (Steiger 2004, doi 10.1037/1082-989X.9.2.164): its ends are √(λ/N) for
//! the noncentralities λ at which a χ² as large is as unlikely as the level leaves at either end. The lower end is 0 where χ² is no
//! more than chance. Relative accuracy: 1e-11, and 1e-8 for the interval. For χ² above 5e7 there is no interval.

use crate::count_tests::chi_square::homogeneity;
use crate::interval::Interval;
use crate::laws::chi_squared_law::noncentrality_for_tail;
use crate::samples::counts::totals;

/// Beyond this the non-central law's sums grow long.
const LARGEST_STATISTIC: f64 = 5e7;

/// w with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CohensW {
    /// w, from 0 to 1.
    pub statistic: f64,
    /// The confidence interval; `None` where only one category occurs or χ² is above 5e7.
    pub interval: Option<Interval>,
}

/// The effect size of two sets of counts over the same categories, at a level such as 0.95.
///
/// `None` where a side has no value or the level is not between 0 and 1.
///
/// ```
/// let w = driftscope_stats::cohens_w::cohens_w(&[30, 70], &[50, 50], 0.95).unwrap();
/// assert!((w.statistic - 0.204_124_145_231_931_5).abs() < 1e-15);
/// assert!((w.interval.unwrap().low - 0.065_450).abs() < 1e-6);
/// ```
#[must_use]
pub fn cohens_w(reference: &[u64], production: &[u64], level: f64) -> Option<CohensW> {
    if !(level > 0.0 && level < 1.0) {
        return None;
    }
    let (n, m) = totals(reference, production)?;
    let test = homogeneity(reference, production)?;
    let statistic = (test.statistic / (n + m)).sqrt().min(1.0);
    let defined = test.degrees_of_freedom >= 1.0 && test.statistic <= LARGEST_STATISTIC;
    let interval = defined.then(|| {
        let end = |tail: f64| {
            let noncentrality = noncentrality_for_tail(test.statistic, test.degrees_of_freedom, tail);
            (noncentrality / (n + m)).sqrt().min(1.0)
        };
        Interval { low: end(0.5 * (1.0 - level)), high: end(0.5 * (1.0 + level)) }
    });
    Some(CohensW { statistic, interval })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_reached() {
        let none = cohens_w(&[10, 20], &[20, 40], 0.95).unwrap();
        assert!(none.statistic < 1e-15 && none.interval.unwrap().low == 0.0);
        let all = cohens_w(&[100, 0], &[0, 100], 0.95).unwrap();
        assert!((all.statistic - 1.0).abs() < 1e-15 && all.interval.unwrap().high == 1.0);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(cohens_w(&[3], &[4], 0.95).unwrap().interval, None);
        assert_eq!((cohens_w(&[], &[4], 0.95), cohens_w(&[1, 2], &[2, 1], 0.0)), (None, None));
        let huge = cohens_w(&[u64::MAX, 0], &[0, u64::MAX], 0.95).unwrap();
        assert_eq!((huge.statistic, huge.interval), (1.0, None));
    }
}
