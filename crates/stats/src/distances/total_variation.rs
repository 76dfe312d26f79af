//! The total variation distance: the share of values that would have to change category.
//!
//! ```text
//! TV = ½ Σ |pⱼ − qⱼ|
//! ```
//!
//! From 0 to 1 (Levin and Peres 2017, doi 10.1090/mbk/107, chapter 4). Accuracy: 1e-15 absolute.

use crate::samples::counts::{pairs, totals};
use crate::sums::compensated::Sum;

/// The distance of two sets of counts over the same categories. `None` where a side has no value.
///
/// ```
/// let distance = driftscope_stats::total_variation::total_variation(&[30, 70], &[50, 50]).unwrap();
/// assert!((distance - 0.2).abs() < 1e-15);
/// ```
#[must_use]
pub fn total_variation(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    let sum: Sum =
        pairs(reference, production).map(|(left, right)| (left as f64 / n - right as f64 / m).abs()).collect();
    Some((0.5 * sum.total()).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::total_variation;

    #[test]
    fn the_ends_are_reached() {
        assert_eq!(total_variation(&[1, 2], &[2, 4, 0]), Some(0.0));
        assert_eq!(total_variation(&[3, 0], &[0, 5]), Some(1.0));
        assert_eq!(total_variation(&[3], &[0, 0]), None);
    }
}
