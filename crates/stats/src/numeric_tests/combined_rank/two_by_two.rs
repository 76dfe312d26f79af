//! The likelihood-ratio statistic of a 2 × 2 table, and its law given the margins.
//!
//! ```text
//! G² = 2 Σ O ln(O/E)
//! ```
//!
//! Of N values, n are the reference's; K of the N are chosen by a criterion that looks at their order alone. Without drift, the
//! reference's values among the K follow the hypergeometric law. Where few are expected in a cell, moments and tails of G² are
//! sums over that law; elsewhere G² is nearly χ² with one degree of freedom, times Williams' factor (1976,
//! doi 10.1093/biomet/63.1.33).

/// Where a cell has fewer expected values than this, the law is summed and not approximated.
const FEW_EXPECTED: f64 = 4.0;

/// With more, nothing is gained by summing.
const MANY_EXPECTED: f64 = 1_000.0;

/// Outcomes that are rarer than this share of the most likely one do not count.
const NEGLIGIBLE: f64 = 1e-17;

/// The margins of a table: `size` values, of which `reference` are the reference's and `chosen` are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Margins {
    pub(super) size: u64,
    pub(super) reference: u64,
    pub(super) chosen: u64,
}

impl Margins {
    /// G² where this many of the chosen are the reference's.
    pub(super) fn likelihood_ratio(&self, reference_chosen: u64) -> f64 {
        let Self { size, reference, chosen } = *self;
        let cells = [
            reference_chosen,
            chosen - reference_chosen,
            reference - reference_chosen,
            (size - reference) - (chosen - reference_chosen),
        ];
        let margins = [reference, size - reference, chosen, size - chosen];
        let inside: f64 = cells.iter().map(|&count| x_ln_x(count)).sum();
        let outside: f64 = margins.iter().map(|&count| x_ln_x(count)).sum();
        (2.0 * (inside - outside + x_ln_x(size))).max(0.0)
    }

    /// Mean and variance of G² without drift.
    pub(super) fn moments(&self) -> (f64, f64) {
        if self.smallest_expected() >= FEW_EXPECTED {
            let mean = self.williams();
            return (mean, 2.0 * mean * mean);
        }
        let (mut total, mut mean, mut square) = (0.0, 0.0, 0.0);
        self.each_outcome(|count, relative| {
            let statistic = self.likelihood_ratio(count);
            total += relative;
            mean += relative * statistic;
            square += relative * statistic * statistic;
        });
        mean /= total;
        (mean, (square / total - mean * mean).max(0.0))
    }

    /// The probability without drift of a G² at least this large.
    pub(super) fn tail(&self, statistic: f64) -> f64 {
        self.tail_summed_below(FEW_EXPECTED, statistic)
    }

    /// The tail, summed wherever that is possible in some thousand steps.
    pub(super) fn exact_tail(&self, statistic: f64) -> f64 {
        self.tail_summed_below(MANY_EXPECTED, statistic)
    }

    fn tail_summed_below(&self, expected: f64, statistic: f64) -> f64 {
        if self.smallest_expected() >= expected {
            return libm::erfc((0.5 * statistic / self.williams()).max(0.0).sqrt());
        }
        let (mut total, mut beyond) = (0.0, 0.0);
        let enough = statistic * (1.0 - 1e-12);
        self.each_outcome(|count, relative| {
            total += relative;
            if self.likelihood_ratio(count) >= enough {
                beyond += relative;
            }
        });
        beyond / total
    }

    fn smallest_expected(&self) -> f64 {
        let smaller = |part: u64| part.min(self.size - part) as f64;
        smaller(self.reference) * smaller(self.chosen) / self.size as f64
    }

    /// The mean of G² to the first order in 1/N.
    fn williams(&self) -> f64 {
        let inverses = |part: u64| self.size as f64 * (1.0 / part as f64 + 1.0 / (self.size - part) as f64) - 1.0;
        1.0 + inverses(self.reference) * inverses(self.chosen) / (6.0 * self.size as f64)
    }

    /// Every outcome that counts, with its probability relative to that of the most likely one.
    fn each_outcome(&self, mut see: impl FnMut(u64, f64)) {
        let Self { size, reference, chosen } = *self;
        let others = size - reference;
        let (lowest, highest) = (chosen.saturating_sub(others), chosen.min(reference));
        let mode = ((u128::from(chosen + 1) * u128::from(reference + 1)) / u128::from(size + 2)) as u64;
        let mode = mode.clamp(lowest, highest);
        // P(x + 1)/P(x)
        let ratio = |x: u64| {
            let (x, chosen, reference) = (x as f64, chosen as f64, reference as f64);
            (chosen - x) * (reference - x) / ((x + 1.0) * (others as f64 - chosen + x + 1.0))
        };
        see(mode, 1.0);
        let mut relative = 1.0;
        for x in mode..highest {
            relative *= ratio(x);
            if relative < NEGLIGIBLE {
                break;
            }
            see(x + 1, relative);
        }
        relative = 1.0;
        for x in (lowest..mode).rev() {
            relative /= ratio(x);
            if relative < NEGLIGIBLE {
                break;
            }
            see(x, relative);
        }
    }
}

fn x_ln_x(count: u64) -> f64 {
    if count == 0 { 0.0 } else { count as f64 * libm::log(count as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_tails_are_those_of_all_outcomes() {
        // By hand: 3 of 6 chosen, 3 of them the reference's: probabilities 1, 9, 9, 1 of 20; G² of 0 and 3 is 12 ln 2.
        let margins = Margins { size: 6, reference: 3, chosen: 3 };
        let (outer, inner) = (margins.likelihood_ratio(0), margins.likelihood_ratio(1));
        assert!((outer - 12.0 * libm::log(2.0)).abs() < 1e-13);
        let (mean, variance) = margins.moments();
        let expected = 0.1 * outer + 0.9 * inner;
        assert!((mean - expected).abs() < 1e-13);
        assert!((variance - (0.1 * outer * outer + 0.9 * inner * inner - expected * expected)).abs() < 1e-12);
        assert!((margins.tail(outer) - 0.1).abs() < 1e-15 && (margins.tail(inner) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_approximation_meets_the_sum() {
        // Expected counts just above four: summed by hand and approximated.
        let margins = Margins { size: 2_000, reference: 1_000, chosen: 9 };
        let (mut total, mut mean) = (0.0, 0.0);
        margins.each_outcome(|count, relative| {
            total += relative;
            mean += relative * margins.likelihood_ratio(count);
        });
        assert!((margins.moments().0 / (mean / total) - 1.0).abs() < 0.04, "{} {}", margins.moments().0, mean / total);
    }

    #[test]
    fn extreme_margins_have_finite_answers() {
        for margins in [
            Margins { size: 1 << 32, reference: 1, chosen: 1 << 31 },
            Margins { size: 10, reference: 5, chosen: 1 },
            Margins { size: 2, reference: 1, chosen: 1 },
        ] {
            let (mean, variance) = margins.moments();
            assert!(mean.is_finite() && variance.is_finite() && margins.tail(3.0).is_finite(), "{margins:?}");
        }
    }
}
