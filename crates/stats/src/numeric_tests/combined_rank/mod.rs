//! The combined rank test, which the verdict on numbers uses: it looks for changes of the middle, of the tails, and of single values.
//!
//! No one test finds every change. Kolmogorov and Smirnov's hardly sees a wider spread, a second mode, a clipped tail or outliers;
//! Anderson and Darling's is the best for a shift and weak elsewhere; a likelihood ratio weighted to the tails (Zhang 2002) is the
//! best for spread and tails; and none of these sees values that became frequent among the others. So three looks are combined:
//!
//! | look | statistic | sees best |
//! |---|---|---|
//! | middle | [`Looks::middle`]: G² below and above each cut, averaged with equal weight on every value | shift |
//! | tails | [`Looks::tails`]: the same, averaged with equal weight on the log odds of the cut | spread, skew, tails, outliers, a bound |
//! | values | [`Looks::scan`]: the largest G² inside and outside a window | a spike, a gap, a frequent value |
//! | bins | [`Looks::bins`]: χ² of every value, where there are few distinct ones | rounding, heaping, many small changes |
//!
//! Their p-values come together by Cauchy's combination (Liu and Xie 2020, doi 10.1080/01621459.2018.1554485), which needs no
//! joint law: with weights w that add up to 1,
//!
//! ```text
//! p = ½ − arctan(Σ w tan(π (½ − p_i)))/π
//! ```
//!
//! The weights depend only on whether there are few distinct values among all, which does not depend on the sides, so that the level
//! holds. All laws are those given the ties: of all ways in which the pooled values can be dealt to the sides.
//!
//! **Accuracy.** Undrifted samples have p < 0.05 in 4.0 to 5.5 % of cases, from 30 to 1 000 000 values a side and with any pattern of
//! ties that lets p fall that low (`examples/number_tests`, [tables](../../../docs/calibration.md)). **Cost**: some hundred bisections
//! of the samples, whatever their size, and about 0.1 ms.

use crate::samples::ordered::Ordered;
use crate::samples::pooled::Pooled;

mod bins;
mod change;
mod cuts;
mod scan;
mod two_by_two;
mod weighted;

pub use change::Change;
use weighted::Weighting;

/// Weights of middle, tails, scan and bins where values are many, and where they are few.
const WEIGHTS_OF_MANY: [f64; 4] = [0.40, 0.46, 0.14, 0.0];
const WEIGHTS_OF_FEW: [f64; 4] = [0.30, 0.25, 0.05, 0.40];

/// A p-value of 1 would outweigh all others.
const LARGEST: f64 = 0.99;

/// Where looks are alike, the combination finds p < 0.05 in 5.4 % of cases and smaller p-values about as often as it should: it is
/// raised by this times p (1 − p)⁴ of itself. Simulated.
const EXCESS: f64 = 1.9;

/// The outcome of the test.
#[derive(Clone, Debug, PartialEq)]
pub struct CombinedRank {
    /// The combined p-value, from 0 to 1.
    pub p_value: f64,
    /// The looks by themselves.
    pub looks: Looks,
    /// The kind of change that is seen best.
    pub change: Change,
}

/// What each look sees. All p-values are from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Looks {
    /// Below and above each cut, with equal weight on every value.
    pub middle: Look,
    /// Below and above each cut, with equal weight on the log odds of the cut.
    pub tails: Look,
    /// Inside and outside each window.
    pub scan: Look,
    /// The smallest and the largest value of the window in which the sides differ most.
    pub window: (f64, f64),
    /// χ² of every value; only where there are few distinct ones.
    pub bins: Option<Look>,
}

/// A statistic and its p-value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The statistic: of middle and tails about 1 without drift.
    pub statistic: f64,
    /// The probability of one at least as large without drift, given the ties.
    pub p_value: f64,
}

