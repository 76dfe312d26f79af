//! Deals the pooled values out to two sides at random, category by category.
//!
//! Under no drift, which of the pooled values came from the reference is chance: every choice of n among n + m is
//! equally likely. The counts of the chosen values by category are then multivariate hypergeometric, and are drawn
//! one category after the other from what is left. That costs a few steps per category, however many rows there are.

use crate::counts::non_empty;
use crate::hypergeometric::Hypergeometric;
use crate::random::Random;

/// More rows than this are not relabelled: the law's width, and with it the cost, grows with their root.
const MOST_ROWS: u128 = 1 << 32;

/// Steps that one call may take, about a second's worth.
const MOST_STEPS: u64 = 200_000_000;

/// Fewer rounds than this say too little.
const FEWEST_ROUNDS: u32 = 99;

/// Both margins of a 2 × k table, which stay as they are.
#[derive(Clone, Debug)]
pub(crate) struct Relabelling {
    /// Category totals.
    totals: Vec<u64>,
    total: u64,
    /// The size of the side that is drawn, which is the smaller one.
    drawn: u64,
    /// Whether that is the reference.
    draws_reference: bool,
}

impl Relabelling {
    /// `None` where a side is empty or there are more than 2³² rows.
    pub(crate) fn new(reference: &[u64], production: &[u64]) -> Option<Self> {
        let (n, m) = (crate::counts::total(reference), crate::counts::total(production));
        if n == 0 || m == 0 || n + m > MOST_ROWS {
            return None;
        }
        let totals = non_empty(reference, production).map(|(left, right)| left + right).collect();
        Some(Self { totals, total: (n + m) as u64, drawn: n.min(m) as u64, draws_reference: n <= m })
    }

    /// The rounds that can be afforded of those asked for.
    pub(crate) fn affordable(&self, rounds: u32) -> u32 {
        let width = ((self.total as f64).sqrt() / 4.0) as u64;
        let steps = (self.totals.len() as u64).saturating_mul(64 + width);
        let most = u32::try_from(MOST_STEPS / steps.max(1)).unwrap_or(u32::MAX);
        rounds.min(most.max(FEWEST_ROUNDS))
    }

    /// The category totals.
    pub(crate) fn totals(&self) -> &[u64] {
        &self.totals
    }

    /// Whether the drawn side stands for the reference.
    pub(crate) fn draws_reference(&self) -> bool {
        self.draws_reference
    }

    /// Draws the smaller side's counts.
    pub(crate) fn draw(&self, random: &mut Random, counts: &mut Vec<u64>) {
        counts.clear();
        let (mut total, mut drawn) = (self.total, self.drawn);
        for &marked in &self.totals {
            let count = match Hypergeometric::new(total, marked, drawn) {
                Some(law) if drawn > 0 => law.draw(random),
                _ => 0,
            };
            counts.push(count);
            total -= marked;
            drawn -= count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_stay() {
        let relabelling = Relabelling::new(&[30, 0, 5, 900], &[2, 0, 700, 8]).unwrap();
        let (mut random, mut counts) = (Random::new(1), Vec::new());
        for _ in 0..1_000 {
            relabelling.draw(&mut random, &mut counts);
            assert_eq!(counts.iter().sum::<u64>(), 710);
            assert!(counts.iter().zip(relabelling.totals()).all(|(count, total)| count <= total));
        }
    }

    #[test]
    fn means_are_the_expected_counts() {
        let relabelling = Relabelling::new(&[300, 500, 200], &[100, 20, 380]).unwrap();
        let (mut random, mut counts, mut sums) = (Random::new(2), Vec::new(), [0.0; 3]);
        for _ in 0..5_000 {
            relabelling.draw(&mut random, &mut counts);
            sums.iter_mut().zip(&counts).for_each(|(sum, &count)| *sum += count as f64 / 5_000.0);
        }
        for (mean, total) in sums.into_iter().zip([400.0, 520.0, 580.0]) {
            assert!((mean - total / 3.0).abs() < 0.6, "{sums:?}");
        }
    }

    #[test]
    fn hostile_counts_are_refused() {
        assert!(Relabelling::new(&[u64::MAX, u64::MAX], &[1]).is_none());
        assert!(Relabelling::new(&[], &[1]).is_none());
        let wide = Relabelling::new(&vec![1; 1_000_000], &vec![1; 1_000_000]).unwrap();
        assert_eq!(wide.affordable(10_000), FEWEST_ROUNDS);
    }
}
