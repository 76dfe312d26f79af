//! The change points of a series: the places where its mean changes, by penalised least squares.
//!
//! ```text
//! minimise  Σ over segments of Σ wᵢ (xᵢ − mean of the segment)²  +  penalty · (number of changes)
//! ```
//!
//! PELT (Killick, Fearnhead and Eckley 2012, doi 10.1080/01621459.2012.737745) finds the exact minimum. Of series as short as reports have (at most
//! [`MOST`] values) every start is tried, which is exact as well and takes less code than pruning: 4 million steps for 2000 values.
//! Equal to `ruptures.Pelt(model="l2", jump=1)` without weights. Of equal costs the change that comes first counts.
//!
//! [`mean_changes`] wraps it for a series whose noise is not known: the noise σ is the median absolute deviation of successive differences,
//! but at least what the caller knows of it; the penalty 3 σ² ln n times (1 + ρ)/(1 − ρ), as values that depend on the one before change by
//! themselves. ρ = 1 + 2 r with the autocorrelation r of the differences, which a change of the mean leaves alone: what the changes of a first
//! fit leave over looks independent, since that fit has followed it. Of 1000 series of 180 values without a change, 0.3, 6.8 and 20 %
//! have one by error where ρ is 0, 0.4 and 0.6; by the autocorrelation of what is left over it was 0.3, 12 and 55 %. The interval of a change holds the places that are at most 2 units of log-likelihood below the best,
//! given its neighbours.

use crate::samples::quantile::median_of;

/// The most values; longer series have no change points.
pub const MOST: usize = 2_000;

/// The median absolute deviation of a normal law in standard deviations.
const MAD_OF_NORMAL: f64 = 0.674_489_750_196_081_7;

/// The largest autocorrelation that the penalty is raised for.
const MOST_CORRELATED: f64 = 0.9;

/// Differences beyond this many standard deviations count as that far: a large change is one of them.
const FARTHEST: f64 = 4.0;

/// Units of log-likelihood below the best place that its interval reaches.
const UNITS: f64 = 2.0;

/// A change of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanChange {
    /// The first value after it, from 0.
    pub start: usize,
    /// The first place of its interval.
    pub low: usize,
    /// The last place of it.
    pub high: usize,
    /// The mean of the segment before.
    pub before: f64,
    /// The mean of the segment after it.
    pub after: f64,
}

/// Sums from the start of a series, from which the cost of any segment follows.
struct Sums {
    weights: Vec<f64>,
    values: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    /// `None` of values or weights that no cost follows from.
    fn of(values: &[f64], weights: &[f64]) -> Option<Self> {
        let is_bad = |(value, weight): (&f64, &f64)| !value.is_finite() || !weight.is_finite() || *weight < 0.0;
        if values.len() > MOST || values.len() != weights.len() || values.iter().zip(weights).any(is_bad) {
            return None;
        }
        // About the mean, so that little is lost to the size of the values.
        let middle = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let mut sums = Self { weights: vec![0.0], values: vec![0.0], squares: vec![0.0] };
        let (mut w, mut x, mut xx) = (0.0, 0.0, 0.0);
        for (value, weight) in values.iter().zip(weights) {
            let value = value - middle;
            (w, x, xx) = (w + weight, x + weight * value, xx + weight * value * value);
            sums.weights.push(w);
            sums.values.push(x);
            sums.squares.push(xx);
        }
        Some(sums)
    }

    fn cost(&self, from: usize, to: usize) -> f64 {
        let weight = self.weights[to] - self.weights[from];
        if weight <= 0.0 {
            return 0.0;
        }
        let sum = self.values[to] - self.values[from];
        (self.squares[to] - self.squares[from] - sum * sum / weight).max(0.0)
    }
}

