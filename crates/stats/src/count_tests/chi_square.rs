//! Pearson's χ² test of homogeneity: do two samples have the same shares of every category?
//!
//! ```text
//! χ² = Σ (O − E)²/E over the 2 × k table,   E = row total · column total / total,   k − 1 degrees of freedom
//! ```
//!
//! Pearson (1900, doi 10.1080/14786440009463897). No continuity correction, so that one rule holds for every k. The law
//! is good where every expected count is at least 5 (Cochran 1954, doi 10.2307/3001616); [`pool_rare`] makes it so.
//! Relative accuracy against SciPy's `chi2_contingency(correction=False)`: 1e-11.

use crate::laws::chi_squared_law;
use crate::samples::counts::{non_empty, totals};
use crate::sums::compensated::Sum;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// Pearson's statistic, from 0 to the number of values.
    pub statistic: f64,
    /// Categories that occur, less one.
    pub degrees_of_freedom: f64,
    /// The probability of a statistic at least as large without drift; 1 where only one category occurs.
    pub p_value: f64,
    /// The smallest expected count of the table.
    pub smallest_expected: f64,
}

/// Compares the counts of the same categories on both sides. `None` where a side has no value.
///
/// Categories without any value are left out; a missing end of one slice counts as zero.
///
/// ```
/// let test = driftscope_stats::chi_square::homogeneity(&[30, 70], &[45, 55]).unwrap();
/// assert!((test.statistic - 4.8).abs() < 1e-14);
/// assert!((test.p_value - 0.028_459_736_916_310_61).abs() < 1e-14);
/// ```
#[must_use]
pub fn homogeneity(reference: &[u64], production: &[u64]) -> Option<ChiSquare> {
    let (n, m) = totals(reference, production)?;
    let (mut sum, mut categories, mut smallest) = (Sum::default(), 0.0, f64::INFINITY);
    for (left, right) in non_empty(reference, production) {
        let (left, right) = (left as f64, right as f64);
        let share = (left + right) / (n + m);
        for (observed, expected) in [(left, n * share), (right, m * share)] {
            sum.add((observed - expected) * (observed - expected) / expected);
            smallest = smallest.min(expected);
        }
        categories += 1.0;
    }
    let (statistic, degrees_of_freedom) = (sum.total(), categories - 1.0);
    let p_value = if degrees_of_freedom > 0.0 { chi_squared_law::sf(statistic, degrees_of_freedom) } else { 1.0 };
    Some(ChiSquare { statistic, degrees_of_freedom, p_value, smallest_expected: smallest })
}

/// Pools the rarest categories into one until every expected count is at least `smallest_expected`.
///
/// The kept categories come in their order, the pool last; empty categories are dropped. The pool takes up the next
/// rarest category as long as it is too small itself, so with few values all may end in one. Which are pooled depends
/// on their counts alone and not on their order.
///
/// ```
/// use driftscope_stats::chi_square::pool_rare;
///
/// assert_eq!(pool_rare(&[50, 2, 40, 3], &[45, 3, 50, 2], 4.5), (vec![50, 40, 5], vec![45, 50, 5]));
/// ```
#[must_use]
pub fn pool_rare(reference: &[u64], production: &[u64], smallest_expected: f64) -> (Vec<u64>, Vec<u64>) {
    let categories: Vec<(u64, u64)> = non_empty(reference, production).collect();
    let Some(is_pooled) = pooled(&categories, totals(reference, production), smallest_expected) else {
        return categories.into_iter().unzip();
    };
    let (mut kept, mut rest) = (Vec::with_capacity(categories.len()), None::<(u64, u64)>);
    for (&(left, right), is_pooled) in categories.iter().zip(is_pooled) {
        if is_pooled {
            let (pool_left, pool_right) = rest.unwrap_or_default();
            rest = Some((pool_left.saturating_add(left), pool_right.saturating_add(right)));
        } else {
            kept.push((left, right));
        }
    }
    kept.extend(rest);
    kept.into_iter().unzip()
}

