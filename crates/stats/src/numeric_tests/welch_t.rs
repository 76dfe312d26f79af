//! Welch's t-test: do two samples have the same mean, whatever their spreads?
//!
//! ```text
//! t = (mean x − mean y)/√(a + b),   a = s_x²/n,   b = s_y²/m
//! d = (a + b)²/(a²/(n − 1) + b²/(m − 1))
//! ```
//!
//! Welch (1947, doi 10.1093/biomet/34.1-2.28); the degrees of freedom are Satterthwaite's (1946, doi 10.2307/3002019).
//! t is positive where the *reference* has the larger mean. The law is good from some ten values on each side, more where
//! the column is skewed; an outlier can hide or feign any difference of means. Infinite values are left out. Below two values on a
//! side, where neither has any spread, and where a standard deviation exceeds the largest double, there is no test. Relative accuracy against SciPy 1.17's
//! `ttest_ind(equal_var=False)`: 1e-12, p-values 1e-9 down to 1e-300; a mean of 10ᵏ standard deviations takes
//! k digits off.

use crate::laws::student_t_law;
use crate::numeric_tests::student_t::TTest;
use crate::sums::moments::Moments;

/// Compares two samples by their means and standard deviations.
///
/// `None` where a sample has fewer than two values, neither has any spread, or a standard deviation exceeds the largest double.
///
/// ```
/// use driftscope_stats::moments::Moments;
/// use driftscope_stats::welch_t::welch_t;
///
/// let (reference, production) = (Moments::of_sorted(&[1.0, 2.0, 3.0]), Moments::of_sorted(&[3.0, 5.0, 7.0]));
/// let test = welch_t(&reference, &production).unwrap();
/// assert!((test.degrees_of_freedom - 50.0 / 17.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn welch_t(reference: &Moments, production: &Moments) -> Option<TTest> {
    let (left, right) = (reference.sd?, production.sd?);
    let larger = left.max(right);
    if larger <= 0.0 || larger.is_infinite() {
        return None;
    }
    let (n, m) = (reference.count as f64, production.count as f64);
    // In units of the larger standard deviation, whose square may exceed the largest double.
    let (left, right) = (left / larger, right / larger);
    let (a, b) = (left * left / n, right * right / m);
    let statistic = (reference.mean? - production.mean?) / larger / (a + b).sqrt();
    let degrees_of_freedom = (a + b) * (a + b) / (a * a / (n - 1.0) + b * b / (m - 1.0));
    let p_value = student_t_law::two_sided(statistic, degrees_of_freedom);
    Some(TTest { statistic, p_value, degrees_of_freedom })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(reference: &[f64], production: &[f64]) -> Option<TTest> {
        welch_t(&Moments::of_sorted(reference), &Moments::of_sorted(production))
    }

    #[test]
    fn where_there_is_no_test() {
        assert_eq!((test(&[1.0], &[2.0, 3.0]), test(&[], &[1.0, 2.0]), test(&[3.0; 4], &[5.0; 6])), (None, None, None));
    }

    #[test]
    fn a_constant_side_leaves_the_other_its_freedom() {
        let found = test(&[2.0; 9], &[1.0, 2.0, 4.0, 8.0]).unwrap();
        assert!((found.degrees_of_freedom - 3.0).abs() < 1e-14);
    }

    #[test]
    fn units_do_not_matter() {
        let plain = test(&[1.0, 2.0, 4.0], &[3.0, 5.0, 7.0, 9.0]).unwrap();
        let huge = test(&[1e300, 2e300, 4e300], &[3e300, 5e300, 7e300, 9e300]).unwrap();
        assert!((plain.statistic / huge.statistic - 1.0).abs() < 1e-14);
    }
}
