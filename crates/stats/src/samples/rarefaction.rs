//! Rarefaction: the number of distinct values that fewer rows of a sample would have.
//!
//! ```text
//! E(m) = Σ over distinct values of 1 − C(n − c, m)/C(n, m),   c: how often a value occurs, n: rows
//! ```
//!
//! The share of distinct values falls as rows are added, since more of them come again. So two samples of different sizes can
//! only be compared at the size of the smaller one. Rarefaction is the mean over all ways to draw m of the n rows (Hurlbert
//! 1971, doi 10.2307/1934145). From 0 to min(m, distinct values).
//!
//! Accuracy: 1e-12 relative where no value occurs more than 64 times, else 1e-6.

/// Up to here products are formed, beyond it logarithms of factorials.
const FEW: u64 = 64;

/// The distinct values to be expected in `rows` of a sample. `repetition` has for each number of times how many values occur
/// that often. `None` where the sample has fewer rows.
///
/// ```
/// // Of a, a, b, c two different rows hold the same value in one of six pairs.
/// let expected = driftscope_stats::rarefaction::rarefied([(1, 2), (2, 1)], 2).unwrap();
/// assert!((expected - (2.0 - 1.0 / 6.0)).abs() < 1e-12);
/// ```
#[must_use]
pub fn rarefied(repetition: impl IntoIterator<Item = (u64, u64), IntoIter: Clone>, rows: u64) -> Option<f64> {
    let repetition = repetition.into_iter();
    let size = repetition.clone().fold(0_u64, |sum, (times, values)| sum.saturating_add(times.saturating_mul(values)));
    if rows > size {
        return None;
    }
    let found = |(times, values): (u64, u64)| values as f64 * (1.0 - never_drawn(times, rows, size));
    Some(repetition.map(found).sum())
}

/// The probability that none of `times` rows is among `drawn` of `size`.
fn never_drawn(times: u64, drawn: u64, size: u64) -> f64 {
    if times > size - drawn {
        return 0.0;
    }
    if times <= FEW {
        let factor = |place: u64| (size - drawn - place) as f64 / (size - place) as f64;
        return (0..times).map(factor).product();
    }
    let factorial = |number: u64| libm::lgamma(number as f64 + 1.0);
    let exponent =
        factorial(size - times) + factorial(size - drawn) - factorial(size - times - drawn) - factorial(size);
    libm::exp(exponent.min(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_draw_rows_counts_once() {
        // Three values, 3, 2 and 1 times: of the 15 ways to draw four of six rows, by hand.
        let labels = [0, 0, 0, 1, 1, 2];
        let mut distinct = 0;
        let mut ways = 0;
        for chosen in 0_u32..64 {
            if chosen.count_ones() == 4 {
                let mask = (0..6).filter(|row| chosen >> row & 1 == 1).fold(0_u32, |mask, row| mask | 1 << labels[row]);
                distinct += mask.count_ones();
                ways += 1;
            }
        }
        let expected = f64::from(distinct) / f64::from(ways);
        let found = rarefied([(1, 1), (2, 1), (3, 1)], 4).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn both_ways_of_reckoning_agree() {
        let by_product: f64 =
            (0..200).map(|place| (9_000.0 - f64::from(place)) / (10_000.0 - f64::from(place))).product();
        assert!((never_drawn(200, 1_000, 10_000) / by_product - 1.0).abs() < 1e-6);
    }

    #[test]
    fn all_rows_have_all_values() {
        assert_eq!(rarefied([(1, 10), (7, 2), (100, 1)], 124), Some(13.0));
        assert_eq!(rarefied([(1, 10)], 4), Some(4.0));
        assert_eq!(rarefied([(1, 10)], 11), None);
        assert_eq!(rarefied([], 0), Some(0.0));
    }
}
