//! Mean, standard deviation and extremes of a sample.
//!
//! ```text
//! mean = Σ xᵢ/n,   sd = √(Σ (xᵢ − mean)²/(n − 1)),   population sd = √(Σ (xᵢ − mean)²/n)
//! ```
//!
//! Two passes with sums that are compensated block by block; the second takes out what the first one's rounding left (Chan, Golub and LeVeque
//! 1983, doi 10.1080/00031305.1983.10483115). Very large and very small values are first divided by a power of two near the largest,
//! which loses nothing and lets the squares of 1e300 be summed. Relative accuracy: 2e-15 for the mean where the values do
//! not cancel, 1e-14 for the standard deviations, whatever the mean is.
//!
//! No order of the values is asked for, but it is that of the sums: rows in another order may change the last bit. A sorted
//! sample has one order, so the bits do not depend on the order of the rows.

use core::ops::Range;

use crate::sums::compensated::{LANES, Sum, sum_of};

/// Largest magnitudes that need no scale: a million million of their squares can be added, and no digit of one is lost.
const ORDINARY: Range<f64> = 1e-100..1e100;

/// Values that stay in the processor's nearest cache.
const BLOCK: usize = 1_024;

/// The moments of the finite values of a sample. The infinite ones are left out and counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Finite values.
    pub count: u64,
    /// Infinite values.
    pub infinite: u64,
    /// The mean; `None` where there is no finite value.
    pub mean: Option<f64>,
    /// The sample standard deviation (divisor n − 1); `None` below two values.
    pub sd: Option<f64>,
    /// The population standard deviation (divisor n); `None` where there is no finite value.
    pub population_sd: Option<f64>,
    /// The smallest finite value.
    pub min: Option<f64>,
    /// The largest finite value.
    pub max: Option<f64>,
}

impl Moments {
    /// The moments of a sorted sample.
    ///
    /// ```
    /// use driftscope_stats::moments::Moments;
    ///
    /// let moments = Moments::of_sorted(&[1.0, 2.0, 3.0, 6.0, f64::INFINITY]);
    /// assert_eq!((moments.count, moments.infinite), (4, 1));
    /// assert_eq!((moments.mean, moments.population_sd), (Some(3.0), Some(3.5_f64.sqrt())));
    /// ```
    #[must_use]
    pub fn of_sorted(sorted: &[f64]) -> Self {
        let values = finite(sorted);
        let infinite = (sorted.len() - values.len()) as u64;
        Self { infinite, ..Self::of_values(values, |value| value).unwrap_or_default() }
    }

    /// The moments of finite numbers in any order; `None` where one is infinite or NaN.
    ///
    /// ```
    /// use driftscope_stats::moments::Moments;
    ///
    /// let moments = Moments::of_finite(&[6.0, 1.0, 3.0, 2.0]).unwrap();
    /// assert_eq!((moments.mean, moments.min, moments.max), (Some(3.0), Some(1.0), Some(6.0)));
    /// assert_eq!(Moments::of_finite(&[1.0, f64::NAN]), None);
    /// ```
    #[must_use]
    pub fn of_finite(values: &[f64]) -> Option<Self> {
        Self::of_values(values, |value| value)
    }

    /// The moments of the distances of finite values between two extremes from a centre.
    pub(crate) fn of_distances(values: &[f64], [first, last]: [f64; 2], centre: f64) -> Self {
        // The largest distance is that of one of the ends; where it is not a double, halves are taken.
        let largest = (centre - first).abs().max((last - centre).abs());
        let scale = if largest.is_finite() { 1.0 } else { 0.5 };
        let middle = centre * scale;
        let moments = if scale == 1.0 {
            Self::of_values(values, |value| (value - middle).abs())
        } else {
            Self::of_values(values, |value| (value * scale - middle).abs())
        };
        moments.unwrap_or_default()
    }

    /// The moments of what a function makes of the values; `None` where it makes an infinity or NaN of one.
    fn of_values(values: &[f64], number: impl Fn(f64) -> f64) -> Option<Self> {
        let Centre { min, max, mean, scale } = Centre::of(values, &number)?;
        if values.is_empty() {
            return Some(Self::default());
        }
        let n = values.len() as f64;
        let squares_and_rest = |inverse: f64| {
            sum_of(values, |value| {
                let difference = number(value) * inverse - mean;
                [difference * difference, difference]
            })
        };
        // With a constant 1 the product costs nothing.
        let [squares, rest] = if scale == 1.0 { squares_and_rest(1.0) } else { squares_and_rest(1.0 / scale) };
        let squares = (squares - rest * rest / n).max(0.0);
        // The remainder is the rounding error of the mean; rounding must not carry the mean of equal values past them.
        let mean = (mean + rest / n).min(max / scale).max(min / scale);
        Some(Self {
            count: values.len() as u64,
            infinite: 0,
            mean: Some(mean * scale),
            sd: (values.len() > 1).then(|| (squares / (n - 1.0)).sqrt() * scale),
            population_sd: Some((squares / n).sqrt() * scale),
            min: Some(min),
            max: Some(max),
        })
    }
}