/// The categories that [`pool_rare`] pools, each by itself.
#[must_use]
pub fn rare(reference: &[u64], production: &[u64], smallest_expected: f64) -> (Vec<u64>, Vec<u64>) {
    let categories: Vec<(u64, u64)> = non_empty(reference, production).collect();
    let is_pooled = pooled(&categories, totals(reference, production), smallest_expected).unwrap_or_default();
    categories.into_iter().zip(is_pooled).filter(|(_, is_pooled)| *is_pooled).map(|(counts, _)| counts).unzip()
}

/// Which of the categories are pooled; `None` where a side has no value.
fn pooled(categories: &[(u64, u64)], sizes: Option<(f64, f64)>, smallest_expected: f64) -> Option<Vec<bool>> {
    let (n, m) = sizes?;
    let smaller_share = n.min(m) / (n + m);
    let enough = |count: u128| count as f64 * smaller_share >= smallest_expected;
    let size = |place: usize| u128::from(categories[place].0) + u128::from(categories[place].1);
    let mut by_size: Vec<usize> = (0..categories.len()).collect();
    // Categories equal in both counts may change places without any effect.
    let key = |place: usize| (size(place), categories[place].0);
    crate::samples::sorting::sort_places(&mut by_size, &|one, other| key(one).cmp(&key(other)));
    let (mut pooled, mut pool) = (0, 0_u128);
    while pooled < by_size.len() && !(enough(size(by_size[pooled])) && (pooled == 0 || enough(pool))) {
        pool += size(by_size[pooled]);
        pooled += 1;
    }
    let mut is_pooled = vec![false; categories.len()];
    by_size[..pooled].iter().for_each(|&place| is_pooled[place] = true);
    Some(is_pooled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_category_says_nothing() {
        let test = homogeneity(&[0, 9], &[0, 4]).unwrap();
        assert_eq!((test.statistic, test.degrees_of_freedom, test.p_value), (0.0, 0.0, 1.0));
    }

    #[test]
    fn an_empty_side_has_no_test() {
        assert_eq!(homogeneity(&[0, 0], &[3, 4]), None);
        assert_eq!(homogeneity(&[], &[]), None);
    }

    #[test]
    fn the_largest_counts_do_not_overflow() {
        let test = homogeneity(&[u64::MAX, u64::MAX], &[u64::MAX, 1]).unwrap();
        assert!(test.statistic.is_finite() && test.p_value == 0.0);
        let _ = pool_rare(&[u64::MAX, u64::MAX, 0], &[1, u64::MAX, 1], f64::INFINITY);
    }

    #[test]
    fn pooling_goes_on_until_every_expectation_is_reached() {
        let (reference, production) = ([900, 30, 20, 10, 5, 1, 1, 1], [80, 0, 3, 1, 0, 0, 1, 0]);
        let (left, right) = pool_rare(&reference, &production, 5.0);
        assert!(homogeneity(&left, &right).unwrap().smallest_expected >= 5.0, "{left:?} {right:?}");
        assert_eq!((left[0], left.iter().sum::<u64>()), (900, reference.iter().sum::<u64>()));
        assert_eq!(right.iter().sum::<u64>(), production.iter().sum::<u64>());
    }

    #[test]
    fn pooling_leaves_what_is_large_enough() {
        assert_eq!(pool_rare(&[50, 0, 60], &[70, 0, 40], 5.0), (vec![50, 60], vec![70, 40]));
    }

    #[test]
    fn too_few_values_end_in_one_pool() {
        assert_eq!(pool_rare(&[1, 2, 3], &[3, 2, 1], 5.0), (vec![6], vec![6]));
        assert_eq!(pool_rare(&[1, 2], &[], 5.0), (vec![1, 2], vec![0, 0]));
    }
}
