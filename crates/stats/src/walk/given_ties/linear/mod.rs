//! The p-values of linear rank statistics given the ties: sums of the scores of one sample's values.
//!
//! ```text
//! X = Σ s_g x_g,   P(x_1, x_2, …) = Π C(l_g, x_g)/C(N, n)   for Σ x_g = n
//! ```
//!
//! s_g is the score of a group of l_g equal values, x_g how many of them fall to the sample. Mann–Whitney and Mood have whole scores, so every
//! comparison of sums is exact. In this order, the first that takes a bounded number of steps:
//!
//! 1. Tables of all sums ([`tables`]), exact: up to about 40 values a side without ties, and more with few distinct values.
//! 2. All ways in which the values can fall into few groups ([`ways`]), exact: three distinct values at any size, four for some thousand rows.
//! 3. Where one group holds most values, and so few are drawn beside it that the sum goes in steps: tables of rounded
//!    scores, or, of more values, a mixture of normal laws ([`steps`]).
//! 4. The saddlepoint approximation ([`saddlepoint`]).

mod accumulated;
mod few;
mod saddlepoint;
mod steps;
mod tables;
mod ways;

use crate::laws::binomial::probability;
use crate::samples::sorting::sort_by_key;
use crate::walk::tie_group::Sizes;
use crate::walk::ties::Ties;

/// Parts that all values are cut into for the approximations.
const PARTS: u64 = 500;

/// So few values are expected beside the largest group that their number is far from normal.
const FEW: f64 = 25.0;

/// Counts with less than e^(−REST/2) of the p-value are left out.
const REST: f64 = 44.0;

/// Values with one score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scored {
    pub(super) score: i128,
    pub(super) size: u64,
}

/// Where a tail begins: sums up to `low`, and sums from `high` on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tails {
    pub(crate) low: Option<i128>,
    pub(crate) high: Option<i128>,
}

impl Tails {
    /// At least so far from 0 to either side.
    pub(crate) fn away(far: u128) -> Self {
        let far = i128::try_from(far).unwrap_or(i128::MAX);
        Self { low: Some(-far), high: Some(far) }
    }

    fn mirrored(self) -> Self {
        Self { low: self.high.map(|sum| -sum), high: self.low.map(|sum| -sum) }
    }
}

/// The probability, without drift, that the sum of the reference's scores lies in one of the tails.
///
/// `score` is the mean score of the values of ranks `start` + 1 to `end`; all scores add up to 0.
pub(crate) fn tails(ties: &Ties, tails: Tails, score: impl Fn(u64, u64) -> i128) -> f64 {
    if tails.low.zip(tails.high).is_some_and(|(low, high)| low >= high) {
        return 1.0;
    }
    let Sizes { n, m } = ties.sizes;
    // The smaller sample has the fewer counts; its sum is that of the reference, or the same with the other sign.
    let (drawn, tails) = if n <= m { (n, tails) } else { (m, tails.mirrored()) };
    let fine = scored(ties.ends(), &score);
    if fine.len() as u64 <= PARTS && ties.every_end().is_some() {
        let law = Law::new(drawn, fine, tails);
        let exact = tables::exactly(&law).or_else(|| ways::tails(&law));
        return exact.or_else(|| in_steps(&law)).unwrap_or_else(|| saddlepoint::tails(&law, 1.0));
    }
    let groups = scored(ties.cells(PARTS).iter().map(|cell| cell.end), &score);
    let lost = (sum_of_squares(&groups) / sum_of_squares(&fine)).sqrt();
    let law = Law::new(drawn, groups, tails);
    in_steps(&law).unwrap_or_else(|| saddlepoint::tails(&law, lost))
}

/// The probability where few values fall beside the largest group, or the sum goes in steps.
fn in_steps(law: &Law) -> Option<f64> {
    let beside = law.rate * (law.total - law.groups[law.largest].size) as f64;
    let in_steps = steps::has_steps(law);
    if !in_steps && beside > FEW {
        return None;
    }
    tables::rounded(law).or_else(|| if in_steps { steps::tails(law) } else { None })
}

