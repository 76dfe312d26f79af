//! A test of the rare category that changed most, for changes that Pearson's χ² cannot see.
//!
//! ```text
//! p = A₁(t) + A₂(t) + …,   t = min Fisher(category against all others),   over the rare categories
//! ```
//!
//! A category is rare where its expected count on one side, both sides taken together, is below a limit, for χ² usually 5.
//! There the χ² test has to pool it with others ([`crate::chi_square::pool_rare`]), and a category that only production has
//! vanishes in the pool: 50 of 1000 values that none of 100 000 before had are half a value expected. Fisher's exact test
//! of that category alone sees them.
//!
//! A(t) is the probability that Fisher's p-value of a category is at most t, given how often it occurs on both sides together:
//! at most t, and 0 where so few values cannot say as much. Their sum is what the correction for having looked at r categories
//! costs (Tarone 1990, doi 10.2307/2531456), at most r t, Bonferroni's. Which categories are rare depends on the margins
//! of the table alone, under which all this is exact, so p keeps its level, however long the tail of rare categories is.
//!
//! Both tests together ([`RareCategories::beside`]), χ² of the pooled categories with p = c:
//!
//! ```text
//! p = min(c + A(2 c), t/2 + A(t)),   A = A₁ + A₂ + …
//! ```
//!
//! which is the smaller of c/⅔ and t/1⅓ by its own law: at most half as much of the level is spent on χ² as on the rare
//! categories, which leave most of theirs. Where no rare category can be as significant as χ² is, c stands as it is.
//!
//! Sources: Fisher (1922, doi 10.2307/2340521), Dunn (1961, doi 10.1080/01621459.1961.10482090). Accuracy: that of
//! [`crate::fisher`]. Work is one such test for each rare category, and Fisher's law for each number of values that one has.

use std::collections::BTreeMap;

use crate::count_tests::attainable::{Attainable, Tables};
use crate::count_tests::fisher::fisher_exact;
use crate::samples::counts::{pairs, total, totals};

/// The rare categories that occur, and the one among them that changed most.
#[derive(Clone, Debug)]
pub struct RareCategories {
    place: usize,
    smallest: f64,
    rare: usize,
    /// The p-values that can be taken, and by how many categories, by how often these occur.
    attainable: Vec<(Attainable, u32)>,
}

/// The p-values of two looks at the values, each corrected for the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Looks {
    /// Of the pooled categories.
    pub by_chi_square: f64,
    /// Of the rare category that changed most.
    pub by_category: f64,
}

/// Looks at each rare category. `None` where no category is rare, or a side has no value.
///
/// ```
/// use driftscope_stats::rare_category::rare_categories;
///
/// // The third category is new; the fourth, one value, cannot change as much by chance.
/// // SciPy: fisher_exact([[0, 5000], [4, 96]]).pvalue
/// let found = rare_categories(&[3000, 1999, 0, 1], &[60, 36, 4, 0], 5.0).unwrap();
/// assert_eq!((found.place(), found.rare()), (2, 2));
/// assert!((found.p_value() / 1.392_718_523_220_319e-7 - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn rare_categories(reference: &[u64], production: &[u64], smallest_expected: f64) -> Option<RareCategories> {
    let (n, m) = totals(reference, production)?;
    let smaller_share = n.min(m) / (n + m);
    let [all_left, all_right] = [reference, production].map(|side| u64::try_from(total(side)).unwrap_or(u64::MAX));
    let mut occurring: BTreeMap<u64, u32> = BTreeMap::new();
    let (mut rare, mut most) = (0, None);
    for (place, (left, right)) in pairs(reference, production).enumerate() {
        let both = left as f64 + right as f64;
        if both == 0.0 || both * smaller_share >= smallest_expected {
            continue;
        }
        rare += 1;
        *occurring.entry(left.saturating_add(right)).or_default() += 1;
        let p_value = fisher_exact(left, all_left.saturating_sub(left), right, all_right.saturating_sub(right));
        if most.is_none_or(|(_, smallest)| p_value < smallest) {
            most = Some((place, p_value));
        }
    }
    let (place, smallest) = most?;
    let total = all_left.saturating_add(all_right);
    let attainable = occurring.into_iter().map(|(hits, categories)| {
        let drawn = all_left.min(all_right);
        (Attainable::new(total, hits, drawn, Tables::AtMostAsLikely, f64::MIN_POSITIVE), categories)
    });
    Some(RareCategories { place, smallest, rare, attainable: attainable.collect() })
}

