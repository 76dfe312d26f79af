//! The L∞ distance: the largest change of any one category's share.
//!
//! ```text
//! L∞ = max |pⱼ − qⱼ|
//! ```
//!
//! From 0 to 1, also known as Chebyshev's distance; TensorFlow Data Validation measures categories by it. It does not depend on
//! how many shares have changed, and does not grow with the number of categories. Accuracy: 1e-16 absolute.

use crate::samples::counts::{pairs, totals};

/// The distance of two sets of counts over the same categories. `None` where a side has no value.
///
/// ```
/// let distance = driftscope_stats::l_infinity::l_infinity(&[30, 30, 40], &[50, 20, 30]).unwrap();
/// assert!((distance - 0.2).abs() < 1e-15);
/// ```
#[must_use]
pub fn l_infinity(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    Some(
        pairs(reference, production)
            .map(|(left, right)| (left as f64 / n - right as f64 / m).abs())
            .fold(0.0, f64::max),
    )
}

#[cfg(test)]
mod tests {
    use super::l_infinity;

    #[test]
    fn the_ends_are_reached() {
        assert_eq!(l_infinity(&[1, 2], &[2, 4, 0]), Some(0.0));
        assert_eq!(l_infinity(&[3, 0], &[0, 5]), Some(1.0));
        assert_eq!((l_infinity(&[3], &[0, 0]), l_infinity(&[], &[])), (None, None));
    }
}
