//! The maximum mean discrepancy with a Gaussian kernel, a distance that compares the similarities within and between two samples.
//!
//! ```text
//! MMD² = mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y),   k(a, b) = e^(−(a − b)²/(2σ²))
//! ```
//!
//! Gretton and others (2012, Journal of Machine Learning Research 13, 723–773), the estimate that includes every value's
//! pair with itself, so that it is 0 for identical samples. σ is the median distance of two pooled values, or, where
//! that is 0, the mean of those that are not. MMD lies from 0 to √2 and has no unit. It sees differences of any
//! kind at distances of about σ; fine structure far below σ is smoothed away.
//!
//! The p-value comes from random relabelling (Phipson and Smyth 2010, doi 10.2202/1544-6115.1585): the share of rounds, the
//! sample itself among them, with an MMD at least as large.
//!
//! **Capped**: every pair of values costs a kernel, so from samples of more than 256 values 256 are drawn at random without
//! replacement, and there are 999 rounds at most; both are seeded. With 256 values a side an MMD below about 0.1 is noise. Infinite
//! values are left out. Where all values are equal there is no scale and no MMD. Accuracy: 1e-13 absolute for MMD².

use std::collections::BTreeSet;

use crate::random::Random;
use crate::samples::sorting::sort_numbers;
use crate::sums::moments::{Moments, finite};

/// Values drawn from each side at most.
pub const MOST_VALUES: usize = 256;

/// Rounds of relabelling at most.
pub const MOST_ROUNDS: u32 = 999;

/// What is left of a value's kernel with itself when the features say all that doubles can hold.
const NEGLIGIBLE: f64 = 1e-15;

/// Squares closer than this are taken as equal.
const TIE: f64 = 1e-12;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmd {
    /// MMD, from 0 to √2.
    pub statistic: f64,
    /// The probability of an MMD at least as large without drift; `None` where no rounds are asked for.
    pub p_value: Option<f64>,
    /// σ, the kernel's width, in the unit of the column.
    pub bandwidth: f64,
}

/// Compares two sorted samples, with a p-value from `rounds` relabellings.
///
/// Samples without infinities need not be sorted: then the order of their rows takes part in which are drawn.
///
/// The same seed gives the same result. `None` where a sample has no finite value, all values are equal, or the width
/// exceeds the largest double.
///
/// ```
/// let reference: Vec<f64> = (0..100).map(f64::from).collect();
/// let production: Vec<f64> = (30..130).map(f64::from).collect();
/// let test = driftscope_stats::mmd::mmd(&reference, &production, 199, 1).unwrap();
/// assert_eq!(test.bandwidth, 33.0);
/// assert_eq!(test.p_value, Some(0.005));
/// ```
#[must_use]
pub fn mmd(reference_sorted: &[f64], production_sorted: &[f64], rounds: u32, seed: u64) -> Option<Mmd> {
    let mut random = Random::new(seed);
    let (reference, production) = (finite(reference_sorted), finite(production_sorted));
    let values: Vec<f64> = drawn(reference, &mut random).into_iter().chain(drawn(production, &mut random)).collect();
    let n = reference.len().min(MOST_VALUES);
    if n == 0 || n == values.len() {
        return None;
    }
    let bandwidth = bandwidth(&values)?;
    let features = Features::new(&values, bandwidth);
    let mut places: Vec<usize> = (0..values.len()).collect();
    let seen = features.discrepancy(&places[..n], &places[n..]);
    let p_value = (rounds > 0).then(|| {
        let rounds = rounds.min(MOST_ROUNDS);
        let all = features.sum(&places);
        let mut as_large = 1_u32;
        for _ in 0..rounds {
            for place in 0..n {
                let other = place + random.below((places.len() - place) as u64) as usize;
                places.swap(place, other);
            }
            as_large += u32::from(features.discrepancy_of_rest(&places[..n], &all) >= seen - TIE);
        }
        f64::from(as_large) / f64::from(rounds + 1)
    });
    Some(Mmd { statistic: seen.max(0.0).sqrt(), p_value, bandwidth })
}

