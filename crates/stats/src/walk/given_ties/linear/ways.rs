//! The exact law of a linear rank statistic of few distinct values, by all ways in which a sample's values can fall into the groups.
//!
//! All groups but the two largest are counted out. Of what then remains to be drawn, the sum rises with the share of one of these two, so a
//! tail of a hypergeometric law is all that is needed, and looked up. Ways that are so rare that they cannot matter are left out.
//!
//! Relative accuracy: 1e-7 of p.

use super::accumulated::{Accumulated, narrow};
use super::{Law, REST, Scored, Tails};
use crate::laws::binomial::probability;
use crate::samples::sorting::sort_by_key;

/// Ways of all groups but two, and numbers in the tables of those.
const MOST_STEPS: u64 = 120_000;

/// With more groups there are too many ways, or a few dozen values.
const MOST_GROUPS: usize = 30;

/// The cost of a way, in numbers of a table.
const STEPS_OF_WAY: u64 = 4;

/// Counts of one group that matter.
#[derive(Clone)]
struct Counts {
    score: i128,
    first: u64,
    /// The probability of each count.
    weights: Vec<f64>,
}

impl Counts {
    fn new(group: Scored, [first, last]: [u64; 2], rate: f64) -> Self {
        let weights = (first..=last).map(|count| probability(count, group.size, rate)).collect();
        Self { score: group.score, first, weights }
    }
}

/// The probability of a sum in one of the tails; `None` where there are too many ways.
pub(super) fn tails(law: &Law) -> Option<f64> {
    let mut by_size = law.groups.clone();
    sort_by_key(&mut by_size, &|group| std::cmp::Reverse(group.size));
    let [one, other, rest @ ..] = by_size.as_slice() else { return None };
    if rest.len() > MOST_GROUPS {
        return None;
    }
    let (low, high) = if one.score < other.score { (*one, *other) } else { (*other, *one) };
    if let [third] = rest
        && let [widest, other] = [third, &high].map(|group| law.likely(group.size))
        && (widest[1] - widest[0] + 1) * (other[1] - other[0] + 1) > MOST_STEPS
    {
        // No table is looked up twice.
        return None;
    }
    let counts = |group: &Scored| Counts::new(*group, law.likely(group.size), law.rate);
    let rest: Vec<Counts> = rest.iter().map(counts).collect();
    let all = probability(law.drawn, law.total, law.rate);
    let least = all * libm::exp(-0.5 * REST - (law.far * law.far).min(600.0));
    let most_drawn: u64 = rest.iter().map(|counts| counts.first + counts.weights.len() as u64 - 1).sum();
    let fewest = law.drawn.saturating_sub(most_drawn);
    let pair = Pair { low, high: counts(&high), rate: law.rate, fewest, tables: Vec::new() };
    let mut ways = Ways { tails: law.tails, pair, least, left: MOST_STEPS };
    Some(law.share(ways.count(&rest, law.drawn, 0, 1.0)?))
}

struct Ways {
    tails: Tails,
    pair: Pair,
    /// A way of less weight does not matter.
    least: f64,
    /// Steps that are left.
    left: u64,
}

impl Ways {
    /// The weight of all ways to draw a number of values from the groups and the pair that end in a tail; `None` where there are too many.
    fn count(&mut self, groups: &[Counts], drawn: u64, sum: i128, weight: f64) -> Option<f64> {
        let Some((group, rest)) = groups.split_first() else {
            let tabulated = self.pair.tabulate(drawn);
            self.left = self.left.checked_sub(STEPS_OF_WAY + tabulated)?;
            return Some(weight * self.pair.tails(self.tails, drawn, sum));
        };
        self.left = self.left.checked_sub(1 + group.weights.len() as u64 / 4)?;
        let mut met = 0.0;
        for (count, step) in (group.first..=drawn).zip(&group.weights) {
            let weight = weight * step;
            if weight > self.least {
                met += self.count(rest, drawn - count, sum + group.score * i128::from(count), weight)?;
            }
        }
        Some(met)
    }
}

/// The two largest groups.
struct Pair {
    low: Scored,
    high: Counts,
    rate: f64,
    /// The fewest values that can be left for both.
    fewest: u64,
    /// For each number of values drawn from both, from the fewest on: the weights of the counts of the higher one, added up from either end.
    tables: Vec<Option<Accumulated>>,
}

impl Pair {
    /// Makes the table for a number of values drawn from both; returns how many entries that took.
    fn tabulate(&mut self, drawn: u64) -> u64 {
        let place = self.place(drawn);
        if self.tables.len() <= place {
            self.tables.resize_with(place + 1, || None);
        }
        match &mut self.tables[place] {
            Some(_) => 0,
            empty => {
                *empty = Some(table(&self.low, &self.high, drawn, self.rate));
                self.high.weights.len() as u64
            }
        }
    }

    fn place(&self, drawn: u64) -> usize {
        (drawn - self.fewest) as usize
    }

    fn tails(&self, tails: Tails, drawn: u64, sum: i128) -> f64 {
        let Some(Some(table)) = self.tables.get(self.place(drawn)) else { return 0.0 };
        // The sum is `base` for a count of 0, and rises by `rise`.
        let (base, rise) = (sum + self.low.score * i128::from(drawn), self.high.score - self.low.score);
        let low = tails.low.map_or(0.0, |low| table.up_to(narrow((low - base).div_euclid(rise))));
        let high = tails.high.map_or(0.0, |high| table.from(narrow(-((base - high).div_euclid(rise)))));
        low + high
    }
}

fn table(low: &Scored, high: &Counts, drawn: u64, rate: f64) -> Accumulated {
    let odds = rate / (1.0 - rate);
    // The rest of the lower group, from the largest count on.
    let first = high.first.max(drawn.saturating_sub(low.size));
    let mut term = drawn.checked_sub(first).map_or(0.0, |count| probability(count, low.size, rate));
    let weights = (high.first..).zip(&high.weights).map(|(count, weight)| {
        if count < first || count > drawn {
            return 0.0;
        }
        let here = weight * term;
        let left = drawn - count;
        term *= left as f64 / ((low.size - left + 1) as f64 * odds);
        here
    });
    let weights: Vec<f64> = weights.collect();
    Accumulated::new(high.first as i64, &weights)
}
