//! The Hellinger distance.
//!
//! ```text
//! H = √(½ Σ (√pⱼ − √qⱼ)²)
//! ```
//!
//! Hellinger (1909, doi 10.1515/crll.1909.136.210). From 0 for equal shares to 1 for shares without a common category;
//! a metric. A category that is empty on one side needs no correction. Two samples of one law are about √((k − 1)(1/n + 1/m)/8)
//! apart by chance. Relative accuracy: 1e-12.

use crate::samples::counts::{non_empty, totals};
use crate::sums::compensated::Sum;

/// The distance of two sets of counts over the same categories. `None` where a side has no value.
///
/// ```
/// let distance = driftscope_stats::hellinger::hellinger(&[50, 50], &[100, 0]).unwrap();
/// assert!((distance - (1.0 - 0.5_f64.sqrt()).sqrt()).abs() < 1e-15);
/// ```
#[must_use]
pub fn hellinger(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    let sum: Sum = non_empty(reference, production)
        .map(|(left, right)| {
            let (p, q) = (left as f64 / n, right as f64 / m);
            // √p − √q without the cancellation.
            let difference = (p - q) / (p.sqrt() + q.sqrt());
            difference * difference
        })
        .collect();
    Some((0.5 * sum.total()).sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::hellinger;

    #[test]
    fn the_ends_are_reached() {
        assert_eq!(hellinger(&[1, 2], &[2, 4, 0]), Some(0.0));
        assert_eq!(hellinger(&[3, 0], &[0, 5]), Some(1.0));
        assert_eq!((hellinger(&[3], &[0, 0]), hellinger(&[], &[])), (None, None));
    }
}