/// All values, or a random sample of the largest size allowed (Floyd's algorithm, Bentley and Floyd 1987, doi 10.1145/30401.315746).
fn drawn(sorted: &[f64], random: &mut Random) -> Vec<f64> {
    if sorted.len() <= MOST_VALUES {
        return sorted.to_vec();
    }
    let mut places = BTreeSet::new();
    for last in sorted.len() - MOST_VALUES..sorted.len() {
        let place = random.below(last as u64 + 1) as usize;
        if !places.insert(place) {
            places.insert(last);
        }
    }
    places.into_iter().filter_map(|place| sorted.get(place).copied()).collect()
}

/// The median distance of two values, or the mean of the distances above 0.
fn bandwidth(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sort_numbers(&mut sorted);
    let pairs = (sorted.len() * sorted.len().saturating_sub(1) / 2) as u64;
    let median = distance_at(&sorted, pairs.checked_sub(1)? / 2).midpoint(distance_at(&sorted, pairs / 2));
    let width = if median > 0.0 {
        median
    } else {
        let mut distances: Vec<f64> = sorted
            .iter()
            .enumerate()
            .flat_map(|(place, a)| sorted[..place].iter().map(move |b| a - b))
            .filter(|distance| *distance > 0.0)
            .collect();
        sort_numbers(&mut distances);
        Moments::of_sorted(&distances).mean?
    };
    width.is_finite().then_some(width)
}

/// The distance of two values that has this many smaller ones, found by halving the range of doubles and not by listing all pairs.
fn distance_at(sorted: &[f64], rank: u64) -> f64 {
    let up_to = |most: f64| {
        let mut first = 0;
        let pairs = sorted.iter().enumerate().map(|(place, value)| {
            while value - sorted[first] > most {
                first += 1;
            }
            (place - first) as u64
        });
        pairs.sum::<u64>()
    };
    // Doubles from 0 on are in the order of their bits.
    let (mut low, mut high) = (0, f64::INFINITY.to_bits());
    while low < high {
        let middle = low + (high - low) / 2;
        if up_to(f64::from_bits(middle)) > rank { high = middle } else { low = middle + 1 }
    }
    f64::from_bits(low)
}

/// The kernel as products of features: k(xᵢ, xⱼ) is the product of the features of xᵢ and xⱼ.
///
/// A Gaussian kernel as wide as the median distance is so smooth that some twenty features do for 512 values, and a round
/// costs sums of features and not of pairs. They are the columns of a Cholesky factor with diagonal pivots, made until what
/// is left of the kernel is rounding (Harbrecht, Peters and Schneider 2012, doi 10.1016/j.apnum.2011.10.001).
struct Features {
    /// How many there are of a value.
    count: usize,
    /// Those of the first value, those of the second, and so on.
    entries: Vec<f64>,
}

impl Features {
    fn new(values: &[f64], bandwidth: f64) -> Self {
        let mut columns: Vec<Vec<f64>> = Vec::new();
        let mut left = vec![1.0_f64; values.len()];
        for _ in 0..values.len() {
            // The first of the largest, which are the same on every machine.
            let pivot =
                (1..left.len()).fold(0, |largest, place| if left[place] > left[largest] { place } else { largest });
            if left[pivot] <= NEGLIGIBLE {
                break;
            }
            let scale = left[pivot].sqrt();
            let mut column: Vec<f64> = values
                .iter()
                .map(|value| {
                    let distance = (value - values[pivot]) / bandwidth;
                    libm::exp(-0.5 * distance * distance)
                })
                .collect();
            for earlier in &columns {
                let of_pivot = earlier[pivot];
                for (entry, feature) in column.iter_mut().zip(earlier) {
                    *entry -= feature * of_pivot;
                }
            }
            for (entry, left) in column.iter_mut().zip(&mut left) {
                *entry /= scale;
                *left -= *entry * *entry;
            }
            columns.push(column);
        }
        let entries = (0..values.len()).flat_map(|value| columns.iter().map(move |column| column[value])).collect();
        Self { count: columns.len(), entries }
    }

