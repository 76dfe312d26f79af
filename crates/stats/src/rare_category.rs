//! The rare category that changed most: a test for those that Pearson's χ² is blind to.
//!
//! ```text
//! p = min(1, r · min Fisher(category against all others)),   over the r rare categories
//! ```
//!
//! A category is rare where its expected count on one side, both sides taken together, is below a limit, for χ² usually 5.
//! There the χ² test has to pool it with others ([`crate::chi_square::pool_rare`]), and a category that only production has
//! vanishes in the pool: 50 of 1000 values that none of 100 000 before had are half a value expected. Fisher's exact test
//! of that category alone sees them. The correction for having looked at r categories is Bonferroni's; which categories
//! are rare depends on the margins of the table alone, under which Fisher's test is exact, so p keeps its level.
//!
//! Sources: Fisher (1922, doi 10.2307/2340521), Dunn (1961, doi 10.1080/01621459.1961.10482090). Accuracy: that of
//! [`crate::fisher`]. Work is one such test for each rare category.

use crate::counts::{pairs, total, totals};
use crate::fisher::fisher_exact;

/// The category with the smallest p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RareCategory {
    /// Where it stands in the slices; the first of equals.
    pub place: usize,
    /// Its p-value, corrected for the number of rare categories.
    pub p_value: f64,
    /// The number of rare categories that occur.
    pub rare: usize,
}

/// Finds the rare category that changed most. `None` where no category is rare, or a side has no value.
///
/// ```
/// use driftscope_stats::rare_category::most_changed;
///
/// // The third category is new. SciPy: 2 · fisher_exact([[0, 5000], [4, 96]]).pvalue
/// let found = most_changed(&[3000, 1999, 0, 1], &[60, 36, 4, 0], 5.0).unwrap();
/// assert_eq!((found.place, found.rare), (2, 2));
/// assert!((found.p_value / 2.785_437_046_440_638e-7 - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn most_changed(reference: &[u64], production: &[u64], smallest_expected: f64) -> Option<RareCategory> {
    let (n, m) = totals(reference, production)?;
    let smaller_share = n.min(m) / (n + m);
    let [all_left, all_right] = [reference, production].map(|side| u64::try_from(total(side)).unwrap_or(u64::MAX));
    let (mut rare, mut most) = (0, None);
    for (place, (left, right)) in pairs(reference, production).enumerate() {
        let both = left as f64 + right as f64;
        if both == 0.0 || both * smaller_share >= smallest_expected {
            continue;
        }
        rare += 1;
        let p_value = fisher_exact(left, all_left.saturating_sub(left), right, all_right.saturating_sub(right));
        if most.is_none_or(|(_, smallest)| p_value < smallest) {
            most = Some((place, p_value));
        }
    }
    most.map(|(place, p_value)| RareCategory { place, p_value: (p_value * rare as f64).min(1.0), rare })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_rare_is_left_to_chi_square() {
        assert_eq!(most_changed(&[50, 60], &[70, 40], 5.0), None);
        assert_eq!(most_changed(&[50, 60], &[0, 0], 5.0), None);
        assert_eq!(most_changed(&[], &[], 5.0), None);
    }

    #[test]
    fn the_more_categories_are_rare_the_less_one_of_them_says() {
        let one = most_changed(&[1000, 0], &[97, 3], 5.0).unwrap();
        let reference: Vec<u64> = [1000, 0].into_iter().chain([1; 9]).collect();
        let ten = most_changed(&reference, &[97, 3, 0], 5.0).unwrap();
        assert_eq!((one.rare, ten.rare, ten.place), (1, 10, 1));
        assert!(ten.p_value > 9.0 * one.p_value && ten.p_value < 11.0 * one.p_value, "{one:?} {ten:?}");
    }

    #[test]
    fn the_level_is_kept_whatever_the_shares() {
        // Twelve categories of falling shares, 600 values against 40, relabelled by chance.
        let mut random = crate::random::Random::new(11);
        let mut below = 0;
        for _ in 0..2_000 {
            let mut counts = [[0_u64; 12]; 2];
            for (side, rows) in [600, 40].into_iter().enumerate() {
                (0..rows).for_each(|_| counts[side][(random.next_u64() | 1 << 11).leading_zeros() as usize % 12] += 1);
            }
            below += u32::from(most_changed(&counts[0], &counts[1], 5.0).is_some_and(|found| found.p_value < 0.05));
        }
        assert!((1..=100).contains(&below), "{below} of 2000");
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        let found = most_changed(&[u64::MAX, u64::MAX], &[1, 0], 5.0).unwrap();
        assert!((0.0..=1.0).contains(&found.p_value), "{found:?}");
    }
}
