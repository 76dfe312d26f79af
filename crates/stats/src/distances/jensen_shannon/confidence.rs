//! A 95 % confidence interval for the Jensen–Shannon distance of the two laws that the counts were drawn from.
//!
//! A single effect does not say what it leaves open: 0.03 from a hundred rows may be 0.2, and from a million it is 0.03. The
//! interval shows that, and an upper end below the smallest difference that matters *shows* that nothing larger is there.
//!
//! ```text
//! JSD₂/f ~ χ²(k − 1; λ),   λ = δ²/f,   f = (1/n + 1/m)/(8 ln 2),   δ the distance sought
//! low²  = a λ₁,   P(χ²(k − 1; λ₁) ≥ JSD₂/a) = 0.025,   a = f (1 + ε)
//! high² = f λ₂,   P(χ²(k − 1; λ₂) ≥ max(JSD₂, f median χ²(k − 1))/f) = 0.975
//! ```
//!
//! The noncentral law is the second-order expansion of the divergence about equal shares, inverted as for any noncentrality
//! (Steiger and Fouladi 1997). ε is the second-order inflation of the null band: thin bins make the divergence larger than
//! the law says, which would lift the lower end. The upper end never falls below what the middle of chance would leave open:
//! a divergence that is smaller than chance mostly gives is luck, and no proof of equality.
//!
//! For large distances the delta method has a smaller variance than the law used here, V < 4 f δ² with
//! V = Var_P(½ log₂(P/M))/n + Var_Q(½ log₂(Q/M))/m, so the interval is then wider than needed, and still right.
//!
//! Coverage as measured by `examples/effect_interval_coverage.rs`: see docs/calibration.md. The ends are exact to 1e-9 for the
//! law up to divergences of 100 + 10 (k − 1) times f, and beyond that within 1 % of the interval's width, by the square root of
//! the law, which is nearly normal there.

use super::{
    chi_squared_law, corrected, divergence_per_chi_square, non_empty, null_band::inflation, pairs, sum_of_terms, totals,
};
use crate::interval::Interval;
use crate::laws::special::normal_quantile;

/// The share of samples whose interval lies wholly above the true distance, and of those whose lies below.
const TAIL: f64 = 0.025;

/// By how much thin bins may stretch the law: where the expansion asks for more it no longer holds, and the divergence is
/// smaller than under the law, not larger.
const MOST_INFLATION: f64 = 0.25;

/// The 95 % interval for the distance on these categories, from 0 to 1; the bias-corrected effect lies within. `None` where a
/// side has no value.
///
/// Where only one category occurs the interval begins at 0 and has the upper end that two would have.
///
/// ```
/// let interval = driftscope_stats::jensen_shannon::effect_interval(&[9_800, 200], &[9_000, 1_000]).unwrap();
/// assert!(interval.low > 0.13 && interval.high < 0.17);
/// ```
#[must_use]
pub fn effect_interval(reference: &[u64], production: &[u64]) -> Option<Interval> {
    let (n, m) = totals(reference, production)?;
    let categories = non_empty(reference, production).count();
    // Where one category is all that was met, a second may be rare: few rows prove nothing about it.
    let degrees_of_freedom = (categories.max(2) - 1) as f64;
    let divergence = sum_of_terms(pairs(reference, production), n, m);
    let per_chi_square = divergence_per_chi_square(n, m);
    let sizes = non_empty(reference, production).map(|(left, right)| left as f64 + right as f64);
    let inflation = if categories < 2 { 0.0 } else { inflation(sizes, n, m).clamp(0.0, MOST_INFLATION) };
    let stretched = per_chi_square * (1.0 + inflation);
    let by_chance = per_chi_square * chi_squared_law::quantile(0.5, degrees_of_freedom);
    let end = |divergence: f64, unit: f64, tail: f64| {
        (unit * noncentrality(divergence / unit, degrees_of_freedom, tail)).sqrt()
    };
    let effect = corrected(divergence, categories, n, m);
    let low = end(divergence, stretched, TAIL);
    let high = end(divergence.max(by_chance), per_chi_square, 1.0 - TAIL);
    // No distance is larger than 1, and rounding shall not part the effect from its interval.
    Some(Interval { low: low.min(effect), high: high.min(1.0).max(effect) })
}

/// The noncentrality at which the χ² law exceeds `x` in the share `tail` of cases.
fn noncentrality(x: f64, degrees_of_freedom: f64, tail: f64) -> f64 {
    if x <= 100.0 + 10.0 * degrees_of_freedom {
        return chi_squared_law::noncentrality_for_tail(x, degrees_of_freedom, tail);
    }
    // √χ² is (Z + √λ) + (d − 1)/(2 √λ) up to terms that vanish, Z standard normal.
    let root = (x.sqrt() + normal_quantile(tail)).max(0.0);
    (root * root - (degrees_of_freedom - 1.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distances::jensen_shannon::effect;

    #[test]
    fn both_ways_to_the_ends_meet() {
        for degrees_of_freedom in [1.0, 3.0, 19.0, 100.0] {
            let x = 100.0 + 10.0 * degrees_of_freedom;
            for tail in [TAIL, 1.0 - TAIL] {
                let exact = noncentrality(x, degrees_of_freedom, tail).sqrt();
                let normal = noncentrality(x * (1.0 + 1e-12), degrees_of_freedom, tail).sqrt();
                // The interval of √λ is 3.92 wide.
                assert!((exact - normal).abs() < 0.04 * 3.92, "{degrees_of_freedom} {tail}: {exact} {normal}");
            }
        }
    }

    #[test]
    fn few_rows_leave_much_open_and_many_do_not() {
        let few = effect_interval(&[15, 15], &[15, 15]).unwrap();
        assert!(few.low == 0.0 && few.high > 0.15, "{few:?}");
        let many = effect_interval(&[500_000, 500_000], &[500_000, 500_000]).unwrap();
        assert!(many.low == 0.0 && many.high < 0.002, "{many:?}");
    }

    #[test]
    fn a_single_category_in_few_rows_proves_nothing() {
        let one = effect_interval(&[30], &[30]).unwrap();
        assert!(one.low == 0.0 && one.high > 0.15, "{one:?}");
    }

    #[test]
    fn disjoint_sides_reach_one() {
        let interval = effect_interval(&[500, 0], &[0, 500]).unwrap();
        assert!(interval.low > 0.9 && interval.high == 1.0, "{interval:?}");
    }

    #[test]
    fn the_effect_lies_within_whatever_the_counts() {
        let cases: [(&[u64], &[u64]); 6] = [
            (&[1], &[1]),
            (&[1, 0], &[0, 1]),
            (&[u64::MAX, 1], &[1, u64::MAX]),
            (&[3, 0, 0, 1], &[0, 7, 2, 0]),
            (&[1_000_000, 1], &[999_000, 1_001]),
            (&[40; 500], &[41; 500]),
        ];
        for (reference, production) in cases {
            let (effect, interval) =
                (effect(reference, production).unwrap(), effect_interval(reference, production).unwrap());
            assert!(interval.low <= effect && effect <= interval.high, "{reference:?} {production:?} {interval:?}");
            assert!(interval.low >= 0.0 && interval.high <= 1.0);
        }
        assert_eq!(effect_interval(&[], &[1]), None);
    }
}