    /// The sum of the features of several values.
    fn sum(&self, of: &[usize]) -> Vec<f64> {
        let mut sums = vec![0.0; self.count];
        for &value in of {
            let features = &self.entries[value * self.count..(value + 1) * self.count];
            for (sum, feature) in sums.iter_mut().zip(features) {
                *sum += feature;
            }
        }
        sums
    }

    /// MMD² of two sets of values; exactly 0 where they are the same.
    fn discrepancy(&self, one: &[usize], other: &[usize]) -> f64 {
        squared_distance(&self.sum(one), one.len(), &self.sum(other), other.len())
    }

    /// MMD² of a set of values and all the others, from the sum over all.
    fn discrepancy_of_rest(&self, one: &[usize], all: &[f64]) -> f64 {
        let sums = self.sum(one);
        let rest: Vec<f64> = all.iter().zip(&sums).map(|(all, sum)| all - sum).collect();
        squared_distance(&sums, one.len(), &rest, self.entries.len() / self.count.max(1) - one.len())
    }
}

/// Of two means, given as sums and counts.
fn squared_distance(one: &[f64], count: usize, other: &[f64], other_count: usize) -> f64 {
    let (n, m) = (count as f64, other_count as f64);
    one.iter().zip(other).map(|(left, right)| (left / n - right / m) * (left / n - right / m)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identical_samples_have_none() {
        let sample: Vec<f64> = (0..40).map(|step| f64::from(step * step)).collect();
        let same = mmd(&sample, &sample, 99, 3).unwrap();
        assert_eq!((same.statistic, same.p_value), (0.0, Some(1.0)));
    }

    #[test]
    fn what_is_not_defined_is_none() {
        let high = f64::INFINITY;
        assert_eq!(
            (mmd(&[], &[1.0, 2.0], 9, 1), mmd(&[1.0], &[high], 9, 1), mmd(&[2.0; 9], &[2.0; 5], 9, 1)),
            (None, None, None)
        );
        assert_eq!(mmd(&[-1.7e308], &[1.7e308], 9, 1), None);
        assert_eq!(mmd(&[1.0, 2.0], &[4.0, 5.0], 0, 1).unwrap().p_value, None);
    }

    #[test]
    fn mostly_equal_values_have_a_width() {
        let test = mmd(&[0.0, 0.0, 0.0, 0.0, 3.0], &[0.0, 0.0, 0.0, 0.0, 0.0], 9, 1).unwrap();
        assert_eq!(test.bandwidth, 3.0);
    }

    #[test]
    fn long_samples_are_drawn_from_by_the_seed() {
        let reference: Vec<f64> = (0..5_000).map(|step| f64::from(step) * 0.37).collect();
        let production: Vec<f64> = (0..4_000).map(|step| f64::from(step) * 0.47).collect();
        let test = |seed| mmd(&reference, &production, 99, seed).unwrap();
        assert_eq!(test(1), test(1));
        assert_ne!(test(1).statistic, test(2).statistic);
        assert!(test(1).statistic < 0.1);
    }

    #[test]
    fn without_drift_p_values_are_even() {
        let mut random = Random::new(8);
        let mut below = 0;
        for seed in 0..300 {
            let mut sample = || {
                let mut values: Vec<f64> = (0..12).map(|_| random.unit()).collect();
                values.sort_by(f64::total_cmp);
                values
            };
            let (reference, production) = (sample(), sample());
            below += u32::from(mmd(&reference, &production, 99, seed).unwrap().p_value.unwrap() <= 0.2);
        }
        // 60 are expected, with a standard deviation of 7.
        assert!((35..=85).contains(&below), "{below}");
    }
}