impl RareCategories {
    /// Where the category that changed most stands in the slices; the first of equals.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }

    /// How many rare categories occur.
    #[must_use]
    pub fn rare(&self) -> usize {
        self.rare
    }

    /// The p-value of the one that changed most, corrected for having looked at all.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        self.chance(self.smallest).max(self.smallest).min(1.0)
    }

    /// The p-values of χ² on the pooled categories and of the rare category, side by side: the smaller of both is the
    /// p-value of the values, and either is one by itself.
    #[must_use]
    pub fn beside(&self, chi_square: f64) -> Looks {
        let by_chi_square = (chi_square + self.chance(2.0 * chi_square)).min(1.0);
        Looks { by_chi_square, by_category: (0.5 * self.smallest + self.p_value()).min(1.0) }
    }

    /// A bound of the probability that any rare category has a p-value of Fisher's of at most `t`.
    fn chance(&self, t: f64) -> f64 {
        self.attainable.iter().map(|(of, categories)| of.level(t) * f64::from(*categories)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_rare_is_left_to_chi_square() {
        assert!(rare_categories(&[50, 60], &[70, 40], 5.0).is_none());
        assert!(rare_categories(&[50, 60], &[0, 0], 5.0).is_none());
        assert!(rare_categories(&[], &[], 5.0).is_none());
    }

    #[test]
    fn categories_that_could_say_as_much_cost_and_others_do_not() {
        let one = rare_categories(&[1000, 0], &[97, 3], 5.0).unwrap();
        // Three values each, all of which could have been production's.
        let threes: Vec<u64> = [1000, 0].into_iter().chain([3; 9]).collect();
        let ten = rare_categories(&threes, &[97, 3], 5.0).unwrap();
        assert_eq!((one.rare(), ten.rare(), ten.place()), (1, 10, 1));
        assert!((ten.p_value() / ten.smallest - 10.0).abs() < 1e-6, "{ten:?}");
        // One value each, which is production's in one of eleven cases.
        let singles: Vec<u64> = [1000, 0].into_iter().chain([1; 9]).collect();
        let ten = rare_categories(&singles, &[97, 3], 5.0).unwrap();
        assert!((ten.p_value() / ten.smallest - 1.0).abs() < 1e-9, "{ten:?}");
    }

    #[test]
    fn chi_square_pays_only_for_what_could_have_been_found() {
        let single = rare_categories(&[1000, 1], &[99, 0], 5.0).unwrap();
        // A single value is production's in one of eleven cases.
        assert_eq!(single.beside(0.03).by_chi_square, 0.03);
        let looks = single.beside(0.06);
        assert!((looks.by_chi_square - 0.06 - 99.0 / 1100.0).abs() < 1e-12 && looks.by_category == 1.0, "{looks:?}");
        let new = rare_categories(&[1000, 0], &[29, 1], 5.0).unwrap();
        let looks = new.beside(0.5);
        assert!((looks.by_category - 1.5 * 30.0 / 1030.0).abs() < 1e-12, "{looks:?}");
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
            let found = rare_categories(&counts[0], &counts[1], 5.0);
            below += u32::from(found.is_some_and(|found| found.p_value() < 0.05));
        }
        assert!((10..=100).contains(&below), "{below} of 2000");
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        let found = rare_categories(&[u64::MAX, u64::MAX], &[1, 0], 5.0).map(|found| found.p_value());
        assert!(found.is_none_or(|p| (0.0..=1.0).contains(&p)), "{found:?}");
    }
}
