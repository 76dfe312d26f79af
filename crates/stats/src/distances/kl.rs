//! The Kullback–Leibler divergence from the reference's shares to production's.
//!
//! ```text
//! KL = Σ pⱼ ln(pⱼ/qⱼ)      p shares of the reference, q of production
//! ```
//!
//! Kullback and Leibler (1951, doi 10.1214/aoms/1177729694), in nats. From 0 without an upper end, and not the same when the sides change
//! places. A category that production has lost would make it infinite, so production's shares of 0 are taken as 0.0001, and all of its
//! shares are divided by their new sum. A category that is new adds nothing of its own: only that all others
//! have shrunk shows. Computed from terms that are never negative: accuracy 1e-15 absolute, 1e-12 relative.

use crate::laws::special::deviance;
use crate::samples::counts::{non_empty, totals};
use crate::sums::compensated::Sum;

/// What stands for a share of 0.
const SMALLEST_SHARE: f64 = 1e-4;

/// The divergence of two sets of counts over the same categories. `None` where a side has no value.
///
/// ```
/// let divergence = driftscope_stats::kl::kl(&[50, 50], &[75, 25]).unwrap();
/// assert!((divergence - 0.5 * (4.0_f64 / 3.0).ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn kl(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    let lost = non_empty(reference, production).filter(|&(_, right)| right == 0).count() as f64;
    let all = 1.0 + lost * SMALLEST_SHARE;
    let sum: Sum = non_empty(reference, production)
        .map(|(left, right)| {
            let p = left as f64 / n;
            let q = if right == 0 { SMALLEST_SHARE / all } else { right as f64 / (m * all) };
            // p ln(p/q) + q − p; what is added sums to 0.
            if left == 0 { q } else { deviance(p, q) }
        })
        .collect();
    Some(sum.total())
}

#[cfg(test)]
mod tests {
    use super::kl;

    #[test]
    fn equal_shares_have_none() {
        assert_eq!(kl(&[1, 2, 0, 3], &[10, 20, 0, 30]), Some(0.0));
        assert_eq!((kl(&[0, 0], &[1, 2]), kl(&[1], &[])), (None, None));
    }

    #[test]
    fn a_lost_category_is_finite() {
        let expected = libm::log(1.0001 / 0.0001);
        assert!((kl(&[0, 4], &[4, 0]).unwrap() - expected).abs() < 1e-14);
    }
}
