//! The exact unconditional test of two rates of rare events, which the verdict uses.
//!
//! ```text
//! e(table) = P(T ≤ t | π = k/N, given),    T Fisher's two-sided p-value, t that of the table
//! p = sup over π in C of P(e ≤ e(table) | π, given) + γ
//! ```
//!
//! Each side's events are binomial with a common rate π; k of the N values of both sides are events. Fisher's test keeps its
//! level for every k by itself. With few events it can take few p-values, so it keeps far more than its level on the whole:
//! at 300 against 300 rows its false alarms at 5 % are 1 %. Boschloo's test (1970, doi 10.1111/j.1467-9574.1970.tb00104.x) takes
//! T as the statistic and the worst rate; this one first turns T into an estimated p-value e, which means the same whatever k is,
//! and then takes the worst rate (Lloyd 2008, doi 10.1111/j.1467-842X.2008.00520.x). Of a rate that goes from 0.1 to 1 % at
//! 300 against 300 rows Fisher's test finds 6 %, T alone 14 %, e 27 %.
//!
//! *Given* that there is an event and a value that is none. A column without any is not tested and does not count among those
//! that are corrected for, so the level has to hold among the others. This costs power where a single event decides.
//!
//! C has the rates that k does not speak against at γ = 1e-6 (Berger and Boos 1994, doi 10.1080/01621459.1994.10476836), which is
//! added. p-values of Fisher's up to 1e-6 stand as they are, and no other is reported as less than 2e-6, so that the level
//! holds for every α, and small p-values stay small.
//!
//! Range 0 to 1; 1 where a side is empty, or all are events, or none. With more than 64 events T is the statistic, which
//! is more cautious by up to a fifth; with more than 4096 likely numbers of events, or 1e9 values, p is Fisher's. Fisher's p-values from
//! 0.5 on stand, too, since nobody decides by them. Accuracy: probabilities below 1e-13 together are left out, the supremum
//! is found as `common_rate` says, to 1e-9 in practice. Work is bounded: at most about two milliseconds.

use crate::count_tests::attainable::{Attainable, Tables};
use crate::count_tests::common_rate::{Given, not_refuted, supremum};
use crate::count_tests::fisher::fisher_exact;
use crate::laws::binomial::Stretch;

/// The probability with which the set of rates misses.
const MISSED: f64 = 1e-6;

/// Above this, Fisher's p-value is not evidence of a change.
const MOOT: f64 = 0.5;

/// From this many events on, T is turned into an estimated p-value.
const FEW_EVENTS: u64 = 64;

/// The most numbers of events that are summed over.
const MOST: u64 = 4_096;

/// The largest table for which Fisher's law is summed.
const LARGEST: u128 = 1_000_000_000;

/// Tables less likely than this, given the number of events, are left out.
const LEAST: f64 = 1e-16;

/// An estimated p-value that was summed in another order may differ by this, relatively.
const ROUNDING: f64 = 1e-9;

/// The two-sided p-value of the table with rows (`a`, `b`) and (`c`, `d`): events and other values of either side.
///
/// ```
/// use driftscope_stats::{fisher::fisher_exact, unconditional::unconditional};
///
/// // One in a thousand, and then one in thirty.
/// assert!((fisher_exact(1, 999, 1, 29) - 0.0574).abs() < 1e-4);
/// assert!((unconditional(1, 999, 1, 29) - 0.0343).abs() < 1e-4);
/// ```
#[must_use]
pub fn unconditional(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let fisher = fisher_exact(a, b, c, d);
    if !(MISSED..MOOT).contains(&fisher) || [a, b, c, d].into_iter().map(u128::from).sum::<u128>() > LARGEST {
        return fisher;
    }
    let total = a + b + c + d;
    // The rarer outcome is the event, the smaller side the one that is drawn; p does not depend on either.
    let (events, drawn) = ((a + c).min(b + d), (a + b).min(c + d));
    let rates = not_refuted(events, total, MISSED);
    let first = Stretch::new(total, rates[0]).first.max(1);
    let last = Stretch::new(total, rates[1]).last().min(total - 1);
    if last - first >= MOST {
        return fisher;
    }
    let law = Law { total, drawn };
    let levels = if events <= FEW_EVENTS {
        law.estimated_levels(fisher, events, first, last)
    } else {
        (first..=last).map(|k| law.attainable(k).level(fisher)).collect()
    };
    let p_value = supremum(total, rates, first, &levels, Given::BothOutcomes) + MISSED;
    p_value.clamp(2.0 * MISSED, 1.0)
}

/// The sizes of the table.
#[derive(Clone, Copy)]
struct Law {
    total: u64,
    drawn: u64,
}

impl Law {
    fn attainable(self, events: u64) -> Attainable {
        Attainable::new(self.total, events, self.drawn, Tables::AtMostAsLikely, LEAST)
    }

