//! Mean, standard deviation and extremes of a sorted sample.
//!
//! ```text
//! mean = Σ xᵢ/n,   sd = √(Σ (xᵢ − mean)²/(n − 1)),   population sd = √(Σ (xᵢ − mean)²/n)
//! ```
//!
//! Two passes with compensated sums; the second takes out what the first one's rounding left (Chan, Golub and LeVeque
//! 1983, doi 10.1080/00031305.1983.10483115). The values are first divided by a power of two near the largest, which
//! loses nothing and lets the squares of 1e300 be summed. Relative accuracy: 1e-15 for the mean where the values do
//! not cancel, 1e-14 for the standard deviations, whatever the mean is.

use crate::compensated::Sum;

/// The moments of the finite values of a sample. The infinite ones are left out and counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// Finite values.
    pub count: u64,
    /// Infinite values.
    pub infinite: u64,
    /// The mean; `None` where there is no finite value.
    pub mean: Option<f64>,
    /// The standard deviation with n − 1 below the line; `None` below two values.
    pub sd: Option<f64>,
    /// The standard deviation with n below the line; `None` where there is no finite value.
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
        let (Some(&min), Some(&max)) = (values.first(), values.last()) else {
            return Self { infinite, ..Self::default() };
        };
        Self { infinite, ..Self::of_values(values.iter().copied(), min, max) }
    }

    /// The moments of the distances of finite values from a centre.
    pub(crate) fn of_distances(values: &[f64], centre: f64) -> Self {
        let (Some(&first), Some(&last)) = (values.first(), values.last()) else {
            return Self::default();
        };
        // The largest distance is that of one of the ends; where it is not a double, halves are taken.
        let largest = (centre - first).abs().max((last - centre).abs());
        let scale = if largest.is_finite() { 1.0 } else { 0.5 };
        let distances = values.iter().map(|value| (value * scale - centre * scale).abs());
        let largest = (centre * scale - first * scale).abs().max((last * scale - centre * scale).abs());
        Self::of_values(distances, 0.0, largest)
    }

    /// The moments of finite values within two bounds, of which there is at least one.
    fn of_values(values: impl Iterator<Item = f64> + Clone, min: f64, max: f64) -> Self {
        let scale = power_of_two_near(min.abs().max(max.abs()));
        let inverse = 1.0 / scale;
        let (mean, count) = scaled_mean(values.clone(), inverse, min, max);
        let n = count as f64;
        let (mut squares, mut rest) = (Sum::default(), Sum::default());
        for value in values {
            let difference = value * inverse - mean;
            squares.add(difference * difference);
            rest.add(difference);
        }
        let rest = rest.total();
        let squares = (squares.total() - rest * rest / n).max(0.0);
        Self {
            count,
            infinite: 0,
            mean: Some(mean * scale),
            sd: (count > 1).then(|| (squares / (n - 1.0)).sqrt() * scale),
            population_sd: Some((squares / n).sqrt() * scale),
            min: Some(min),
            max: Some(max),
        }
    }
}

/// The mean of a sorted sample of finite values; `None` where there is none.
pub(crate) fn mean_of_sorted(finite: &[f64]) -> Option<f64> {
    let (min, max) = (*finite.first()?, *finite.last()?);
    let scale = power_of_two_near(min.abs().max(max.abs()));
    Some(scaled_mean(finite.iter().copied(), 1.0 / scale, min, max).0 * scale)
}

/// The mean of finite values within two bounds, times a factor that keeps their sum finite; and how many they are.
fn scaled_mean(values: impl Iterator<Item = f64>, factor: f64, min: f64, max: f64) -> (f64, u64) {
    let (mut count, mut sum) = (0, Sum::default());
    for value in values {
        count += 1;
        sum.add(value * factor);
    }
    // Rounding must not carry the mean of equal values past them.
    ((sum.total() / count as f64).clamp(min * factor, max * factor), count)
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
