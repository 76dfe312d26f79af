//! The two-sample z test for shares.
//!
//! ```text
//! z = (p₁ − p₂)/√(p (1 − p) (1/n₁ + 1/n₂)),   p = (x₁ + x₂)/(n₁ + n₂)
//! ```
//!
//! Two-sided, with the pooled share, as statsmodels' `proportions_ztest`; z² is Pearson's χ² of the 2 × 2 table. Good
//! where every expected count is at least 5, else use [`crate::fisher`]. Relative accuracy: 1e-12 where the two shares
//! differ in more than their last digits.

use crate::laws::special::erfc;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportions {
    /// The standardised difference, positive where the first share is larger.
    pub z: f64,
    /// The probability of a difference at least as large, in either direction.
    pub p_value: f64,
}

/// Compares `hits_a` of `n_a` with `hits_b` of `n_b`. `None` where a sample is empty or has more hits than values.
///
/// Where all values are hits, or none are, z is 0 and p is 1.
///
/// ```
/// let test = driftscope_stats::proportions::two_proportions(45, 100, 30, 100).unwrap();
/// assert!((test.z - 2.190_890_230_020_664_5).abs() < 1e-14);
/// assert!((test.p_value - 0.028_459_736_916_310_61).abs() < 1e-15);
/// ```
#[must_use]
pub fn two_proportions(hits_a: u64, n_a: u64, hits_b: u64, n_b: u64) -> Option<Proportions> {
    if n_a == 0 || n_b == 0 || hits_a > n_a || hits_b > n_b {
        return None;
    }
    let (a, b) = (n_a as f64, n_b as f64);
    let (hits, misses) = (hits_a as f64 + hits_b as f64, (n_a - hits_a) as f64 + (n_b - hits_b) as f64);
    if hits == 0.0 || misses == 0.0 {
        return Some(Proportions { z: 0.0, p_value: 1.0 });
    }
    let total = a + b;
    let variance = (hits / total) * (misses / total) * (1.0 / a + 1.0 / b);
    let z = (hits_a as f64 / a - hits_b as f64 / b) / variance.sqrt();
    // ½ erfc on each side.
    Some(Proportions { z, p_value: erfc(z.abs() / core::f64::consts::SQRT_2) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_compare_is_no_difference() {
        let none = Some(Proportions { z: 0.0, p_value: 1.0 });
        assert_eq!((two_proportions(0, 5, 0, 9), two_proportions(5, 5, 9, 9)), (none, none));
    }

    #[test]
    fn impossible_counts_have_no_test() {
        assert_eq!((two_proportions(1, 0, 1, 2), two_proportions(3, 2, 1, 2)), (None, None));
        assert!(two_proportions(u64::MAX, u64::MAX, 1, u64::MAX).is_some());
    }

    #[test]
    fn the_square_is_pearsons() {
        let z = two_proportions(17, 90, 40, 95).unwrap();
        let square = crate::count_tests::chi_square::homogeneity(&[17, 73], &[40, 55]).unwrap();
        assert!((z.z * z.z / square.statistic - 1.0).abs() < 1e-13);
        assert!((z.p_value / square.p_value - 1.0).abs() < 1e-12);
    }
}
