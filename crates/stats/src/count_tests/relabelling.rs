//! Random relabelling: deals the pooled values out to two sides, category by category.
//!
//! Under no drift, which of the pooled values came from the reference is chance: every choice of n among n + m is
//! equally likely. The counts of the chosen values by category are then multivariate hypergeometric, and are drawn
//! one category after the other from what is left. That costs a few steps per category, however many rows there are.
//! Where the smaller side has far fewer values than there are categories, its values are drawn one by one instead
//! (Floyd's algorithm, Bentley and Floyd 1987, doi 10.1145/30401.315746). Both give the same law.

use std::collections::BTreeSet;

use crate::laws::hypergeometric::Hypergeometric;
use crate::random::Random;
use crate::samples::counts::non_empty;

/// More rows than this are not relabelled: the law's width, and with it the cost, grows with their root.
const MOST_ROWS: u128 = 1 << 32;

/// Steps that one call may take, about a second's worth.
const MOST_STEPS: u64 = 200_000_000;

/// Fewer rounds than this say too little.
const FEWEST_ROUNDS: u32 = 99;

/// Categories for each value drawn from which on single draws are the faster way.
const CATEGORIES_PER_VALUE: u64 = 16;

/// Both margins of a 2 × k table, which stay as they are.
#[derive(Clone, Debug)]
pub(crate) struct Relabelling {
    /// Category totals.
    totals: Vec<u64>,
    /// The values in all categories up to and with this one.
    up_to: Vec<u64>,
    total: u64,
    /// The size of the side that is drawn, which is the smaller one.
    drawn: u64,
    /// Whether that is the reference.
    draws_reference: bool,
}

impl Relabelling {
    /// `None` where a side is empty or there are more than 2³² rows.
    pub(crate) fn new(reference: &[u64], production: &[u64]) -> Option<Self> {
        let (n, m) = (crate::samples::counts::total(reference), crate::samples::counts::total(production));
        if n == 0 || m == 0 || n + m > MOST_ROWS {
            return None;
        }
        let totals: Vec<u64> = non_empty(reference, production).map(|(left, right)| left + right).collect();
        let up_to = totals
            .iter()
            .scan(0, |sum, total| {
                *sum += total;
                Some(*sum)
            })
            .collect();
        Some(Self { totals, up_to, total: (n + m) as u64, drawn: n.min(m) as u64, draws_reference: n <= m })
    }

    /// The rounds that can be afforded of those asked for.
    pub(crate) fn affordable(&self, rounds: u32) -> u32 {
        let width = ((self.total as f64).sqrt() / 4.0) as u64;
        let steps =
            if self.draws_singly() { 64 * self.drawn } else { (self.totals.len() as u64).saturating_mul(64 + width) };
        let most = u32::try_from(MOST_STEPS / steps.max(1)).unwrap_or(u32::MAX);
        rounds.min(most.max(FEWEST_ROUNDS))
    }

    /// The number of categories.
    pub(crate) fn categories(&self) -> usize {
        self.totals.len()
    }

    /// Whether the drawn side stands for the reference.
    pub(crate) fn draws_reference(&self) -> bool {
        self.draws_reference
    }

    /// The drawn side as it was.
    pub(crate) fn seen(&self, reference: &[u64], production: &[u64]) -> Vec<Drawn> {
        non_empty(reference, production)
            .enumerate()
            .map(|(category, (left, right))| Drawn {
                category,
                count: if self.draws_reference { left } else { right },
                total: left + right,
            })
            .filter(|category| category.count > 0)
            .collect()
    }

    /// Draws the smaller side: every category of which it gets a value, in their order.
    pub(crate) fn draw(&self, random: &mut Random, categories: &mut Vec<Drawn>) {
        categories.clear();
        if self.draws_singly() {
            self.draw_values(random, categories);
        } else {
            self.draw_counts(random, categories);
        }
    }

    fn draws_singly(&self) -> bool {
        self.drawn.saturating_mul(CATEGORIES_PER_VALUE) < self.totals.len() as u64
    }

