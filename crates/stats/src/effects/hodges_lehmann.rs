//! The Hodges–Lehmann shift: the median of all differences between a production and a reference value.
//!
//! ```text
//! shift = median of all differences y − x      x of the reference, y of production
//! ```
//!
//! Hodges and Lehmann (1963, doi 10.1214/aoms/1177704172): the shift at which [`crate::mann_whitney`] would see nothing.
//! In the unit of the column and robust like a median, but nearly as sharp as a difference of means. It is the
//! median's shift where the two samples have one shape, and otherwise the middle of what values of the two differ by.
//! Infinite values are left out. Samples without a finite value have none, nor have those whose shift exceeds the
//! largest double. Exact: the very double that sorting all nm differences would give.
//!
//! There are a million million differences for two samples of a million, and none is ever listed that need not be:
//! how many lie at or below a value is counted in one pass over both samples, and some four such passes, each aimed by the counts
//! of the ones before, leave no more differences than there are values.

use crate::interval::Interval;
use crate::samples::sorting::{key, number};
use crate::sums::moments::finite;

/// Values of either sample that give the first guess, at least and at most.
const FEWEST_LOOKED_AT: usize = 16;
const MOST_LOOKED_AT: usize = 256;

/// The shift from one sorted sample to the other. `None` where a sample has no finite value or more than 2³¹ of them, and
/// where the shift is not finite.
///
/// ```
/// use driftscope_stats::hodges_lehmann::hodges_lehmann;
///
/// assert_eq!(hodges_lehmann(&[1.0, 2.0, 9.0], &[4.0, 5.0]), Some(2.5));
/// ```
#[must_use]
pub fn hodges_lehmann(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<f64> {
    let differences = Differences { low: finite(reference_sorted), high: finite(production_sorted) };
    let (n, m) = (differences.low.len() as u64, differences.high.len() as u64);
    if n == 0 || m == 0 || n > 1 << 31 || m > 1 << 31 {
        return None;
    }
    let lower_place = (n * m - 1) / 2;
    let lower = differences.at(lower_place);
    let shift = if n * m % 2 == 1 {
        lower
    } else {
        let around = differences.around(lower);
        // The next difference in order is the same one again, or the next larger one.
        lower.midpoint(if around.up_to > lower_place + 1 { lower } else { around.next_above })
    };
    shift.is_finite().then_some(shift)
}

/// The interval of the shift between two sorted samples at a level such as 0.95: the differences at the ranks where the Mann–Whitney
/// statistic, taken as normal with the variance of samples without ties, reaches its tails. Ties widen it. `None` where
/// [`hodges_lehmann`] has none, and where there are too few values for the level.
///
/// ```text
/// k = nm/2 − z √(nm(n + m + 1)/12),   low = D₍⌊k⌋₎, high = D₍nm − ⌊k⌋ + 1₎, counted from 1
/// ```
///
/// Hollander and Wolfe, Nonparametric Statistical Methods (1999), section 4.3.
#[must_use]
pub fn hodges_lehmann_interval(reference_sorted: &[f64], production_sorted: &[f64], level: f64) -> Option<Interval> {
    let z = Interval::normal_quantile(level)?;
    let differences = Differences { low: finite(reference_sorted), high: finite(production_sorted) };
    let (n, m) = (differences.low.len() as u64, differences.high.len() as u64);
    if n == 0 || m == 0 || n > 1 << 31 || m > 1 << 31 {
        return None;
    }
    let pairs = (n * m) as f64;
    let rank = libm::floor(0.5 * pairs - z * (pairs * (n + m + 1) as f64 / 12.0).sqrt());
    if rank < 1.0 {
        return None;
    }
    let (low, high) = (differences.at(rank as u64 - 1), differences.at(n * m - rank as u64));
    (low.is_finite() && high.is_finite()).then_some(Interval { low, high })
}

/// All differences of a value of `high` and a value of `low`, both sorted and not empty.
struct Differences<'a> {
    low: &'a [f64],
    high: &'a [f64],
}

/// The result of one pass.
struct Around {
    /// How many differences are at or below the value asked for.
    up_to: u64,
    /// The largest of them, and the smallest of the others.
    last: f64,
    next_above: f64,
}

