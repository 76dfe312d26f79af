//! The null band: the bound that the effect stays at or below 95 of 100 times when nothing has drifted.
//!
//! ```text
//! null band = √max(0, (χ²₀.₉₅(k − 1) − (k − 1)) f)                        first order
//!           = √max(0, (χ²₀.₉₅(k − 1) (1 + ε) − (k − 1)) f)                second order
//! ε = (c₄ (S − 2k + 1) − c₃ (S − 3k + 2)) · 8/((k − 1)(1/n + 1/m)),   S = Σ 1/πⱼ over the pooled shares
//! c₃ = (1/n² + 1/m²)/16,   c₄ = (1/n² + 1/m²)/8 − (1/n + 1/m)²/64
//! ```
//!
//! The first order takes JSD₂ for f times Pearson's χ². ε is by how much the mean of JSD₂ is larger than that: the terms
//! of third and fourth order of its expansion about πⱼ, with the binomial's third and fourth moments. Scaling the whole law
//! by the mean is Bartlett's (1937, doi 10.1098/rspa.1937.0109) idea; for n = m it is Williams' (1976,
//! doi 10.1093/biomet/63.1.33) correction of the G statistic.
//!
//! Coverage as measured by `examples/null_band_coverage.rs` (4000 trials each), at sizes from 30/30 to 20 000/1000, with 2
//! to 50 categories and expected counts from 5: first order 91.9 to 96.1 %, second order 93.5 to 96.1 %, but 92.8 % where
//! the smaller side has 30 values and the larger more than a hundred times as many. Below an expected count of 5 the
//! first order falls to 80 %. There, and where few values meet many, [`null_band_auto`] permutes: 93.5 to 97.3 %,
//! the most where few values in two categories can take only few effects.

use super::{corrected, divergence_per_chi_square, sum_of_terms};
use crate::count_tests::relabelling::Relabelling;
use crate::laws::chi_squared_law;
use crate::random::Random;
use crate::samples::counts::{non_empty, totals};
use crate::sums::compensated::Sum;

/// The share of undrifted cases that lie at or under the null band.
const COVERAGE: f64 = 0.95;

/// The expected count down to which the formula is trusted.
const SMALLEST_EXPECTED: f64 = 5.0;

/// The size of the smaller side down to which it is trusted however much larger the other is, and how much larger that
/// may be below.
const FEW_VALUES: f64 = 50.0;
const LOPSIDED: f64 = 10.0;

/// The seed and the rounds of [`null_band_auto`].
const SEED: u64 = 0x6472_6966_7473_636f;
const ROUNDS: u32 = 1_999;

/// The value that the effect stays under in 95 of 100 cases without drift, by the first-order formula.
///
/// 0 where there are fewer than two categories or a side is empty.
///
/// ```
/// let band = driftscope_stats::jensen_shannon::null_band(20, 10_000, 10_000);
/// assert!((band - 0.0201).abs() < 0.0001);
/// ```
#[must_use]
pub fn null_band(k: usize, n: u64, m: u64) -> f64 {
    if k < 2 || n == 0 || m == 0 {
        return 0.0;
    }
    band(k, n as f64, m as f64, 0.0)
}

/// The null band from random relabelling with fixed margins, which is right at any size.
///
/// The smallest effect that at least 95 of 100 relabellings do not exceed. `None` where a side is empty, no round is
/// asked for, or there are more than 2³² rows; tables so wide that it would take longer than about a second get fewer
/// rounds, at least 99.
///
/// ```
/// use driftscope_stats::jensen_shannon::{null_band, null_band_permuted};
///
/// let band = null_band_permuted(&[500, 300, 200], &[480, 310, 210], 2_000, 1).unwrap();
/// assert!((band - null_band(3, 1_000, 1_000)).abs() < 0.003);
/// ```
#[must_use]
pub fn null_band_permuted(reference: &[u64], production: &[u64], rounds: u32, seed: u64) -> Option<f64> {
    let relabelling = Relabelling::new(reference, production)?;
    let rounds = relabelling.affordable(rounds);
    if rounds == 0 {
        return None;
    }
    let (n, m) = totals(reference, production)?;
    let (drawn, rest) = if relabelling.draws_reference() { (n, m) } else { (m, n) };
    let (mut random, mut categories) = (Random::new(seed), Vec::new());
    let mut effects: Vec<f64> = (0..rounds)
        .map(|_| {
            relabelling.draw(&mut random, &mut categories);
            let touched = categories.iter().map(|category| (category.count, category.total - category.count));
            // A category that only the other side has contributes half of its share there.
            let others = rest - touched.clone().map(|(_, other)| other as f64).sum::<f64>();
            let divergence = sum_of_terms(touched, drawn, rest) + 0.5 * others / rest;
            corrected(divergence.min(1.0), relabelling.categories(), drawn, rest)
        })
        .collect();
    crate::samples::sorting::sort_numbers(&mut effects);
    let place = libm::ceil(COVERAGE * f64::from(rounds)) as usize;
    effects.get(place.saturating_sub(1)).copied()
}

