//! A test of whether rare categories keep their shares among themselves, for changes that are spread over many of them.
//!
//! ```text
//! p = min(q/(1 − w), r/w),   w = half of the share of all values that rare categories have
//! ```
//!
//! χ² takes the rare categories for one ([`crate::chi_square::pool_rare`]), and [`crate::rare_category`] looks at each by itself.
//! Neither sees a long tail of labels that are all replaced by others: the pool stays as large as it was, and no label has values
//! enough. r is the p-value of χ² within the pool, both margins of the pool given, by the law of relabelling
//! ([`crate::relabelling_tail`]), since the expected counts are small. Given how many values of each side lie in the pool,
//! how they lie in it is independent of everything outside of it; what is paid for the look (Bonferroni with weights,
//! Rosenthal and Rubin 1983; Genovese, Roeder and Wasserman 2006, doi 10.1093/biomet/93.3.509) goes by how much could be
//! found: next to nothing where rare categories have few values. q is the p-value without it.
//!
//! Accuracy: that of [`crate::relabelling_tail`].

use crate::count_tests::chi_square::rare;
use crate::count_tests::relabelling_tail::chi_square_tail;
use crate::samples::counts::total;

/// Values in the pool below which nothing is to be found in it.
const FEWEST: u128 = 20;

/// The rare categories among themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WithinPool {
    /// The p-value of χ² among them.
    pub p_value: f64,
    /// The share of the level that is spent on it.
    pub weight: f64,
}

/// Compares the rare categories among themselves. `None` where fewer than two are rare, or a side has too few values of them.
///
/// ```
/// use driftscope_stats::rare_pool::within_pool;
///
/// // Thirty rare labels are replaced by thirty others.
/// let reference = [[900].as_slice(), &[4; 30], &[0; 30]].concat();
/// let production = [[900].as_slice(), &[0; 30], &[4; 30]].concat();
/// let found = within_pool(&reference, &production, 5.0).unwrap();
/// assert!(found.p_value < 1e-20 && found.weight < 0.06);
/// ```
#[must_use]
pub fn within_pool(reference: &[u64], production: &[u64], smallest_expected: f64) -> Option<WithinPool> {
    let (left, right) = rare(reference, production, smallest_expected);
    let sizes = [total(&left), total(&right)];
    let pooled = sizes[0] + sizes[1];
    if left.len() < 2 || pooled < FEWEST || sizes.contains(&0) {
        return None;
    }
    let all = total(reference) + total(production);
    let p_value = chi_square_tail(&left, &right)?;
    Some(WithinPool { p_value, weight: 0.5 * pooled as f64 / all as f64 })
}

impl WithinPool {
    /// The p-value by the pool, and that of the other tests, each corrected for the other: the smaller one is that of both.
    #[must_use]
    pub fn beside(&self, others: f64) -> [f64; 2] {
        [(self.p_value / self.weight).min(1.0), (others / (1.0 - self.weight)).min(1.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_found_is_not_paid_for() {
        assert_eq!(within_pool(&[500, 499, 1], &[500, 500, 0], 5.0), None);
        assert_eq!(within_pool(&[], &[], 5.0), None);
        let few = within_pool(&[3_000, 2_000, 36, 27, 27], &[300, 200, 4, 3, 3], 5.0).unwrap();
        let [_, others] = few.beside(0.04);
        assert!((0.04..0.0405).contains(&others), "{few:?} {others}");
    }

    #[test]
    fn the_level_is_kept() {
        // A frequent label and eighty rare ones, 500 values against 200.
        let mut random = crate::random::Random::new(3);
        let mut below = 0;
        for _ in 0..2_000 {
            let mut counts = [[0_u64; 81]; 2];
            for (side, rows) in [500, 200].into_iter().enumerate() {
                (0..rows).for_each(|_| counts[side][(random.below(160) as usize).min(80)] += 1);
            }
            let found = within_pool(&counts[0], &counts[1], 5.0).map(|found| found.p_value);
            below += u32::from(found.is_some_and(|p| p < 0.05));
        }
        // 100 ± 3 · 9.7.
        assert!((71..=129).contains(&below), "{below} of 2000");
    }
}
