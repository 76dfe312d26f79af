//! Corrections for testing many columns at once.
//!
//! At α = 0.05 one undrifted column in twenty is significant. These adjust the p-values, so that comparing with α holds
//! for all columns together. With p₍₁₎ ≤ … ≤ p₍ₖ₎:
//!
//! ```text
//! Bonferroni             min(1, k p)
//! Holm                   max over j ≤ i of min(1, (k − j + 1) p₍ⱼ₎)
//! Benjamini–Hochberg     min over j ≥ i of min(1, k p₍ⱼ₎/j)
//! Benjamini–Yekutieli    the same times 1 + 1/2 + … + 1/k
//! ```
//!
//! The first two bound the chance of any false alarm (Dunn 1961, doi 10.1080/01621459.1961.10482090; Holm 1979), the others
//! the expected share of false alarms among the alarms (Benjamini and Hochberg 1995,
//! doi 10.1111/j.2517-6161.1995.tb02031.x; for any dependence Benjamini and Yekutieli 2001, doi 10.1214/aos/1013699998).
//!
//! Results come in the order of the input. A NaN counts as 1. Accuracy: 1e-15 relative.

use crate::samples::sorting::sort_by;

/// Controls the false discovery rate where the tests are independent or positively dependent.
///
/// ```
/// let adjusted = driftscope_stats::correction::benjamini_hochberg(&[0.01, 0.5, 0.02]);
/// assert_eq!(adjusted, [0.03, 0.5, 0.03]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    step_up(p_values, 1.0)
}

/// Controls the false discovery rate under any dependence.
///
/// ```
/// let adjusted = driftscope_stats::correction::benjamini_yekutieli(&[0.01, 0.5]);
/// assert!((adjusted[0] - 0.03).abs() < 1e-15 && (adjusted[1] - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn benjamini_yekutieli(p_values: &[f64]) -> Vec<f64> {
    step_up(p_values, (1..=p_values.len()).rev().map(|rank| 1.0 / rank as f64).sum())
}

/// Controls the chance of any false alarm under any dependence; never weaker than [`bonferroni`].
///
/// ```
/// assert_eq!(driftscope_stats::correction::holm(&[0.01, 0.5, 0.25]), [0.03, 0.5, 0.5]);
/// ```
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![1.0; p_values.len()];
    let mut largest = 0.0_f64;
    for (rank, (place, p)) in ascending(p_values).into_iter().enumerate() {
        largest = largest.max((p * (p_values.len() - rank) as f64).min(1.0));
        adjusted[place] = largest;
    }
    adjusted
}

/// Controls the chance of any false alarm in the simplest way.
///
/// ```
/// assert_eq!(driftscope_stats::correction::bonferroni(&[0.25, 0.75]), [0.5, 1.0]);
/// ```
#[must_use]
pub fn bonferroni(p_values: &[f64]) -> Vec<f64> {
    p_values.iter().map(|&p| (as_probability(p) * p_values.len() as f64).min(1.0)).collect()
}

/// Benjamini and Hochberg's way from the largest p-value down.
fn step_up(p_values: &[f64], factor: f64) -> Vec<f64> {
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0_f64;
    for (rank, (place, p)) in ascending(p_values).into_iter().enumerate().rev() {
        smallest = smallest.min(p * factor * p_values.len() as f64 / (rank + 1) as f64);
        adjusted[place] = smallest;
    }
    adjusted
}

/// The p-values with their places, ascending; equal ones in the order of the input.
fn ascending(p_values: &[f64]) -> Vec<(usize, f64)> {
    let mut ordered: Vec<(usize, f64)> = p_values.iter().copied().map(as_probability).enumerate().collect();
    sort_by(&mut ordered, &|(_, left), (_, right)| left.total_cmp(right));
    ordered
}

fn as_probability(p: f64) -> f64 {
    if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_p_value_gives_no_result() {
        for correct in [benjamini_hochberg, benjamini_yekutieli, holm, bonferroni] {
            assert!(correct(&[]).is_empty());
            assert_eq!(correct(&[0.04]), [0.04]);
            assert_eq!(correct(&[f64::NAN, 7.0, -1.0]), [1.0, 1.0, 0.0]);
        }
    }

    #[test]
    fn no_correction_lowers_a_p_value() {
        let mut random = crate::random::Random::new(6);
        let p_values: Vec<f64> = (0..200).map(|_| random.unit()).collect();
        for correct in [benjamini_hochberg, benjamini_yekutieli, holm, bonferroni] {
            assert!(correct(&p_values).iter().zip(&p_values).all(|(adjusted, p)| adjusted >= p && *adjusted <= 1.0));
        }
    }
}
