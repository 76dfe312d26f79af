//! All p-values that Fisher's exact test can take for a given total number of hits.
//!
//! ```text
//! A(t) = P(p ≤ t | hits) = the largest p-value that can be taken and is at most t
//! ```
//!
//! Fisher's law has few tables where hits are few, so the chance of p ≤ t is often far below t, and may be 0. That is what
//! makes the test cautious, and what [`crate::boschloo`], [`crate::unconditional`] and [`crate::rare_category`] (as did Tarone
//! 1990, doi 10.2307/2531456) take into account.

use crate::laws::hypergeometric::Hypergeometric;

/// Probabilities closer than this, relatively, are taken as equal, as in [`crate::fisher`].
const TIE: f64 = 1e-12;

/// A p-value that was summed in another order may differ from ours by this, relatively.
const ROUNDING: f64 = 1e-9;

/// Which tables count as at least as extreme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tables {
    /// Those that are at most as likely: Fisher's two-sided test.
    AtMostAsLikely,
    /// Those with at most as many hits among the drawn.
    FewerHits,
    /// Those with at least as many.
    MoreHits,
}

/// The p-values that can be taken, the smallest first.
#[derive(Clone, Debug)]
pub(crate) struct Attainable(Vec<f64>);

impl Attainable {
    /// For `hits` among `total` values of both sides, of which one side has `drawn`. Tables with a probability below `least`
    /// are left out.
    pub(crate) fn new(total: u64, hits: u64, drawn: u64, tables: Tables, least: f64) -> Self {
        let Some(law) = Hypergeometric::new(total, hits, drawn) else { return Self(Vec::new()) };
        let probabilities = likely(law, least);
        Self(match tables {
            Tables::AtMostAsLikely => two_sided(&probabilities),
            Tables::FewerHits => sums(probabilities.into_iter()),
            Tables::MoreHits => sums(probabilities.into_iter().rev()),
        })
    }

    /// How many of the p-values are at most `t`.
    pub(crate) fn count_to(&self, t: f64) -> usize {
        self.0.partition_point(|&p| p <= t * (1.0 + ROUNDING))
    }

    /// The probability of a p-value of at most `t`.
    pub(crate) fn level(&self, t: f64) -> f64 {
        self.of_count(self.count_to(t))
    }

    /// The probability of the `count` smallest p-values.
    pub(crate) fn of_count(&self, count: usize) -> f64 {
        count.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0.0, |&p| p.min(1.0))
    }

    /// The p-value behind the `count` smallest ones.
    pub(crate) fn after(&self, count: usize) -> Option<f64> {
        self.0.get(count).copied()
    }
}

/// The probabilities of at least `least`, in order of the hits among the drawn.
fn likely(law: Hypergeometric, least: f64) -> Vec<f64> {
    let mode = law.mode();
    let largest = law.probability(mode);
    let mut probabilities = Vec::new();
    let mut term = largest;
    for x in (law.first() + 1..=mode).rev() {
        term *= law.ratio_down(x);
        if term < least {
            break;
        }
        probabilities.push(term);
    }
    probabilities.reverse();
    probabilities.push(largest);
    term = largest;
    for x in mode..law.last() {
        term *= law.ratio_up(x);
        if term < least {
            break;
        }
        probabilities.push(term);
    }
    probabilities
}

/// Sums of what is at most as likely. The probabilities rise towards the middle, so the smallest one left is at an end.
fn two_sided(mut left: &[f64]) -> Vec<f64> {
    let (mut sum, mut values) = (0.0, Vec::with_capacity(left.len()));
    while let (Some(first), Some(last)) = (left.first(), left.last()) {
        let limit = first.min(*last) * (1.0 + TIE);
        while let Some((first, rest)) = left.split_first().filter(|(first, _)| **first <= limit) {
            sum += first;
            left = rest;
        }
        while let Some((last, rest)) = left.split_last().filter(|(last, _)| **last <= limit) {
            sum += last;
            left = rest;
        }
        values.push(sum);
    }
    values
}

fn sums(probabilities: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let running = probabilities.map(|probability| {
        sum += probability;
        sum
    });
    running.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count_tests::fisher::fisher_exact;

    #[test]
    fn they_are_the_p_values_of_the_tables() {
        for (n, m, hits) in [(7_u64, 5_u64, 4_u64), (300, 300, 7), (1_000, 30, 12), (30, 1_000, 40), (20, 20, 20)] {
            let found = Attainable::new(n + m, hits, m, Tables::AtMostAsLikely, 0.0);
            for y in hits.saturating_sub(n)..=hits.min(m) {
                let p = fisher_exact(hits - y, n - (hits - y), y, m - y);
                assert!((found.level(p) / p - 1.0).abs() < 1e-10, "{n} {m} {hits} {y}: {} {p}", found.level(p));
            }
        }
    }

    #[test]
    fn what_is_too_small_for_a_few_hits_is_never_reached() {
        let two = Attainable::new(600, 2, 300, Tables::AtMostAsLikely, 0.0);
        assert_eq!((two.level(0.3), two.count_to(0.3), two.of_count(9)), (0.0, 0, 0.0));
        assert_eq!(two.after(0).map(|p| p > 0.49), Some(true));
    }

    #[test]
    fn one_sided_ones_are_tails() {
        // Two of four drawn, two hits: 1/6, 5/6, 1.
        for tables in [Tables::FewerHits, Tables::MoreHits] {
            let found = Attainable::new(4, 2, 2, tables, 0.0);
            assert!((found.level(0.2) - 1.0 / 6.0).abs() < 1e-15);
            assert!((found.level(0.9) - 5.0 / 6.0).abs() < 1e-15);
        }
    }
}
