//! Cramér's V of the 2 × k table, corrected for its bias.
//!
//! ```text
//! φ² = χ²/N,   φ̃² = max(0, φ² − (k − 1)(r − 1)/(N − 1)),   k̃ = k − (k − 1)²/(N − 1),   r̃ likewise with r = 2
//! V = √(φ̃²/min(k̃ − 1, r̃ − 1))
//! ```
//!
//! Bergsma (2013, doi 10.1016/j.jkss.2012.10.002). From 0, no association between category and side, to 1. Without
//! the correction it would be above 0 without any association, the more so the fewer the rows. Relative accuracy: 1e-11.

use crate::count_tests::chi_square::homogeneity;
use crate::samples::counts::totals;

/// The association between category and side. `None` where a side has no value or only one category occurs.
///
/// ```
/// let v = driftscope_stats::cramers_v::cramers_v(&[90, 10], &[10, 90]).unwrap();
/// assert!((v - 0.798_862_828_138_735).abs() < 1e-12);
/// ```
#[must_use]
pub fn cramers_v(reference: &[u64], production: &[u64]) -> Option<f64> {
    let (n, m) = totals(reference, production)?;
    let test = homogeneity(reference, production)?;
    let degrees_of_freedom = test.degrees_of_freedom;
    if degrees_of_freedom < 1.0 {
        return None;
    }
    let others = n + m - 1.0;
    let square = (test.statistic / (n + m) - degrees_of_freedom / others).max(0.0);
    let columns = degrees_of_freedom - degrees_of_freedom * degrees_of_freedom / others;
    let rows = 1.0 - 1.0 / others;
    let smaller = columns.min(rows);
    // Two values in two categories leave nothing to divide by.
    (smaller > 0.0).then(|| (square / smaller).sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::cramers_v;

    #[test]
    fn chance_alone_has_no_association() {
        assert_eq!(cramers_v(&[51, 49], &[49, 51]), Some(0.0));
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!((cramers_v(&[5], &[5]), cramers_v(&[0], &[5]), cramers_v(&[1, 0], &[0, 1])), (None, None, None));
    }
}
