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

use crate::sorting::key;
use crate::special::normal_quantile;

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
    let count = values.iter().filter(|value| !value.is_nan()).count();
    let below = count as f64 + 1.0;
    // Midranks are halves, so there are few of them, and a quantile is dear. The upper half is the lower one, mirrored.
    let mut known: Vec<Option<f64>> = vec![None; count + 2];
    let mut lower = |twice: usize| {
        let place = known.get_mut(twice);
        let quantile = || normal_quantile(twice as f64 / (2.0 * below));
        place.map_or_else(quantile, |known| *known.get_or_insert_with(quantile))
    };
    midranks(values)
        .into_iter()
        .map(|rank| {
            if rank.is_nan() {
                return 0.0;
            }
            let (twice, middle) = ((2.0 * rank) as usize, count + 1);
            if twice < middle {
                lower(twice)
            } else if twice > middle {
                -lower(2 * middle - twice)
            } else {
                0.0
            }
        })
        .collect()
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
    fn nothing_is_nothing() {
        assert!(normal_scores(&[]).is_empty());
        assert_eq!(normal_scores(&[f64::NAN; 3]), [0.0; 3]);
    }
}