impl Differences<'_> {
    /// The difference at a place of their order, counted from 0.
    fn at(&self, place: u64) -> f64 {
        // The difference wanted is never outside `least` and `most`; `below` and `up_to` count the differences below the one and up to the
        // other.
        let (mut least, mut most) = (self.high[0] - last(self.low), last(self.high) - self.low[0]);
        let (mut below, mut up_to) = (0, self.low.len() as u64 * self.high.len() as u64);
        let listable = 2 * (self.low.len() + self.high.len()) as u64;
        let mut guesses = self.guesses(place);
        let mut halve = false;
        while least < most && up_to - below > listable {
            if guesses.is_empty() {
                // Straight between the two ends, a little to either side of the place wanted, so that both ends close in.
                let margin = ((up_to - below) / 512).max(listable / 8);
                let by_counts = |aim: u64| {
                    let share = (aim - below) as f64 / (up_to - below) as f64;
                    least + (most - least) * share
                };
                guesses.push(by_counts((place + margin).min(up_to)));
                guesses.push(by_counts(place.saturating_sub(margin).max(below)));
            }
            // Halving the doubles in between always ends, and is what is left where the counts lead astray.
            let middle = number(key(least).midpoint(key(most)));
            let guess = if halve { Some(middle) } else { guesses.pop() };
            let guess = guess.filter(|guess| (least..most).contains(guess)).unwrap_or(middle);
            let (around, before) = (self.around(guess), up_to - below);
            if around.up_to > place {
                (most, up_to) = (around.last, around.up_to);
            } else {
                (least, below) = (around.next_above, around.up_to);
            }
            // The first of two guesses may well leave a half, the second never should.
            halve = !halve && up_to - below > before - before / 4;
        }
        if least >= most {
            return least;
        }
        let mut listed = self.between(least, most);
        let (_, difference, _) = listed.select_nth_unstable_by((place - below) as usize, f64::total_cmp);
        *difference
    }

    /// Differences a little below and a little above a place, from evenly spaced values of both samples.
    fn guesses(&self, place: u64) -> Vec<f64> {
        // No more differences than a few passes have steps.
        let most = (((self.low.len() + self.high.len()) * 2) as f64).sqrt() as usize;
        let most = most.clamp(FEWEST_LOOKED_AT, MOST_LOOKED_AT);
        let thinned = |sorted: &[f64]| -> Vec<f64> {
            let count = sorted.len().min(most);
            (0..count).map(|step| sorted[(2 * step + 1) * sorted.len() / (2 * count)]).collect()
        };
        let (low, high) = (thinned(self.low), thinned(self.high));
        let mut differences: Vec<f64> = high.iter().flat_map(|y| low.iter().map(move |x| y - x)).collect();
        let share = place as f64 / (self.low.len() as f64 * self.high.len() as f64);
        let (middle, margin) = ((share * differences.len() as f64) as usize, differences.len() / 2_000 + 1);
        let mut guesses = Vec::with_capacity(2);
        // Each is selected from those above the one before.
        let mut start = 0;
        for at in middle.checked_sub(margin).into_iter().chain([middle + margin]) {
            let rest = differences.get_mut(start..).unwrap_or_default();
            if at - start < rest.len() {
                guesses.push(*rest.select_nth_unstable_by(at - start, f64::total_cmp).1);
                start = at + 1;
            }
        }
        guesses
    }

    /// Counts the differences up to a value. Takes one pass over both samples.
    fn around(&self, value: f64) -> Around {
        let mut around = Around { up_to: 0, last: f64::NEG_INFINITY, next_above: f64::INFINITY };
        let mut count = 0;
        // The larger the value taken off, the more differences are up to the value.
        for x in self.low {
            while let Some(y) = self.high.get(count) {
                if y - x > value {
                    break;
                }
                count += 1;
            }
            around.up_to += count as u64;
            if let Some(y) = count.checked_sub(1).and_then(|place| self.high.get(place)) {
                around.last = around.last.max(y - x);
            }
            if let Some(y) = self.high.get(count) {
                around.next_above = around.next_above.min(y - x);
            }
        }
        around
    }

    /// Lists the differences from one value to another, both included.
    fn between(&self, least: f64, most: f64) -> Vec<f64> {
        let mut listed = Vec::new();
        let mut start = 0;
        for x in self.low {
            while self.high.get(start).is_some_and(|y| y - x < least) {
                start += 1;
            }
            listed.extend(self.high[start..].iter().map(|y| y - x).take_while(|difference| *difference <= most));
        }
        listed
    }
}

fn last(sorted: &[f64]) -> f64 {
    sorted[sorted.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::special::normal_quantile;
    use crate::random::Random;
    use crate::samples::sorting::sort_numbers;

    #[test]
    fn every_place_is_found() {
        let mut random = Random::new(21);
        for round in 0..300_u64 {
            let mut draw = |most: u64| -> Vec<f64> {
                let mut values: Vec<f64> = (0..1 + random.below(most))
                    .map(|_| match round % 4 {
                        0 => random.below(4) as f64,
                        1 => 1.0 / (random.unit() - 0.5),
                        2 => random.unit(),
                        _ => [1e300, -1e300, 3.0, 1e-300][random.below(4) as usize],
                    })
                    .collect();
                sort_numbers(&mut values);
                values
            };
            let (low, high) = (draw(60), draw(90));
            let mut all: Vec<f64> = high.iter().flat_map(|y| low.iter().map(move |x| y - x)).collect();
            all.sort_by(f64::total_cmp);
            let differences = Differences { low: &low, high: &high };
            for place in [0, all.len() / 3, (all.len() - 1) / 2, all.len() / 2, all.len() - 1] {
                assert_eq!(differences.at(place as u64), all[place], "{round}, {place}");
            }
        }
    }

    #[test]
    fn large_samples_take_few_passes() {
        let sample = |mean: f64| -> Vec<f64> {
            (0..20_000).map(|step| mean + normal_quantile((f64::from(step) + 0.5) / 20_000.0)).collect()
        };
        let shift = hodges_lehmann(&sample(0.0), &sample(0.25)).unwrap();
        assert!((shift - 0.25).abs() < 1e-4, "{shift}");
    }

    #[test]
    fn what_is_not_defined_is_none() {
        let high = f64::INFINITY;
        assert_eq!((hodges_lehmann(&[], &[1.0]), hodges_lehmann(&[high], &[1.0])), (None, None));
        assert_eq!(hodges_lehmann(&[-high, 1.0], &[4.0, high]), Some(3.0));
        assert_eq!(hodges_lehmann(&[-1.7e308], &[1.7e308]), None);
    }
}