/// The null band by the cheaper way that covers 95 of 100 cases to within about a point.
///
/// The second-order formula where every expected count is at least 5 and the smaller side has 50 values or a tenth of the
/// larger's; else random relabelling with a fixed seed. 0 where a side is empty or only one category occurs. The same
/// counts give the same band.
///
/// ```
/// use driftscope_stats::jensen_shannon::{null_band, null_band_auto};
///
/// let band = null_band_auto(&[5_000, 5_000], &[4_900, 5_100]);
/// assert!((band / null_band(2, 10_000, 10_000) - 1.0).abs() < 1e-3);
/// ```
#[must_use]
pub fn null_band_auto(reference: &[u64], production: &[u64]) -> f64 {
    let Some((n, m)) = totals(reference, production) else {
        return 0.0;
    };
    let categories = non_empty(reference, production).count();
    if categories < 2 {
        return 0.0;
    }
    let sizes = || non_empty(reference, production).map(|(left, right)| left as f64 + right as f64);
    let formula = band(categories, n, m, inflation(sizes(), n, m));
    let (smaller, larger) = (n.min(m), n.max(m));
    let balanced = smaller >= FEW_VALUES || larger <= LOPSIDED * smaller;
    if balanced && sizes().all(|size| size * smaller / (n + m) >= SMALLEST_EXPECTED) {
        return formula;
    }
    null_band_permuted(reference, production, ROUNDS, SEED).unwrap_or(formula)
}

/// The band for a law whose mean is larger than the χ² law's by the given share.
fn band(k: usize, n: f64, m: f64, inflation: f64) -> f64 {
    let degrees_of_freedom = (k - 1) as f64;
    let quantile = chi_squared_law::quantile(COVERAGE, degrees_of_freedom);
    let excess = quantile * (1.0 + inflation) - degrees_of_freedom;
    // Never past the largest distance there is.
    (excess.max(0.0) * divergence_per_chi_square(n, m)).sqrt().min(1.0)
}

/// ε, from the number of values in each category.
pub(super) fn inflation(sizes: impl Iterator<Item = f64>, n: f64, m: f64) -> f64 {
    let (mut k, mut inverse_shares) = (0.0, Sum::default());
    for size in sizes {
        k += 1.0;
        inverse_shares.add((n + m) / size);
    }
    let (s, inverses, squares) = (inverse_shares.total(), 1.0 / n + 1.0 / m, 1.0 / (n * n) + 1.0 / (m * m));
    let third = squares / 16.0 * (s - 3.0 * k + 2.0);
    let fourth = (squares / 8.0 - inverses * inverses / 64.0) * (s - 2.0 * k + 1.0);
    (fourth - third) * 8.0 / ((k - 1.0) * inverses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_compare_has_no_band() {
        assert_eq!(null_band_auto(&[0, 0], &[1, 2]), 0.0);
        assert_eq!(null_band_auto(&[7], &[3]), 0.0);
        assert_eq!((null_band(1, 9, 9), null_band(3, 0, 9)), (0.0, 0.0));
    }

    #[test]
    fn hostile_counts_have_a_band() {
        assert!(null_band_auto(&[u64::MAX, 1], &[1, u64::MAX]).is_finite());
        assert!(null_band_auto(&[1; 1_000], &[1; 10]).is_finite());
    }

    #[test]
    fn equal_sizes_are_williams_correction() {
        // q − 1 = (N/n + N/m − 1)(Σ N/tⱼ − 1)/(6N(k − 1)), the published form.
        let sizes = [40.0, 60.0, 100.0];
        let published = 3.0 * (200.0 / 40.0 + 200.0 / 60.0 + 2.0 - 1.0) / (6.0 * 200.0 * 2.0);
        let found = inflation(sizes.into_iter(), 100.0, 100.0);
        assert!((found / published - 1.0).abs() < 0.05, "{found} {published}");
    }

    #[test]
    fn the_formula_meets_the_permutation() {
        for (reference, production) in
            [(vec![300, 280, 420], vec![35, 20, 45]), (vec![25; 20], vec![25; 20]), (vec![2_000; 10], vec![10; 10])]
        {
            let permuted = null_band_permuted(&reference, &production, 20_000, 3).unwrap();
            let formula = null_band_auto(&reference, &production);
            assert!((formula / permuted - 1.0).abs() < 0.04, "{formula} {permuted}");
        }
    }
}