/// Compares two sorted samples. Infinite values take part. `None` where a sample is empty, or all values are equal.
///
/// ```
/// let reference: Vec<f64> = (0..400).map(f64::from).collect();
/// // As many values around the same middle, but half as wide.
/// let production: Vec<f64> = (0..400).map(|i| 100.0 + 0.5 * f64::from(i)).collect();
/// let test = driftscope_stats::combined_rank::combined_rank(&reference, &production).unwrap();
/// assert!(test.p_value < 1e-20);
/// assert_eq!(test.change, driftscope_stats::combined_rank::Change::Spread);
/// ```
#[must_use]
pub fn combined_rank<R: Ordered + ?Sized, P: Ordered + ?Sized>(reference: &R, production: &P) -> Option<CombinedRank> {
    if reference.size() == 0 || production.size() == 0 {
        return None;
    }
    let pooled = Pooled { reference, production };
    let (size, of_reference) = (pooled.len(), reference.size());
    let cuts = cuts::cuts(&pooled);
    let shown = weighted::shown(&cuts, size, of_reference);
    if let [cut] = shown.as_slice() {
        return Some(of_two_values(cut, cuts[0].below, &pooled));
    }
    let middle = weighted::weighted(&shown, Weighting::Values)?;
    let tails = weighted::weighted(&shown, Weighting::LogOdds)?;
    let binned = scan::Bins::of(&pooled);
    let (scan, window) = scan::scan(&pooled, &binned.edges)?;
    let bins = if binned.are_tied { bins::chi_square(&binned.edges, size, of_reference) } else { None };
    let looks = Looks { middle, tails, scan, window, bins };
    let weights = if bins.is_some() { WEIGHTS_OF_FEW } else { WEIGHTS_OF_MANY };
    let p_values = [middle.p_value, tails.p_value, scan.p_value, bins.map_or(1.0, |look| look.p_value)];
    let change = change::change(&cuts, size, of_reference, &looks);
    Some(CombinedRank { p_value: combined(&p_values, &weights), looks, change })
}

/// Of two values, all looks see the same 2 × 2 table, whose law is summed.
fn of_two_values<R: Ordered + ?Sized, P: Ordered + ?Sized>(
    cut: &weighted::Shown,
    below: u64,
    pooled: &Pooled<'_, R, P>,
) -> CombinedRank {
    let look = cut.exactly();
    let upper = pooled.at(below).unwrap_or(f64::NAN);
    let looks = Looks { middle: look, tails: look, scan: look, window: (upper, upper), bins: None };
    CombinedRank { p_value: look.p_value, looks, change: Change::Values }
}

