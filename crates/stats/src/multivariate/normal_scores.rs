//! Normal scores: each value replaced by the normal quantile of its rank.
//!
//! ```text
//! score(x) = Φ⁻¹(midrank(x)/(n + 1))
//! ```
//!
//! Van der Waerden (1952). Linear methods on scores see the same whatever the column's unit, survive far and infinite
//! values, and need no assumption about its law. Equal values share their midrank. A missing value, written as NaN, has
//! the score 0, which is that of the median. `n` counts the values that are there. Accuracy: that of
//! [`normal_quantile`], 1e-13.

use crate::laws::special::normal_quantile;
use crate::samples::sorting::key;

/// The midranks of the values, from 1; NaN has NaN.
///
/// ```
/// let ranks = driftscope_stats::normal_scores::midranks(&[5.0, 1.0, 5.0]);
/// assert_eq!(ranks, [2.5, 1.0, 2.5]);
/// ```
#[must_use]
pub fn midranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(u64, u32)> = (0_u32..)
        .zip(values)
        .filter(|(_, value)| !value.is_nan())
        // −0 + 0 is +0.
        .map(|(place, value)| (key(value + 0.0), place))
        .collect();
    order.sort_unstable();
    let mut ranks = vec![f64::NAN; values.len()];
    let mut before = 0_usize;
    for ties in order.chunk_by(|one, other| one.0 == other.0) {
        let rank = before as f64 + 0.5 * (ties.len() as f64 + 1.0);
        for &(_, place) in ties {
            ranks[place as usize] = rank;
        }
        before += ties.len();
    }
    ranks
}

/// The normal scores of the values; NaN has 0.
///
/// ```
/// let scores = driftscope_stats::normal_scores::normal_scores(&[10.0, f64::NAN, 1e300, 20.0]);
/// assert_eq!((scores[1], scores[3]), (0.0, 0.0));
/// assert!((scores[2] - 0.674_489_750_196_081_7).abs() < 1e-14 && scores[0] == -scores[2]);
/// ```
#[must_use]
pub fn normal_scores(values: &[f64]) -> Vec<f64> {
    KnownScores::default().of(values)
}

/// Quantiles that were found for one column and serve the next: a quantile is dear, and columns of as many values have
/// the same ones.
#[derive(Clone, Debug, Default)]
pub struct KnownScores {
    /// Values that are there.
    count: usize,
    /// By twice the midrank, since midranks are halves.
    lower: Vec<Option<f64>>,
}

impl KnownScores {
    /// The result of [`normal_scores`].
    #[must_use]
    pub fn of(&mut self, values: &[f64]) -> Vec<f64> {
        let count = values.iter().filter(|value| !value.is_nan()).count();
        if self.count != count {
            *self = Self { count, lower: vec![None; count + 2] };
        }
        let middle = count + 1;
        let mut score = |rank: f64| {
            // The upper half is the lower one, mirrored. NaN becomes 0, which no rank is.
            let twice = (2.0 * rank) as usize;
            match twice {
                0 => 0.0,
                _ if twice < middle => self.quantile(twice),
                _ if twice > middle => -self.quantile(2 * middle - twice),
                _ => 0.0,
            }
        };
        midranks(values).into_iter().map(&mut score).collect()
    }

    fn quantile(&mut self, twice: usize) -> f64 {
        let below = self.count as f64 + 1.0;
        let quantile = || normal_quantile(twice as f64 / (2.0 * below));
        self.lower.get_mut(twice).map_or_else(quantile, |known| *known.get_or_insert_with(quantile))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_symmetric_and_bounded_by_the_count() {
        let scores = normal_scores(&[f64::NEG_INFINITY, 1.0, 2.0, f64::INFINITY, -0.0, 0.0]);
        assert_eq!(scores[0], -scores[3]);
        assert_eq!(scores[4], scores[5]);
        assert!((scores[3] - normal_quantile(6.0 / 7.0)).abs() < 1e-14);
    }

    #[test]
    fn what_is_known_of_one_column_is_true_of_the_next() {
        let mut known = KnownScores::default();
        for column in [[1.0, 2.0, 3.0, 3.0], [f64::NAN, 7.0, 5.0, 6.0], [4.0, 0.0, 9.0, 9.5], [2.0; 4]] {
            assert_eq!(known.of(&column), normal_scores(&column));
        }
    }

    #[test]
    fn nothing_is_nothing() {
        assert!(normal_scores(&[]).is_empty());
        assert_eq!(normal_scores(&[f64::NAN; 3]), [0.0; 3]);
    }
}
