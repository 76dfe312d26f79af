//! An interval of a quantile by order statistics: the ranks between which it lies, whatever the distribution.
//!
//! ```text
//! low = x₍k₎, high = x₍m₎   with k = F⁻¹(α/2), m = F̄⁻¹(α/2) + 1 of Binomial(n, p), counted from 1
//! ```
//!
//! David and Nagaraja, Order Statistics (2003, doi 10.1002/0471722162), section 7.1. Covers at least the level, since ranks are whole.
//! An end that lies beyond the sample does not exist: the upper one of the 95 % interval needs 6 values for the median, 72 for the 95th and
//! 368 for the 99th percentile. Agrees with `scipy.stats.quantile_test`.

use crate::laws::special::beta_i;

/// The places of the ends in the sorted sample, counted from 0; `None` where an end lies beyond the sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuantileRanks {
    /// The place of the lower end.
    pub low: Option<u64>,
    /// The place of the upper end.
    pub high: Option<u64>,
}

/// The ranks of the interval of a quantile of `size` values at a level such as 0.95.
///
/// ```
/// use driftscope_stats::quantile_interval::quantile_ranks;
///
/// let ranks = quantile_ranks(72, 0.95, 0.95);
/// assert_eq!((ranks.low, ranks.high), (Some(63), Some(71)));
/// assert_eq!(quantile_ranks(71, 0.95, 0.95).high, None);
/// ```
#[must_use]
pub fn quantile_ranks(size: u64, probability: f64, level: f64) -> QuantileRanks {
    // Written so that NaN has no interval.
    if size == 0 || !(probability > 0.0 && probability < 1.0 && level > 0.0 && level < 1.0) {
        return QuantileRanks::default();
    }
    let tail = 0.5 * (1.0 - level);
    let (n, rest) = (size as f64, 1.0 - probability);
    // The probability that at most, and that more than `count` of the values lie below the quantile.
    let up_to = |count: u64| match count {
        count if count >= size => 1.0,
        count => beta_i(n - count as f64, count as f64 + 1.0, rest, probability),
    };
    let above = |count: u64| match count {
        count if count >= size => 0.0,
        count => beta_i(count as f64 + 1.0, n - count as f64, probability, rest),
    };
    QuantileRanks {
        low: first(size, |count| up_to(count) >= tail).checked_sub(1),
        high: Some(first(size, |count| above(count) <= tail)).filter(|place| *place < size),
    }
}

/// The first count from 0 to `size` from which on something holds.
fn first(size: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_values_with_both_ends() {
        for (probability, fewest) in [(0.5, 6), (0.9, 36), (0.95, 72), (0.99, 368)] {
            let both = |size| quantile_ranks(size, probability, 0.95);
            assert!(both(fewest).high.is_some(), "{probability}");
            assert_eq!(both(fewest - 1).high, None, "{probability}");
        }
    }

    #[test]
    fn what_is_no_sample_has_no_interval() {
        for (size, probability, level) in
            [(0, 0.5, 0.95), (9, 0.0, 0.95), (9, 1.0, 0.95), (9, f64::NAN, 0.95), (9, 0.5, 1.0)]
        {
            assert_eq!(quantile_ranks(size, probability, level), QuantileRanks::default());
        }
    }
}
