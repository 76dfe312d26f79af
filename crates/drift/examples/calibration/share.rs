//! A share that was counted, and how exactly it is known.

use driftscope_stats::special::beta_i;

/// A number of cases out of a total.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub found: u64,
    pub of: u64,
}

impl Share {
    pub(crate) fn percent(self) -> f64 {
        100.0 * self.found as f64 / self.of.max(1) as f64
    }

    /// The exact 95 % interval of the probability, in per cent.
    pub(crate) fn interval(self) -> [f64; 2] {
        self.interval_at(0.05)
    }

    /// The exact interval that misses the probability in at most this share of cases, in per cent (Clopper and Pearson
    /// 1934, doi 10.1093/biomet/26.4.404).
    pub(crate) fn interval_at(self, missed: f64) -> [f64; 2] {
        let (found, rest) = (self.found as f64, (self.of - self.found) as f64);
        // Both tails rise with the probability, so halving finds the ends.
        let solve = |is_below: &dyn Fn(f64) -> bool| {
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..50 {
                let middle = 0.5 * (low + high);
                if is_below(middle) { low = middle } else { high = middle }
            }
            100.0 * low
        };
        let half = 0.5 * missed;
        let low = if self.found == 0 { 0.0 } else { solve(&|p| beta_i(found, rest + 1.0, p, 1.0 - p) < half) };
        let high = if rest == 0.0 { 100.0 } else { solve(&|p| beta_i(found + 1.0, rest, p, 1.0 - p) < 1.0 - half) };
        [low, high]
    }

    /// Whether chance alone would rarely give as many if the probability were this many per cent.
    pub(crate) fn is_above(self, percent: f64) -> bool {
        self.interval()[0] > percent
    }

    /// Whether it is more than another share of as many, beyond two standard deviations of the difference.
    pub(crate) fn is_more_than(self, other: Self) -> bool {
        let [p, q] = [self, other].map(|share| share.percent() / 100.0);
        let variance = p * (1.0 - p) / self.of.max(1) as f64 + q * (1.0 - q) / other.of.max(1) as f64;
        p - q > 2.0 * variance.sqrt()
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares
            .fold(Self { found: 0, of: 0 }, |sum, share| Self { found: sum.found + share.found, of: sum.of + share.of })
    }
}
