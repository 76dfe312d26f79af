//! The population stability index.
//!
//! ```text
//! PSI = Σ (qⱼ − pⱼ) ln(qⱼ/pⱼ)
//! ```
//!
//! The symmetrised Kullback–Leibler divergence (Jeffreys 1946, doi 10.1098/rspa.1946.0056), in use for credit scores
//! since the 1990s (Siddiqi 2006); 0.1 and 0.25 are its usual thresholds. An empty bin would make it infinite, so
//! shares of 0 are taken as 0.0001. Accuracy: 1e-14 absolute.

use crate::samples::bins::count_between;
use crate::samples::counts::{non_empty, totals};
use crate::samples::ordered::Ordered;
use crate::samples::quantile::quantile_sorted;
use crate::sums::compensated::Sum;

/// What stands for a share of 0.
const SMALLEST_SHARE: f64 = 1e-4;

/// The index of two sets of counts over the same bins. `None` where a side has no value.
///
/// ```
/// let psi = driftscope_stats::psi::psi(&[50, 50], &[60, 40]).unwrap();
/// assert!((psi - 0.1 * 1.5_f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn psi(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    let share = |count: u64, total: f64| if count == 0 { SMALLEST_SHARE } else { count as f64 / total };
    let sum: Sum = non_empty(reference, production)
        .map(|(left, right)| {
            let (p, q) = (share(left, n), share(right, m));
            (q - p) * libm::log(q / p)
        })
        .collect();
    Some(sum.total())
}

/// The index of two sorted samples on the deciles of the reference. `None` where a sample is empty.
///
/// Deciles that coincide are one edge. A value at an edge belongs to the bin above it.
///
/// ```
/// let reference: Vec<f64> = (0..1000).map(f64::from).collect();
/// let production: Vec<f64> = (100..1100).map(f64::from).collect();
/// let psi = driftscope_stats::psi::psi_sorted(&reference, &production).unwrap();
/// assert!((psi - 0.759_399_470_426_310_1).abs() < 1e-12);
/// ```
#[must_use]
pub fn psi_sorted<R: Ordered + ?Sized, P: Ordered + ?Sized>(
    reference_sorted: &R,
    production_sorted: &P,
) -> Option<f64> {
    if reference_sorted.size() == 0 || production_sorted.size() == 0 {
        return None;
    }
    let mut edges: Vec<f64> =
        (1..10).filter_map(|decile| quantile_sorted(reference_sorted, f64::from(decile) / 10.0)).collect();
    edges.dedup();
    psi(&count_between(reference_sorted, &edges), &count_between(production_sorted, &edges))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_have_index_zero() {
        assert_eq!(psi(&[1, 2, 0, 3], &[10, 20, 0, 30]), Some(0.0));
    }

    #[test]
    fn an_empty_share_is_floored() {
        let expected = 2.0 * (0.9999 * libm::log(10_000.0));
        assert!((psi(&[4, 0], &[0, 4]).unwrap() - expected).abs() < 1e-13);
    }

    #[test]
    fn empty_samples_have_none() {
        assert_eq!((psi(&[], &[1]), psi_sorted(&[], &[1.0]), psi_sorted(&[1.0], &[])), (None, None, None));
    }
}
