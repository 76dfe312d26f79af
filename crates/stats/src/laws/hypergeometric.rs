//! The hypergeometric law: the number of marked values among those drawn without replacement.
//!
//! ```text
//! P(x) = C(r, x) C(b, n − x) / C(r + b, n)     r marked, b others, n drawn
//! ```
//!
//! Written as a product of three binomial probabilities, each by Loader's saddle-point form (2000), so that no
//! large logarithm is subtracted from another: relative accuracy 1e-12 for totals up to 1e9.

use crate::laws::binomial::Parts;
use crate::random::Random;

/// Up to this many values are drawn one by one, which is faster than computing a probability.
const FEW: u64 = 64;

/// The law for `marked` values among `total`, of which `drawn` are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hypergeometric {
    total: u64,
    marked: u64,
    drawn: u64,
}

impl Hypergeometric {
    /// `None` where more would be marked or drawn than there are.
    pub(crate) fn new(total: u64, marked: u64, drawn: u64) -> Option<Self> {
        (marked <= total && drawn <= total).then_some(Self { total, marked, drawn })
    }

    /// The smallest number of marked values that can be drawn.
    pub(crate) fn first(self) -> u64 {
        self.drawn.saturating_sub(self.total - self.marked)
    }

    /// The largest.
    pub(crate) fn last(self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// The most likely number.
    pub(crate) fn mode(self) -> u64 {
        let product = (u128::from(self.marked) + 1) * (u128::from(self.drawn) + 1);
        ((product / (u128::from(self.total) + 2)) as u64).clamp(self.first(), self.last())
    }

    /// The probability of `x`.
    pub(crate) fn probability(self, x: u64) -> f64 {
        if x < self.first() || x > self.last() {
            return 0.0;
        }
        if self.drawn == 0 || self.drawn == self.total {
            return 1.0;
        }
        let share = self.drawn as f64 / self.total as f64;
        let rest_share = (self.total - self.drawn) as f64 / self.total as f64;
        let marked = Parts::new(x, self.marked, share, rest_share);
        let others = Parts::new(self.drawn - x, self.total - self.marked, share, rest_share);
        let all = Parts::new(self.drawn, self.total, share, rest_share);
        libm::exp(marked.exponent + others.exponent - all.exponent)
            * (marked.square * others.square / all.square).sqrt()
    }

    /// P(x + 1)/P(x).
    pub(crate) fn ratio_up(self, x: u64) -> f64 {
        let others = (self.total - self.marked) as f64;
        let (marked, drawn, x) = (self.marked as f64, self.drawn as f64, x as f64);
        (marked - x) * (drawn - x) / ((x + 1.0) * (others - drawn + x + 1.0))
    }

    /// P(x − 1)/P(x).
    pub(crate) fn ratio_down(self, x: u64) -> f64 {
        let others = (self.total - self.marked) as f64;
        let (marked, drawn, x) = (self.marked as f64, self.drawn as f64, x as f64);
        x * (others - drawn + x) / ((marked - x + 1.0) * (drawn - x + 1.0))
    }

    /// One number by this law.
    pub(crate) fn draw(self, random: &mut Random) -> u64 {
        // Which values are marked and which are drawn may change roles.
        let (few, many) = (self.drawn.min(self.marked), self.drawn.max(self.marked));
        if few <= FEW {
            let (mut left, mut hits) = (self.total, 0);
            for _ in 0..few {
                hits += u64::from(random.below(left) < many - hits);
                left -= 1;
            }
            return hits;
        }
        self.draw_from_the_middle(random)
    }

    /// Inversion outwards from the mode: takes about as many steps as the law is wide.
    fn draw_from_the_middle(self, random: &mut Random) -> u64 {
        let (mut low, mut high) = (self.mode(), self.mode());
        let mut low_probability = self.probability(low);
        let mut high_probability = low_probability;
        let mut left = random.unit() - low_probability;
        let (first, last) = (self.first(), self.last());
        while left > 0.0 && (low > first || high < last) {
            if high < last {
                high_probability *= self.ratio_up(high);
                high += 1;
                left -= high_probability;
                if left <= 0.0 {
                    return high;
                }
            }
            if low > first {
                low_probability *= self.ratio_down(low);
                low -= 1;
                left -= low_probability;
                if left <= 0.0 {
                    return low;
                }
            }
            // The remainder from rounding may go anywhere.
            if high_probability < 1e-18 && low_probability < 1e-18 {
                break;
            }
        }
        self.mode()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one() {
        for (total, marked, drawn) in
            [(10, 4, 3), (50, 49, 20), (1_000, 300, 600), (1_000_000, 400, 300_000), (7, 0, 3)]
        {
            let law = Hypergeometric::new(total, marked, drawn).unwrap();
            let sum: f64 = (law.first()..=law.last()).map(|x| law.probability(x)).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{law:?}: {sum}");
        }
    }

    #[test]
    fn ratios_lead_from_one_probability_to_the_next() {
        let law = Hypergeometric::new(5_000, 700, 1_200).unwrap();
        for x in 100..250 {
            assert!((law.probability(x) * law.ratio_up(x) / law.probability(x + 1) - 1.0).abs() < 1e-12);
            assert!((law.ratio_up(x) * law.ratio_down(x + 1) - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn draws_follow_the_law() {
        let mut random = Random::new(5);
        // One by one, and from the middle.
        for (total, marked, drawn) in [(40, 12, 10), (2_000, 500, 300)] {
            let law = Hypergeometric::new(total, marked, drawn).unwrap();
            let draws: Vec<f64> = (0..20_000).map(|_| law.draw(&mut random) as f64).collect();
            let (n, share) = (total as f64, marked as f64 / total as f64);
            let mean = drawn as f64 * share;
            let variance = mean * (1.0 - share) * (n - drawn as f64) / (n - 1.0);
            let found = draws.iter().sum::<f64>() / 20_000.0;
            let spread = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / 20_000.0;
            assert!((found - mean).abs() < 4.0 * (variance / 20_000.0).sqrt(), "{law:?}: {found}");
            assert!((spread / variance - 1.0).abs() < 0.05, "{law:?}: {spread} {variance}");
        }
    }
}