    /// For each number of events, the probability of an estimated p-value of at most that of the table.
    fn estimated_levels(self, fisher: f64, events: u64, first: u64, last: u64) -> Vec<f64> {
        let start = self.estimate_at(first).first.max(1).min(first);
        let end = self.estimate_at(last).last().min(self.total - 1);
        let all: Vec<Attainable> = (start..=end).map(|k| self.attainable(k)).collect();
        let estimate = |weights: &Stretch, t: f64| -> f64 {
            let skipped = start.saturating_sub(weights.first) as usize;
            let behind = weights.first.saturating_sub(start) as usize;
            let weights = weights.probabilities.get(skipped..).unwrap_or(&[]);
            weights.iter().zip(all.get(behind..).unwrap_or(&[])).map(|(weight, of)| weight * of.level(t)).sum()
        };
        let limit = estimate(&self.estimate_at(events), fisher) * (1.0 + ROUNDING);
        // The limit in terms of T changes little from one number of events to the next.
        let mut t = fisher;
        let level = |k: u64| {
            let weights = self.estimate_at(k);
            let of = &all[(k - start) as usize];
            let mut count = of.count_to(t);
            let is_within = |place: usize| of.after(place).is_some_and(|p| estimate(&weights, p) <= limit);
            if count > 0 && !is_within(count - 1) {
                count -= 1;
                while count > 0 && !is_within(count - 1) {
                    count -= 1;
                }
            } else {
                while is_within(count) {
                    count += 1;
                }
            }
            let level = of.of_count(count);
            t = if level > 0.0 { level } else { t };
            level
        };
        (first..=last).map(level).collect()
    }

    /// The probabilities of all numbers of events, at the rate that this many events suggest, given both outcomes.
    fn estimate_at(self, events: u64) -> Stretch {
        let rate = events as f64 / self.total as f64;
        let mut stretch = Stretch::new(self.total, rate);
        let given = Given::BothOutcomes.probability(self.total, rate);
        stretch.probabilities.iter_mut().for_each(|probability| *probability /= given);
        stretch
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::binomial::probability;

    /// The probability of p ≤ α where both sides have this rate, given both outcomes.
    fn level(n: u64, m: u64, p_values: &[(u64, u64, f64)], alpha: f64, rate: f64) -> f64 {
        let rejected = p_values.iter().filter(|(_, _, p)| *p <= alpha);
        let sum: f64 = rejected.map(|&(x, y, _)| probability(x, n, rate) * probability(y, m, rate)).sum();
        sum / Given::BothOutcomes.probability(n + m, rate)
    }

    #[test]
    fn the_level_is_kept_at_every_rate_and_used_better_than_by_fisher() {
        for (n, m) in [(20, 20), (24, 7)] {
            let tables = || (0..=n).flat_map(|x| (0..=m).map(move |y| (x, y)));
            let by = |test: fn(u64, u64, u64, u64) -> f64| -> Vec<(u64, u64, f64)> {
                tables().map(|(x, y)| (x, y, test(x, n - x, y, m - y))).collect()
            };
            let (ours, fisher) = (by(unconditional), by(fisher_exact));
            for rate in [1e-6, 0.003, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5] {
                for alpha in [0.2, 0.05, 0.01, 1e-3] {
                    let found = level(n, m, &ours, alpha, rate);
                    assert!(found <= alpha * (1.0 + 1e-9), "{n} {m} {rate} {alpha}: {found}");
                }
                assert!(level(n, m, &ours, 0.05, rate) >= level(n, m, &fisher, 0.05, rate), "{n} {m} {rate}");
            }
            assert!(level(n, m, &ours, 0.05, 0.1) > 1.2 * level(n, m, &fisher, 0.05, 0.1), "{n} {m}");
        }
    }

    #[test]
    fn sides_and_outcomes_may_change_places() {
        let p = unconditional(3, 297, 9, 141);
        for other in [unconditional(9, 141, 3, 297), unconditional(297, 3, 141, 9)] {
            assert!((other / p - 1.0).abs() < 1e-9, "{other} {p}");
        }
    }

    #[test]
    fn what_fisher_decides_by_itself_stands() {
        for (a, b, c, d) in [(0, 0, 3, 4), (3, 4, 0, 0), (0, 9, 0, 7), (1, 9, 1, 7), (0, 500, 90, 410), (0, 0, 0, 0)] {
            assert_eq!(unconditional(a, b, c, d), fisher_exact(a, b, c, d));
        }
        // Half a million likely numbers of events.
        assert_eq!(unconditional(5_000_000, 5_000_000, 1, 9), fisher_exact(5_000_000, 5_000_000, 1, 9));
        assert!((0.0..=1.0).contains(&unconditional(u64::MAX, u64::MAX, 1, u64::MAX)));
    }

    #[test]
    fn more_events_change_little() {
        // On either side of the number of events from which T is the statistic, which is more cautious.
        let [below, above] = [unconditional(56, 4_944, 8, 192), unconditional(57, 4_943, 8, 192)];
        assert!((above / below - 1.0).abs() < 0.25, "{below} {above}");
    }
}
