//! Errors of labelled rows with weights that make them like other rows: what these would show if they had labels.
//!
//! ```text
//! L = Σ w l / Σ w,   Var = Σ w² (l − L)² / (Σ w)² + Σ w (l − L)² / Σ w / n      of n rows without labels
//! ```
//!
//! The first part of the variance is that of the labelled rows, the second that of the rows without labels, so that the interval is about the
//! value that their labels would show. The weights count as known.

use crate::performance::measured::{Estimated, Measured, Scale};

/// The mean absolute error, the root of the mean squared error and the mean error of `rows` rows, in this order, from errors (answer less
/// label) with their weights. None without errors or rows.
#[must_use]
pub fn weighted_errors(errors: &[(f64, f64)], rows: u64) -> Option<[Measured; 3]> {
    // Sums do not depend on the order of rows.
    let mut errors = errors.to_vec();
    errors.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let total: f64 = errors.iter().map(|(_, weight)| weight).sum();
    if total.is_nan() || total <= 0.0 || rows == 0 {
        return None;
    }
    let of = |loss: fn(f64) -> f64| {
        let value = errors.iter().map(|(error, weight)| weight * loss(*error)).sum::<f64>() / total;
        let (mut known, mut spread) = (0.0, 0.0);
        for (error, weight) in &errors {
            let square = (loss(*error) - value) * (loss(*error) - value);
            known += weight * weight * square;
            spread += weight * square;
        }
        Estimated { value, variance: known / (total * total) + spread / total / rows as f64, n: rows }
    };
    let squared = of(|error| error * error);
    let root = squared.value.sqrt();
    let variance = if root > 0.0 { squared.variance / (4.0 * squared.value) } else { 0.0 };
    let rmse = Estimated { value: root, variance, n: rows };
    Some([of(f64::abs), rmse, of(|error| error)].map(|found| found.measured(Scale::Plain)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    #[test]
    fn weights_change_the_mean_and_widen_the_interval() {
        let errors = [1.0, -1.0, 2.0, -3.0];
        let even = weighted_errors(&errors.map(|error| (error, 1.0)), 1_000_000).unwrap();
        assert!((even[0].value - 1.75).abs() < 1e-15 && (even[1].value - 3.75_f64.sqrt()).abs() < 1e-15);
        assert!((even[2].value + 0.25).abs() < 1e-15);
        // Var = Σ (l − L)²/n² = 2.75/16.
        assert!((even[0].high - even[0].value - 1.959_963_984_540_054 * (2.75_f64 / 16.0).sqrt()).abs() < 1e-5);
        let heavy = weighted_errors(&[(1.0, 1.0), (-1.0, 1.0), (2.0, 1.0), (-3.0, 5.0)], 1_000_000).unwrap();
        assert!((heavy[0].value - 19.0 / 8.0).abs() < 1e-15);
        let few = weighted_errors(&errors.map(|error| (error, 1.0)), 10).unwrap();
        assert!(few[0].high > even[0].high && few[0].value == even[0].value);
    }

    #[test]
    fn without_errors_there_is_no_estimate() {
        assert!(weighted_errors(&[], 10).is_none() && weighted_errors(&[(1.0, 1.0)], 0).is_none());
        assert!(weighted_errors(&[(1.0, f64::NAN)], 3).is_none());
    }
}
