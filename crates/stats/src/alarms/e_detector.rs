//! The e-detector: evidence that a share of faults has risen above a bound, added up over windows.
//!
//! A test of each window by itself misses a slow decay: every window looks like chance. The e-detector bets on faults, window after window,
//! and starts again at each of them, so that it needs no date of the change:
//!
//! ```text
//! e(λ) = (1 + λ(1 − p₀))ᵏ (1 − λ p₀)ⁿ⁻ᵏ         k faults among n rows, p₀ the bound
//! M(λ) ← e(λ) (M(λ) + 1)
//! evidence = mean of M(λ);   alarm at evidence ≥ A
//! ```
//!
//! λ is that of the best bet if the share were 1.1, 1.25, 1.5 or 2 times the bound: (q − p₀)/(p₀(1 − p₀)), with q no larger than halfway from
//! p₀ to 1. While the rows' share of faults, given what came before, is at most p₀, the mean number of windows until a false alarm is at least
//! A, whatever the windows' sizes and however they depend on each other. That holds for one window as for a thousand, without a correction.
//!
//! Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (2023, doi 10.51387/23-NEJSDS51), the
//! Shiryaev–Roberts form; for losses of models Podkopaev and Ramdas (2022, arXiv 2110.06177). Agrees with exact
//! fractions to 1e-9 relative, written in the form with λ (`tests/golden/make_alarms.py`). Work per window is constant.

/// How many times the bound the share of faults is on each bet.
const BETS: [f64; 4] = [1.1, 1.25, 1.5, 2.0];

/// The logarithm at which evidence stops to grow; e to this is finite.
const MOST: f64 = 700.0;

/// The evidence that a share of faults has risen above a bound.
#[derive(Clone, Debug, PartialEq)]
pub struct EDetector {
    /// The logarithms of what a fault and what any other row multiply a bet by.
    factors: [[f64; 2]; BETS.len()],
    /// M(λ) of each bet.
    sums: [f64; BETS.len()],
}

impl EDetector {
    /// A detector without evidence. `None` where the bound is not between 0 and 1.
    ///
    /// ```
    /// use driftscope_stats::e_detector::EDetector;
    ///
    /// let mut detector = EDetector::new(0.1).unwrap();
    /// // 300 rows a day: 10 % faults are no evidence, 13 % are.
    /// assert!((0..5).all(|_| detector.add(30, 300) < 30.0));
    /// assert!((0..5).any(|_| detector.add(39, 300) >= 30.0));
    /// ```
    #[must_use]
    pub fn new(bound: f64) -> Option<Self> {
        // Written so that NaN has none.
        if !(bound > 0.0 && bound < 1.0) {
            return None;
        }
        let factors = BETS.map(|times| {
            let share = (times * bound).min(0.5 * (1.0 + bound));
            // With λ as above, 1 + λ(1 − p₀) is q/p₀ and 1 − λ p₀ is (1 − q)/(1 − p₀).
            [libm::log(share / bound), libm::log1p((bound - share) / (1.0 - bound))]
        });
        Some(Self { factors, sums: [0.0; BETS.len()] })
    }

    /// Adds a window of `rows` rows with `faults` of them, and returns the evidence. A window without rows is none.
    pub fn add(&mut self, faults: u64, rows: u64) -> f64 {
        let (faults, others) = (faults.min(rows) as f64, rows.saturating_sub(faults) as f64);
        for ([of_fault, of_other], sum) in self.factors.iter().zip(&mut self.sums) {
            if rows > 0 {
                let factor = faults * of_fault + others * of_other;
                *sum = libm::exp((factor + libm::log1p(*sum)).min(MOST));
            }
        }
        self.evidence()
    }

    /// The evidence so far, from 0: an alarm at A has a mean time of at least A windows to a false alarm.
    #[must_use]
    pub fn evidence(&self) -> f64 {
        self.sums.iter().sum::<f64>() / BETS.len() as f64
    }

    /// Forgets all evidence, as after an alarm that was resolved.
    pub fn reset(&mut self) {
        self.sums = [0.0; BETS.len()];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn faults(random: &mut Random, rows: u64, share: f64) -> u64 {
        (0..rows).filter(|_| random.unit() < share).count() as u64
    }

    #[test]
    fn evidence_stays_finite_and_a_bound_is_between_0_and_1() {
        for bound in [0.0, 1.0, -0.1, f64::NAN] {
            assert_eq!(EDetector::new(bound), None);
        }
        let mut detector = EDetector::new(0.999).unwrap();
        assert_eq!(detector.add(0, 0), 0.0);
        assert!((0..100).all(|_| detector.add(u64::MAX, 1_000_000).is_finite()));
        detector.reset();
        assert_eq!(detector.evidence(), 0.0);
    }

    #[test]
    fn the_mean_time_to_a_false_alarm_at_the_bound_is_at_least_the_one_asked_for() {
        let mut random = Random::new(7);
        let asked = 30.0;
        let mut times = Vec::new();
        for _ in 0..200 {
            let mut detector = EDetector::new(0.1).unwrap();
            let time = (1..3_000).find(|_| detector.add(faults(&mut random, 100, 0.1), 100) >= asked);
            times.push(f64::from(time.unwrap_or(3_000)));
        }
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        assert!(mean >= asked, "{mean}");
    }

    #[test]
    fn a_rise_by_a_third_is_found_within_days() {
        let mut random = Random::new(11);
        let mut found = Vec::new();
        for _ in 0..100 {
            let mut detector = EDetector::new(0.1).unwrap();
            found.push((1..60).find(|_| detector.add(faults(&mut random, 300, 0.13), 300) >= 30.0).unwrap_or(60));
        }
        found.sort_unstable();
        assert!(found[50] <= 6 && found[95] <= 20, "{found:?}");
    }
}
