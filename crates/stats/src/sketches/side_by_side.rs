//! Two sketches of numbers turned into two samples that can be compared: each bucket becomes a value that stands for it.
//!
//! Up to the edge of a bucket the shares of both sides are exact; within a bucket that both sides share, the order of their
//! values is not known, unless they do not overlap or are single values. So a share of values up to any point is off by
//! [`SideBySide::bound`] at most, and so are the Kolmogorov–Smirnov statistic and every difference of cumulative shares.

use crate::samples::runs::Runs;
use crate::sketches::value_sketch::{Bucket, Pairs, ValueSketch};

/// Two sketches as samples of representative values.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    /// The reference.
    pub reference: Runs,
    /// Production.
    pub production: Runs,
    /// By how much a cumulative share, or the difference of two at one place, may be off: the largest share that one side has
    /// in a bucket in which the order of both sides' values is not known. 0 where all is exact.
    pub bound: f64,
    /// By how much a value may be off, as a share of its magnitude: the width of a bucket. 0 where all is exact.
    pub width: f64,
}

/// Assigns each bucket of two sketches a value that stands for it: its bounds once each, since they are there, and for the
/// rest its middle. Where both sides' values of a bucket overlap they have the middle of both, as ties.
///
/// ```
/// use driftscope_stats::side_by_side::side_by_side;
/// use driftscope_stats::value_sketch::ValueSketch;
///
/// let sketch = |from: u32| ValueSketch::of_sorted(&(from..from + 100).map(f64::from).collect::<Vec<_>>());
/// let both = side_by_side(&sketch(0), &sketch(30));
/// assert_eq!((both.bound, both.reference.values().len()), (0.0, 100));
/// ```
#[must_use]
pub fn side_by_side(reference: &ValueSketch, production: &ValueSketch) -> SideBySide {
    let dropped = reference.dropped().max(production.dropped());
    let (left, right) = (reference.coarsened(dropped), production.coarsened(dropped));
    let sizes = [reference.size(), production.size()];
    let is_exact = reference.is_exact() && production.is_exact();
    let width = if is_exact { 0.0 } else { libm::scalbn(1.0, dropped as i32 - 52) };
    let (mut sides, mut bound) = ([Vec::new(), Vec::new()], 0.0_f64);
    for (side, sketch) in [reference, production].into_iter().enumerate() {
        sides[side].push((f64::NEG_INFINITY, sketch.infinite()[0]));
    }
    for pair in Pairs::of(&left, &right, dropped) {
        let shared = match pair {
            [Some(a), Some(b)] if a.low <= b.high && b.low <= a.high && !(is_value(a) && is_value(b)) => {
                for (bucket, size) in [(a, sizes[0]), (b, sizes[1])] {
                    bound = bound.max(bucket.count as f64 / size as f64);
                }
                Some(middle(a.low.min(b.low), a.high.max(b.high)))
            }
            _ => None,
        };
        for (side, bucket) in pair.into_iter().enumerate().filter_map(|(side, bucket)| Some((side, bucket?))) {
            let middle = shared.unwrap_or_else(|| middle(bucket.low, bucket.high)).clamp(bucket.low, bucket.high);
            match bucket.count {
                count if is_value(bucket) => sides[side].push((bucket.low, count)),
                count => sides[side].extend([(bucket.low, 1), (middle, count.saturating_sub(2)), (bucket.high, 1)]),
            }
        }
    }
    for (side, sketch) in [reference, production].into_iter().enumerate() {
        sides[side].push((f64::INFINITY, sketch.infinite()[1]));
    }
    let [reference, production] = sides.map(Runs::of_ascending);
    SideBySide { reference, production, bound, width }
}

fn is_value(bucket: Bucket) -> bool {
    bucket.low == bucket.high
}

/// The middle; a whole number between whole numbers.
fn middle(low: f64, high: f64) -> f64 {
    let middle = low + 0.5 * (high - low);
    let middle = if middle.is_finite() { middle } else { 0.5 * low + 0.5 * high };
    if low == low.trunc() && high == high.trunc() { libm::floor(middle) } else { middle }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merged::Merged;
    use crate::numeric_tests::ks::kolmogorov_smirnov;
    use crate::random::Random;
    use crate::samples::ordered::Ordered;
    use crate::sketches::value_sketch::tests::values;

    #[test]
    fn the_statistic_is_within_its_bound() {
        let mut random = Random::new(9);
        for round in 0..60 {
            let sizes = [1 + random.below(30_000), 1 + random.below(30_000)];
            let [left, right] = sizes.map(|size| values(&mut random, 1 + round % 3, size));
            let both = side_by_side(&ValueSketch::of_sorted(&left), &ValueSketch::of_sorted(&right));
            assert_eq!([both.reference.size(), both.production.size()], sizes);
            let binned = Merged::of_runs(&both.reference, &both.production).unwrap().kolmogorov_smirnov();
            let exact = kolmogorov_smirnov(&left, &right).unwrap();
            let error = (binned.statistic - exact.statistic).abs();
            assert!(error <= both.bound + 1e-12, "round {round}: {error} {}", both.bound);
            assert!(both.bound < 0.02 || sizes.iter().any(|&size| size < 200), "{}", both.bound);
            for place in (0..sizes[0]).step_by(97) {
                let value = left[place as usize];
                let found = both.reference.at(place).unwrap();
                assert!((found - value).abs() <= value.abs() * both.width, "{found} {value} {}", both.width);
            }
        }
    }

    #[test]
    fn few_distinct_values_are_exact() {
        let both = side_by_side(&ValueSketch::of_sorted(&[1.0, 1.0, 2.5]), &ValueSketch::of_sorted(&[-0.0, 2.5]));
        assert_eq!((both.reference, both.bound), (Runs::of_sorted(&[1.0, 1.0, 2.5]), 0.0));
        assert_eq!(both.production, Runs::of_sorted(&[0.0, 2.5]));
    }
}