/// The places where segments begin, but for the first: those of the least penalised cost among segments of at least `shortest` values.
///
/// Empty where there is none, for series longer than [`MOST`], and for values or weights that are not finite.
///
/// ```
/// use driftscope_stats::pelt::pelt;
///
/// let values = [0.0, 0.1, 0.0, 5.0, 5.1, 5.0];
/// assert_eq!(pelt(&values, &[1.0; 6], 1.0, 2), [3]);
/// ```
#[must_use]
pub fn pelt(values: &[f64], weights: &[f64], penalty: f64, shortest: usize) -> Vec<usize> {
    let shortest = shortest.max(1);
    let Some(sums) = Sums::of(values, weights).filter(|_| penalty >= 0.0) else { return Vec::new() };
    let count = values.len();
    // The least cost of the first values, and where their last segment begins.
    let mut best = vec![(f64::INFINITY, 0); count + 1];
    best[0].0 = -penalty;
    for end in shortest..=count {
        for start in 0..=end - shortest {
            let cost = best[start].0 + sums.cost(start, end) + penalty;
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut changes = Vec::new();
    let mut end = count;
    while end > 0 && best[end].0.is_finite() && best[end].1 > 0 {
        end = best[end].1;
        changes.push(end);
    }
    changes.reverse();
    changes
}

/// The changes of the mean of a series whose noise is not known, with intervals. `least_noise` is what the noise of a value of weight 1 is at
/// least: without it, a series of constants between two changes would have no noise, and no change could be judged.
#[must_use]
pub fn mean_changes(values: &[f64], weights: &[f64], shortest: usize, least_noise: f64) -> Vec<MeanChange> {
    let Some(sums) = Sums::of(values, weights) else { return Vec::new() };
    let scaled = scaled_differences(values, weights);
    let noise = noise(&scaled).map(|noise| noise.max(least_noise)).filter(|noise| *noise > 0.0);
    let Some(noise) = noise else { return Vec::new() };
    let variance = noise * noise;
    let penalty = 3.0 * variance * libm::log(values.len() as f64);
    let inflation = inflation(&scaled, noise);
    let starts = pelt(values, weights, penalty * inflation, shortest);
    let ends = |place: usize| starts.get(place).copied().unwrap_or(values.len());
    let change = |(place, &start): (usize, &usize)| {
        let (from, to) = (if place == 0 { 0 } else { starts[place - 1] }, ends(place + 1));
        let cost = |at: usize| (sums.cost(from, at) + sums.cost(at, to)) / (2.0 * variance * inflation);
        let least = cost(start);
        let is_near = |at: &usize| cost(*at) <= least + UNITS;
        let low = (from + 1..=start).find(is_near).unwrap_or(start);
        let high = (start..to).rev().find(is_near).unwrap_or(start);
        let mean = |from: usize, to: usize| weighted_mean(&values[from..to], &weights[from..to]);
        MeanChange { start, low, high, before: mean(from, start), after: mean(start, to) }
    };
    starts.iter().enumerate().map(change).collect()
}

fn weighted_mean(values: &[f64], weights: &[f64]) -> f64 {
    let weight: f64 = weights.iter().sum();
    let sum: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    if weight > 0.0 { sum / weight } else { 0.0 }
}

/// The differences of neighbours with weight, in the unit of a value of weight 1 times √2.
fn scaled_differences(values: &[f64], weights: &[f64]) -> Vec<f64> {
    let pairs = values.windows(2).zip(weights.windows(2)).filter(|(_, weights)| weights[0] > 0.0 && weights[1] > 0.0);
    pairs.map(|(values, weights)| (values[1] - values[0]) / (1.0 / weights[0] + 1.0 / weights[1]).sqrt()).collect()
}

/// The standard deviation of a value of weight 1.
fn noise(differences: &[f64]) -> Option<f64> {
    let middle = median_of(differences)?;
    let deviations: Vec<f64> = differences.iter().map(|difference| (difference - middle).abs()).collect();
    Some(median_of(&deviations)? / MAD_OF_NORMAL)
}

/// How many times as large the penalty must be for values that depend on the one before.
fn inflation(differences: &[f64], noise: f64) -> f64 {
    let near = |difference: f64| difference.clamp(-FARTHEST * noise, FARTHEST * noise);
    let squares: f64 = differences.iter().map(|&difference| near(difference) * near(difference)).sum();
    let products: f64 = differences.windows(2).map(|pair| near(pair[0]) * near(pair[1])).sum();
    let correlation = if squares > 0.0 { (1.0 + 2.0 * products / squares).clamp(0.0, MOST_CORRELATED) } else { 0.0 };
    (1.0 + correlation) / (1.0 - correlation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_change_has_a_place_an_interval_and_both_means() {
        let mut random = Random::new(3);
        let mut noise = || (0..12).map(|_| random.below(1 << 20) as f64 / f64::from(1_u32 << 20)).sum::<f64>() - 6.0;
        let values: Vec<f64> = (0..60).map(|day| noise() + if day < 30 { 0.0 } else { 4.0 }).collect();
        let found = mean_changes(&values, &[1.0; 60], 7, 0.0);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].start.abs_diff(30) <= 1 && found[0].low <= 30 && found[0].high >= 30 && found[0].high < 34);
        assert!(found[0].before.abs() < 0.6 && (found[0].after - 4.0).abs() < 0.6, "{found:?}");
    }

    #[test]
    fn noise_alone_rarely_changes_even_where_each_value_follows_the_last() {
        let mut random = Random::new(4);
        let mut noise = || (0..12).map(|_| random.below(1 << 20) as f64 / f64::from(1_u32 << 20)).sum::<f64>() - 6.0;
        let mut alarms = [0, 0];
        for (alarms, correlation) in alarms.iter_mut().zip([0.0, 0.4]) {
            for _ in 0..100 {
                let mut last = 0.0;
                let values: Vec<f64> = (0..180)
                    .map(|_| {
                        last = correlation * last + noise();
                        last
                    })
                    .collect();
                *alarms += usize::from(!mean_changes(&values, &[1.0; 180], 7, 0.0).is_empty());
            }
        }
        assert!(alarms[0] <= 3 && alarms[1] <= 11, "{alarms:?} of 100");
    }

    #[test]
    fn a_constant_that_becomes_another_one_is_a_change_where_the_noise_is_known() {
        let values: Vec<f64> = (0..60).map(|day| if day < 30 { 2.0 } else { 1.0 }).collect();
        let found = mean_changes(&values, &[1.0; 60], 7, 0.03);
        assert_eq!(found, [MeanChange { start: 30, low: 30, high: 30, before: 2.0, after: 1.0 }]);
        assert_eq!(mean_changes(&[2.0; 60], &[1.0; 60], 7, 0.03), []);
    }

    #[test]
    fn constants_short_series_and_hostile_values_have_none() {
        for values in [
            vec![],
            vec![1.0],
            vec![2.0; 50],
            vec![f64::NAN; 50],
            vec![1e308, -1e308, 1e308, -1e308],
            vec![1.0; MOST + 1],
        ] {
            assert_eq!(mean_changes(&values, &vec![1.0; values.len()], 7, 0.0), []);
            let _ = pelt(&values, &vec![1.0; values.len()], 1.0, 1);
        }
        assert_eq!(pelt(&[0.0, 9.0], &[1.0], 1.0, 1), []);
        assert_eq!(pelt(&[0.0, 9.0], &[1.0, 1.0], f64::NAN, 1), []);
        // A value without weight makes no change.
        assert_eq!(pelt(&[0.0, 0.0, 900.0, 0.0, 0.0], &[1.0, 1.0, 0.0, 1.0, 1.0], 1.0, 1), []);
    }
}
