//! The part of the law of a linear rank statistic in which only few values fall outside of the largest group, exactly.
//!
//! Each single way is then likely, and which of them lie in a tail must not be rounded.

use super::{Law, Scored, Tails};
use crate::laws::binomial::probability;

/// Ways that are counted out.
const MOST_WAYS: f64 = 3e4;

/// All ways in which at most `most` values fall outside of the largest group.
pub(super) struct Few<'a> {
    law: &'a Law,
    apart: Scored,
    others: Vec<Scored>,
    most: u64,
    /// For each number of values outside: the probability of the rest being in the largest group.
    of_apart: Vec<f64>,
}

impl<'a> Few<'a> {
    /// As many values outside as can be counted out.
    pub(super) fn new(law: &'a Law) -> Self {
        let (drawn, apart) = (law.drawn, law.groups[law.largest]);
        let mut others = law.groups.clone();
        others.remove(law.largest);
        let (mut most, mut ways) = (0, 1.0);
        while most < drawn && ways <= MOST_WAYS {
            most += 1;
            ways *= (others.len() as f64 + most as f64) / most as f64;
        }
        let most = if ways > MOST_WAYS { most - 1 } else { most };
        let rest = |outside: u64| {
            if drawn - outside > apart.size { 0.0 } else { probability(drawn - outside, apart.size, law.rate) }
        };
        let of_apart = (0..=most).map(rest).collect();
        Self { law, apart, others, most, of_apart }
    }

    pub(super) fn most(&self) -> u64 {
        self.most
    }

    /// The weight of those of them that lie in a tail.
    pub(super) fn weight(&self) -> f64 {
        let none = self.others.iter().map(|group| group.size).sum::<u64>() as f64 * libm::log1p(-self.law.rate);
        self.from(0, 0, self.apart.score * i128::from(self.law.drawn), libm::exp(none))
    }

    /// The weight of a way, and of all that have more values in the groups from a place on.
    fn from(&self, place: usize, outside: u64, sum: i128, weight: f64) -> f64 {
        let Tails { low, high } = self.law.tails;
        let is_in = low.is_some_and(|low| sum <= low) || high.is_some_and(|high| sum >= high);
        let mut met = if is_in { weight * self.of_apart[outside as usize] } else { 0.0 };
        let odds = self.law.rate / (1.0 - self.law.rate);
        for (next, group) in self.others.iter().enumerate().skip(place) {
            let (mut weight, mut sum) = (weight, sum);
            for count in 1..=group.size.min(self.most - outside) {
                weight *= (group.size - count + 1) as f64 * odds / count as f64;
                sum += group.score - self.apart.score;
                met += self.from(next + 1, outside + count, sum, weight);
            }
        }
        met
    }
}