/// The drawn values, and the tails wanted.
struct Law {
    /// How many values are drawn of how many.
    drawn: u64,
    total: u64,
    rate: f64,
    /// In ascending order of their scores.
    groups: Vec<Scored>,
    /// The place of the largest one.
    largest: usize,
    tails: Tails,
    /// The standard deviation of the sum.
    deviation: f64,
    /// How many of those from the mean the nearer tail begins.
    far: f64,
    /// Sums differ by multiples of this.
    step: f64,
}

impl Law {
    fn new(drawn: u64, groups: Vec<Scored>, tails: Tails) -> Self {
        let total: u64 = groups.iter().map(|group| group.size).sum();
        let rate = drawn as f64 / total as f64;
        let size = total as f64;
        let deviation = (rate * (1.0 - rate) * sum_of_squares(&groups) * size / (size - 1.0).max(1.0)).sqrt();
        let largest = (0..groups.len()).max_by_key(|place| groups[*place].size).unwrap_or(0);
        let first = groups.first().map_or(0, |group| group.score);
        let divisor =
            groups.iter().fold(0, |divisor, group| common_divisor(divisor, (group.score - first).unsigned_abs()));
        // The tails begin at sums that are possible.
        let step = i128::try_from(divisor).unwrap_or(1).max(1);
        let base = first * i128::from(drawn);
        let tails = Tails {
            low: tails.low.map(|low| base + (low - base).div_euclid(step) * step),
            high: tails.high.map(|high| base - (base - high).div_euclid(step) * step),
        };
        let begins = tails.low.into_iter().chain(tails.high).map(|sum| (sum as f64).abs());
        let far = begins.fold(f64::INFINITY, f64::min) / deviation;
        Self { drawn, total, rate, groups, largest, tails, deviation, far, step: step as f64 }
    }

    /// The counts of a group of this size that matter.
    fn likely(&self, size: u64) -> [u64; 2] {
        let (least, most) = (self.drawn.saturating_sub(self.total - size), size.min(self.drawn));
        let (drawn, values, total) = (self.drawn as f64, size as f64, self.total as f64);
        // A tail far out is about e^(−z²/2); as much again is for those that are thinner.
        let enough = 0.5 * REST + (self.far * self.far).min(1e4);
        // Chernoff's bound of a hypergeometric tail, by the binomial law that is wider (Hoeffding 1963, doi 10.1080/01621459.1963.10500830).
        let is_rare = |count: u64| {
            let of = |trials: f64, rate: f64| {
                let part = |share: f64, rate: f64| if share > 0.0 { share * libm::log(share / rate) } else { 0.0 };
                let share = count as f64 / trials;
                trials * (part(share, rate) + part(1.0 - share, 1.0 - rate))
            };
            of(drawn, values / total).max(of(values, drawn / total)) > enough
        };
        let middle = ((values * drawn / total) as u64).clamp(least, most);
        // Halves the stretch between a count that is not rare and one that may be.
        let end = |mut inside: u64, mut outside: u64| {
            if !is_rare(outside) {
                return outside;
            }
            while inside.abs_diff(outside) > 1 {
                let between = inside.midpoint(outside);
                if is_rare(between) { outside = between } else { inside = between }
            }
            inside
        };
        [end(middle, least), end(middle, most)]
    }

    /// A weight as a share of all of them.
    fn share(&self, weight: f64) -> f64 {
        (weight / probability(self.drawn, self.total, self.rate)).clamp(0.0, 1.0)
    }
}

/// Groups of one score each, in ascending order of it.
fn scored(ends: impl IntoIterator<Item = u64>, score: impl Fn(u64, u64) -> i128) -> Vec<Scored> {
    let mut start = 0;
    let mut groups: Vec<Scored> = Vec::new();
    for end in ends {
        groups.push(Scored { score: score(start, end), size: end - start });
        start = end;
    }
    sort_by_key(&mut groups, &|group| group.score);
    groups.dedup_by(|next, kept| {
        let same = next.score == kept.score;
        kept.size += if same { next.size } else { 0 };
        same
    });
    groups
}

fn sum_of_squares(groups: &[Scored]) -> f64 {
    groups.iter().map(|group| group.size as f64 * (group.score as f64) * (group.score as f64)).sum()
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests;