    /// Category after category.
    fn draw_counts(&self, random: &mut Random, categories: &mut Vec<Drawn>) {
        let (mut total, mut drawn) = (self.total, self.drawn);
        for (category, &marked) in self.totals.iter().enumerate() {
            if drawn == 0 {
                break;
            }
            let count = Hypergeometric::new(total, marked, drawn).map_or(0, |law| law.draw(random));
            if count > 0 {
                categories.push(Drawn { category, count, total: marked });
            }
            total -= marked;
            drawn -= count;
        }
    }

    /// Value after value.
    fn draw_values(&self, random: &mut Random, categories: &mut Vec<Drawn>) {
        let mut places = BTreeSet::new();
        for last in self.total - self.drawn..self.total {
            let place = random.below(last + 1);
            if !places.insert(place) {
                places.insert(last);
            }
        }
        for place in places {
            let found = self.up_to.partition_point(|&end| end <= place);
            match categories.last_mut() {
                Some(drawn) if drawn.category == found => drawn.count += 1,
                _ => categories.push(Drawn { category: found, count: 1, total: self.totals[found] }),
            }
        }
    }
}

/// A category of which the drawn side has values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Drawn {
    /// Its place among the categories that occur.
    pub(crate) category: usize,
    /// The drawn side's values.
    pub(crate) count: u64,
    /// The values of both.
    pub(crate) total: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same margins, drawn by category and by value.
    fn both_ways() -> [Relabelling; 2] {
        let by_count = Relabelling::new(&[30, 0, 50, 900], &[20, 0, 70, 8]).unwrap();
        // Seventeen times as many categories as values.
        let reference: Vec<u64> = (0..200).map(|place| 1 + place % 3).collect();
        let by_value = Relabelling::new(&reference, &[3, 0, 4, 2, 1]).unwrap();
        assert!(by_value.draws_singly() && !by_count.draws_singly());
        [by_count, by_value]
    }

    #[test]
    fn margins_stay() {
        for relabelling in both_ways() {
            let (mut random, mut drawn) = (Random::new(1), Vec::new());
            for _ in 0..1_000 {
                relabelling.draw(&mut random, &mut drawn);
                assert_eq!(drawn.iter().map(|category| category.count).sum::<u64>(), relabelling.drawn);
                assert!(drawn.iter().all(|category| (1..=category.total).contains(&category.count)));
            }
        }
    }

    #[test]
    fn both_ways_have_the_same_law() {
        let relabelling = Relabelling::new(&[3, 5, 2, 40], &[1, 1, 6, 2]).unwrap();
        let (mut random, mut drawn) = (Random::new(2), Vec::new());
        let mut moments = [[0.0; 2]; 2];
        for (moments, draw) in moments.iter_mut().zip([Relabelling::draw_counts, Relabelling::draw_values]) {
            for _ in 0..20_000 {
                drawn.clear();
                draw(&relabelling, &mut random, &mut drawn);
                let of_42 = drawn.iter().find(|category| category.total == 42).map_or(0, |category| category.count);
                moments[0] += of_42 as f64 / 20_000.0;
                moments[1] += (of_42 * of_42) as f64 / 20_000.0;
            }
        }
        // 10 of 60 are drawn, 42 are marked: the mean is 7, the variance 7 · 0.3 · 50/59.
        for [mean, square] in moments {
            assert!((mean - 7.0).abs() < 0.04, "{moments:?}");
            assert!((square - mean * mean - 2.1 * 50.0 / 59.0).abs() < 0.1, "{moments:?}");
        }
    }

    #[test]
    fn hostile_counts_are_refused() {
        assert!(Relabelling::new(&[u64::MAX, u64::MAX], &[1]).is_none());
        assert!(Relabelling::new(&[], &[1]).is_none());
        let wide = Relabelling::new(&vec![1; 1_000_000], &vec![1; 1_000_000]).unwrap();
        assert_eq!(wide.affordable(10_000), FEWEST_ROUNDS);
        let few = Relabelling::new(&vec![1; 1_000_000], &[1, 2]).unwrap();
        assert_eq!(few.affordable(10_000), 10_000);
    }
}
