//! A sample with its mean and standard deviation, so that several statistics share one computation of them.
//!
//! Statistics of order need a sorted sample, those of mean and standard deviation do not: they take a [`Sample`] of either kind, and sort, or
//! look for a median in linear time, only where they must.

use crate::samples::quantile::{median_of, median_sorted};
use crate::samples::sorting::{key, number};
use crate::sums::moments::{Moments, finite, mean};

/// Values that are looked at first.
const FIRST_LOOK: usize = 4_096;

/// The finite values of a sample with their mean, standard deviation and extremes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample<'a> {
    finite: &'a [f64],
    moments: Moments,
    is_sorted: bool,
}

impl<'a> Sample<'a> {
    /// Takes a sorted sample. Two passes for its mean and standard deviation.
    ///
    /// ```
    /// use driftscope_stats::sample::Sample;
    ///
    /// let sample = Sample::of_sorted(&[1.0, 2.0, 3.0, f64::INFINITY]);
    /// assert_eq!(sample.finite(), [1.0, 2.0, 3.0]);
    /// assert_eq!(sample.moments().mean, Some(2.0));
    /// ```
    #[must_use]
    pub fn of_sorted(sorted: &'a [f64]) -> Self {
        Self { finite: finite(sorted), moments: Moments::of_sorted(sorted), is_sorted: true }
    }

    /// Takes a sorted sample whose mean and standard deviation are known: those of [`Moments::of_sorted`].
    #[must_use]
    pub fn with_moments(sorted: &'a [f64], moments: Moments) -> Self {
        Self { finite: finite(sorted), moments, is_sorted: true }
    }

    /// Takes finite numbers in any order; `None` where one is infinite or NaN. Three passes.
    ///
    /// ```
    /// use driftscope_stats::levene::levene;
    /// use driftscope_stats::sample::Sample;
    ///
    /// let (reference, production) = (Sample::of_finite(&[5.0, 1.0, 4.0, 2.0]), Sample::of_finite(&[0.0, 6.0, 11.0, 3.0]));
    /// assert!((levene(&reference.unwrap(), &production.unwrap()).unwrap().statistic - 8.0 / 3.0).abs() < 1e-14);
    /// ```
    #[must_use]
    pub fn of_finite(values: &'a [f64]) -> Option<Self> {
        Some(Self { finite: values, moments: Moments::of_finite(values)?, is_sorted: false })
    }

    /// The finite values, in the order they were given in.
    #[must_use]
    pub fn finite(&self) -> &'a [f64] {
        self.finite
    }

    /// Their mean, standard deviation and extremes.
    #[must_use]
    pub fn moments(&self) -> &Moments {
        &self.moments
    }

    /// Their median; `None` where there is no finite value.
    ///
    /// ```
    /// use driftscope_stats::sample::Sample;
    ///
    /// assert_eq!(Sample::of_finite(&[5.0, 1.0, 4.0, 2.0]).unwrap().median(), Some(3.0));
    /// ```
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        if self.is_sorted { median_sorted(self.finite) } else { median_of(self.finite) }
    }

    /// The mean after the same number of values is cut off at each end; `None` where none is left.
    pub(crate) fn trimmed_mean(&self, cut: usize) -> Option<f64> {
        let end = self.finite.len().checked_sub(cut).filter(|end| *end > cut)?;
        if self.is_sorted {
            return mean(&self.finite[cut..end]);
        }
        let (low, high) =
            (smallest_at(self.finite, cut, |value| value), -smallest_at(self.finite, cut, |value| -value));
        let mut kept: Vec<f64> = self.finite.iter().copied().filter(|value| low < *value && *value < high).collect();
        // Of the values at the cuts, as many are left as are not cut off; where the two cuts meet, all.
        let up_to_low = self.finite.iter().filter(|value| **value <= low).count();
        let left = end - cut - kept.len();
        let lower = if low < high { up_to_low - cut } else { left };
        kept.extend(std::iter::repeat_n(low, lower).chain(std::iter::repeat_n(high, left - lower)));
        mean(&kept)
    }

    /// Mean and standard deviation of their distances from a centre.
    pub(crate) fn distances(&self, centre: f64) -> Moments {
        let ends = [self.moments.min, self.moments.max].map(Option::unwrap_or_default);
        Moments::of_distances(self.finite, ends, centre)
    }
}