/// The mean of finite values; `None` where there is none.
pub(crate) fn mean(finite: &[f64]) -> Option<f64> {
    Centre::of(finite, &|value| value).filter(|_| !finite.is_empty()).map(|centre| centre.mean * centre.scale)
}

/// The results of the first of the two passes.
struct Centre {
    min: f64,
    max: f64,
    /// In units of the scale.
    mean: f64,
    /// A power of two, 1 unless the numbers are so large or so small that their squares would not be normal numbers.
    scale: f64,
}

impl Centre {
    fn of(values: &[f64], number: &impl Fn(f64) -> f64) -> Option<Self> {
        let (mut min, mut max, mut sum) = (f64::INFINITY, f64::NEG_INFINITY, Sum::default());
        // Looked at twice while it is near at hand.
        for block in values.chunks(BLOCK) {
            let ends = extremes(block, number);
            (min, max) = (min.min(ends.0), max.max(ends.1));
            let [part] = sum_of(block, |value| [number(value)]);
            sum.add(part);
        }
        let mut total = sum.total();
        // An infinity or NaN is not lost in a sum.
        if !total.is_finite() && !values.iter().all(|&value| number(value).is_finite()) {
            return None;
        }
        let largest = min.abs().max(max.abs());
        let is_ordinary = total.is_finite() && ORDINARY.contains(&largest);
        let scale = if is_ordinary { 1.0 } else { power_of_two_near(largest) };
        if !is_ordinary {
            let inverse = 1.0 / scale;
            [total] = sum_of(values, |value| [number(value) * inverse]);
        }
        // Rounding must not carry the mean of equal values past them.
        let mean = (total / values.len() as f64).min(max / scale).max(min / scale);
        Some(Self { min, max, mean, scale })
    }
}

/// The smallest and the largest of some numbers, infinities where there are none.
fn extremes(values: &[f64], number: &impl Fn(f64) -> f64) -> (f64, f64) {
    let (mut min, mut max) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut take = |lane: usize, value: f64| {
        min[lane] = if value < min[lane] { value } else { min[lane] };
        max[lane] = if value > max[lane] { value } else { max[lane] };
    };
    for chunk in chunks {
        for (lane, &value) in chunk.iter().enumerate() {
            take(lane, number(value));
        }
    }
    for (lane, &value) in rest.iter().enumerate() {
        take(lane, number(value));
    }
    (min.into_iter().fold(f64::INFINITY, f64::min), max.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// The finite part of a sorted sample.
pub(crate) fn finite(sorted: &[f64]) -> &[f64] {
    let start = sorted.partition_point(|&value| value == f64::NEG_INFINITY);
    let rest = &sorted[start..];
    &rest[..rest.partition_point(|&value| value < f64::INFINITY)]
}

/// The power of two at or below a number that is not negative; 1 for zero.
fn power_of_two_near(value: f64) -> f64 {
    let exponent_only = f64::from_bits(value.to_bits() & 0x7ff0_0000_0000_0000);
    // Subnormal numbers have no exponent of their own; they are all exact as they are.
    if exponent_only > 0.0 { exponent_only } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_mean_leaves_the_deviation_alone() {
        let values = [1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0];
        let moments = Moments::of_sorted(&values);
        assert_eq!((moments.mean, moments.sd), (Some(1e9 + 10.0), Some(30.0_f64.sqrt())));
    }

    #[test]
    fn huge_and_tiny_values_have_moments() {
        let huge = Moments::of_sorted(&[-1e300, 1e300]);
        assert_eq!((huge.mean, huge.population_sd), (Some(0.0), Some(1e300)));
        let largest = Moments::of_sorted(&[f64::MAX; 5]);
        assert_eq!((largest.mean, largest.sd), (Some(f64::MAX), Some(0.0)));
        let tiny = Moments::of_sorted(&[1e-300, 3e-300]);
        assert!((tiny.population_sd.unwrap() / 1e-300 - 1.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(Moments::of_sorted(&[]), Moments::default());
        let infinite = Moments::of_sorted(&[f64::NEG_INFINITY, f64::INFINITY]);
        assert_eq!((infinite.count, infinite.infinite, infinite.mean), (0, 2, None));
        let one = Moments::of_sorted(&[5.0]);
        assert_eq!((one.mean, one.sd, one.population_sd), (Some(5.0), None, Some(0.0)));
    }

    #[test]
    fn equal_values_have_their_value_as_mean() {
        for n in 1..100 {
            let moments = Moments::of_sorted(&vec![0.1; n]);
            assert_eq!((moments.mean, moments.population_sd), (Some(0.1), Some(0.0)), "{n}");
        }
    }
}