/// Cauchy's combination. The weights add up to 1.
fn combined(p_values: &[f64; 4], weights: &[f64; 4]) -> f64 {
    use std::f64::consts::PI;
    let weighted = || p_values.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let p = if weighted().any(|(p, _)| *p < 1e-9) {
        // There tan(π (½ − p)) is 1/(π p) to all digits, and the largest decides.
        let sum: f64 = weighted().map(|(p, weight)| weight / p.max(f64::MIN_POSITIVE)).sum();
        1.0 / sum
    } else {
        let sum: f64 = weighted().map(|(p, weight)| weight / libm::tan(PI * p.min(LARGEST))).sum();
        0.5 - libm::atan(sum) / PI
    };
    let rest = (1.0 - p) * (1.0 - p);
    (p * (1.0 + EXCESS * p * rest * rest)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    type Draw = fn(&mut Random) -> f64;

    fn normal(random: &mut Random) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - random.unit())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * random.unit())
    }

    /// How often p is below 0.05 in a thousand pairs of this many values.
    fn found(rows: usize, seed: u64, before: Draw, after: Draw) -> usize {
        let mut random = Random::new(seed);
        let pairs = (0..1_000).filter(|_| {
            let reference = sorted((0..rows).map(|_| before(&mut random)));
            let production = sorted((0..rows).map(|_| after(&mut random)));
            combined_rank(&reference, &production).is_some_and(|test| test.p_value < 0.05)
        });
        pairs.count()
    }

    #[test]
    fn undrifted_samples_are_rarely_told_apart() {
        let laws: [Draw; 4] = [
            normal,
            |random| random.below(7) as f64,
            |random| if random.unit() < 0.9 { 0.0 } else { random.unit() },
            |random| (10.0 * normal(random)).round(),
        ];
        for (seed, law) in laws.into_iter().enumerate() {
            let alarms = found(150, seed as u64, law, law);
            // 5 %, and three standard errors of 0.7 points.
            assert!((15..=71).contains(&alarms), "law {seed}: {alarms} of 1000");
        }
    }

    #[test]
    fn changes_that_no_one_test_finds_are_found() {
        let changes: [(&str, Draw, usize); 5] = [
            ("mean + 0.2 sd", |random| 0.2 + normal(random), 690),
            ("sd × 1.2", |random| 1.2 * normal(random), 700),
            ("clipped at 1.5 sd", |random| normal(random).clamp(-1.5, 1.5), 990),
            ("3 % at 5 sd", |random| if random.unit() < 0.03 { 5.0 } else { normal(random) }, 550),
            (
                "a spike of 8 %",
                |random| if random.unit() < 0.08 { 0.5 + 0.02 * normal(random) } else { normal(random) },
                400,
            ),
        ];
        for (name, after, least) in changes {
            let found = found(400, 7, normal, after);
            assert!(found >= least, "{name}: {found} of 1000");
        }
    }

    #[test]
    fn the_kind_of_change_is_named() {
        let mut random = Random::new(5);
        let mut kind = |after: Draw| {
            let reference = sorted((0..2_000).map(|_| normal(&mut random)));
            let production = sorted((0..2_000).map(|_| after(&mut random)));
            combined_rank(&reference, &production).map(|test| test.change)
        };
        assert_eq!(kind(|random| 0.3 + normal(random)), Some(Change::Level));
        assert_eq!(kind(|random| 1.4 * normal(random)), Some(Change::Spread));
        assert_eq!(kind(|random| normal(random).abs()), Some(Change::Level));
        assert_eq!(kind(|random| normal(random).min(2.0)), Some(Change::Tail));
        assert_eq!(kind(|random| if random.unit() < 0.05 { 0.3 } else { normal(random) }), Some(Change::Values));
    }

    #[test]
    fn sides_may_be_swapped_and_values_rescaled() {
        let reference: Vec<f64> = (0..300).map(|i| f64::from(i * i % 97)).collect();
        let (reference, production) = (sorted(reference), sorted((0..120).map(|i| f64::from(i * i % 89))));
        let test = combined_rank(&reference, &production).unwrap();
        let swapped = combined_rank(&production, &reference).unwrap();
        assert!((test.p_value / swapped.p_value - 1.0).abs() < 1e-9, "{test:?} {swapped:?}");
        let scaled = |side: &[f64]| side.iter().map(|value| 3.0 * value - 7.0).collect::<Vec<f64>>();
        assert_eq!(combined_rank(&scaled(&reference), &scaled(&production)).unwrap().p_value, test.p_value);
    }

    #[test]
    fn samples_without_a_difference_or_without_values_do_no_harm() {
        assert_eq!(combined_rank(&[] as &[f64], &[1.0]), None);
        assert_eq!(combined_rank(&[1.0; 9], &[1.0; 4]), None);
        let ends = [f64::NEG_INFINITY, 0.0, f64::INFINITY];
        let test = combined_rank(&ends, &ends).unwrap();
        assert!((0.0..=1.0).contains(&test.p_value), "{test:?}");
        let (one, many) = ([0.5], sorted((0..1_000).map(f64::from)));
        assert!(combined_rank(&one, &many).is_none_or(|test| test.p_value.is_finite()));
    }
}