/// The number at a place near the start of the order of what a function makes of the values; 0 where there is none.
///
/// Evenly spaced values show how far to look, so that most are skipped.
fn smallest_at(values: &[f64], place: usize, number_of: impl Fn(f64) -> f64) -> f64 {
    let key_of = |value: &f64| key(number_of(*value) + 0.0);
    let mut seen: Vec<u64> = values.iter().step_by(values.len() / FIRST_LOOK + 1).map(key_of).collect();
    seen.sort_unstable();
    let share = (place + 1) as f64 / values.len() as f64 * seen.len() as f64;
    // Four standard deviations of how many of those looked at may lie below.
    let bound = seen.get((share + 4.0 * share.sqrt() + 4.0) as usize).copied().unwrap_or(u64::MAX);
    let mut low: Vec<u64> = values.iter().map(key_of).filter(|key| *key <= bound).collect();
    if low.len() <= place {
        low = values.iter().map(key_of).collect();
    }
    if place < low.len() { number(*low.select_nth_unstable(place).1) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effects::scale_ratio::scale_ratio;
    use crate::numeric_tests::brown_forsythe::brown_forsythe;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    #[test]
    fn the_order_does_not_matter() {
        let mut random = Random::new(44);
        for length in [1, 2, 3, 7, 8, 9, 40, 701] {
            let mut draw =
                || -> Vec<f64> { (0..length).map(|_| 1e3 + random.unit() / (1.01 - random.unit())).collect() };
            let (left, right) = (draw(), draw());
            let (left_sorted, right_sorted) = (sorted(left.clone()), sorted(right.clone()));
            let [x, y] = [&left, &right].map(|values| Sample::of_finite(values).unwrap());
            let [x_sorted, y_sorted] = [&left_sorted, &right_sorted].map(|values| Sample::of_sorted(values));
            assert_eq!(
                (x.median(), x.moments().min, x.moments().max),
                (x_sorted.median(), x_sorted.moments().min, x_sorted.moments().max)
            );
            let near = |found: Option<f64>, expected: Option<f64>| {
                let is_near =
                    found.zip(expected).is_none_or(|(found, expected)| (found / expected - 1.0).abs() < 1e-12);
                assert!(found.is_some() == expected.is_some() && is_near, "{length}: {found:?} {expected:?}");
            };
            near(x.moments().sd, x_sorted.moments().sd);
            let p_value = |x, y| brown_forsythe(x, y).map(|test| test.p_value);
            near(p_value(&x, &y), p_value(&x_sorted, &y_sorted));
            let low = |x, y| scale_ratio(x, y, 0.95).and_then(|ratio| ratio.interval).map(|interval| interval.low);
            near(low(&x, &y), low(&x_sorted, &y_sorted));
        }
    }

    #[test]
    fn the_ends_are_cut_off_in_any_order() {
        let mut random = Random::new(45);
        for round in 0..200_u64 {
            let length = 1 + random.below(if round % 20 == 0 { 30_000 } else { 60 });
            let most = [2, 7, 1 << 40][(round % 3) as usize];
            let values: Vec<f64> = (0..length).map(|_| random.below(most) as f64 - 3.0).collect();
            let in_order = sorted(values.clone());
            let (any, ordered) = (Sample::of_finite(&values).unwrap(), Sample::of_sorted(&in_order));
            for cut in [0, 1, length as usize / 3, length as usize / 2, length as usize] {
                let (found, expected) = (any.trimmed_mean(cut), ordered.trimmed_mean(cut));
                let is_near = found.zip(expected).is_none_or(|(found, expected)| {
                    (found - expected).abs() <= 1e-14 * in_order[in_order.len() - 1].abs().max(3.0)
                });
                assert!(found.is_some() == expected.is_some() && is_near, "{round}, {cut}: {found:?} {expected:?}");
            }
        }
    }

    #[test]
    fn only_finite_numbers_are_taken_in_any_order() {
        for place in 0..20 {
            for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                let mut values = [1.5; 20];
                values[place] = odd;
                assert_eq!(Sample::of_finite(&values), None);
            }
        }
        assert_eq!(Sample::of_finite(&[]).unwrap().median(), None);
    }
}
