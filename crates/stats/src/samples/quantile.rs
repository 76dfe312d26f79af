//! Quantiles of a sorted sample.
//!
//! ```text
//! h = (n − 1) p,   Q(p) = x₍⌊h⌋₎ + (h − ⌊h⌋) (x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)
//! ```
//!
//! Type 7 of Hyndman and Fan (1996, doi 10.1080/00031305.1996.10473566), the default of NumPy and R. Agrees with NumPy's to the last bit
//! wherever the values are finite and their difference is representable.

use crate::samples::sorting::{keys, number};

use crate::samples::ordered::Ordered;

/// The value below which the share `probability` of a sorted sample lies.
///
/// `None` where the sample is empty or the probability is not from 0 to 1. Between an infinite and a finite value
/// lies the infinite one; between the two infinities the nearer one.
///
/// ```
/// use driftscope_stats::quantile::quantile_sorted;
///
/// assert_eq!(quantile_sorted(&[1.0, 2.0, 4.0], 0.25), Some(1.5));
/// assert_eq!(quantile_sorted(&[], 0.25), None);
/// ```
#[must_use]
pub fn quantile_sorted<S: Ordered + ?Sized>(sorted: &S, probability: f64) -> Option<f64> {
    if sorted.size() == 0 || !(0.0..=1.0).contains(&probability) {
        return None;
    }
    let place = (sorted.size() - 1) as f64 * probability;
    let below = libm::floor(place);
    let low = sorted.at(below as u64)?;
    let high = sorted.at(below as u64 + 1).unwrap_or(low);
    Some(between(low, high, place - below))
}

/// The middle value of a sorted sample, or the mean of the two middle ones.
///
/// ```
/// assert_eq!(driftscope_stats::quantile::median_sorted(&[1.0, 2.0, 4.0, 8.0]), Some(3.0));
/// ```
#[must_use]
pub fn median_sorted<S: Ordered + ?Sized>(sorted: &S) -> Option<f64> {
    quantile_sorted(sorted, 0.5)
}

/// The middle value of numbers in any order, or the mean of the two middle ones. Takes linear time, and memory for a copy.
///
/// There should be no NaN.
///
/// ```
/// assert_eq!(driftscope_stats::quantile::median_of(&[8.0, 1.0, 4.0, 2.0]), Some(3.0));
/// ```
#[must_use]
pub fn median_of(values: &[f64]) -> Option<f64> {
    let mut keys = keys(values);
    let half = values.len().checked_sub(1)? / 2;
    let (_, &mut low, above) = keys.select_nth_unstable(half);
    let high = if values.len().is_multiple_of(2) { above.iter().min().copied() } else { None };
    Some(between(number(low), number(high.unwrap_or(low)), 0.5))
}

/// The point at the given share, from 0 to below 1, of the way from `low` to `high`.
pub(crate) fn between(low: f64, high: f64, share: f64) -> f64 {
    if low == high || share == 0.0 {
        return low;
    }
    if low.is_infinite() || high.is_infinite() {
        return match (low.is_infinite(), high.is_infinite()) {
            (true, true) => {
                if share < 0.5 {
                    low
                } else {
                    high
                }
            }
            (true, false) => low,
            _ => high,
        };
    }
    let difference = high - low;
    if difference.is_infinite() {
        return low * (1.0 - share) + high * share;
    }
    // From the nearer end, as NumPy does, which keeps the result between the two.
    if share < 0.5 { low + difference * share } else { high - difference * (1.0 - share) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIGH: f64 = f64::INFINITY;

    #[test]
    fn infinities_give_no_nan() {
        assert_eq!(quantile_sorted(&[-HIGH, -HIGH], 0.5), Some(-HIGH));
        assert_eq!(quantile_sorted(&[-HIGH, 1.0], 0.5), Some(-HIGH));
        assert_eq!(quantile_sorted(&[-HIGH, 1.0], 1.0), Some(1.0));
        assert_eq!(quantile_sorted(&[1.0, HIGH], 0.5), Some(HIGH));
        assert_eq!(quantile_sorted(&[1.0, HIGH], 0.0), Some(1.0));
        assert_eq!(quantile_sorted(&[-HIGH, HIGH], 0.4), Some(-HIGH));
        assert_eq!(quantile_sorted(&[-HIGH, HIGH], 0.6), Some(HIGH));
    }

    #[test]
    fn huge_values_do_not_overflow() {
        assert_eq!(median_sorted(&[-1.5e308, 1.5e308]), Some(0.0));
        assert_eq!(median_sorted(&[1.5e308, 1.7e308]), Some(1.6e308));
    }

    #[test]
    fn only_probabilities_have_quantiles() {
        for probability in [-0.1, 1.1, f64::NAN, HIGH] {
            assert_eq!(quantile_sorted(&[1.0], probability), None);
        }
    }
}
