//! Student's t law: its tail.
//!
//! ```text
//! P(|T| ≥ t) = I(d/(d + t²); d/2, ½)      d degrees of freedom, I the regularised incomplete beta function
//! ```
//!
//! "Student" (1908, doi 10.1093/biomet/6.1.1). The square of T has Fisher's F law with 1 and d degrees of freedom, so the
//! same tail serves every F test of two groups. Degrees of freedom are positive numbers and need not be whole. Relative
//! accuracy: 1e-12 down to 1e-300 for 0.5 to 10⁷ degrees of freedom; beyond, the law is the normal one to as many digits
//! as a statistic of t² ≪ d has.

use crate::laws::special::{beta_i, erfc};

/// Above these degrees of freedom the continued fraction grows long and the normal law is as good.
const LARGEST_REFINED: f64 = 1e10;

/// The probability that a variable with `df` degrees of freedom lies at least as far from 0 as `t`.
///
/// NaN where `df` is not positive or `t` is not a number.
///
/// ```
/// let p = driftscope_stats::student_t_law::two_sided(2.0, 10.0);
/// assert!((p - 0.073_388_034_770_740_39).abs() < 1e-15);
/// ```
#[must_use]
pub fn two_sided(t: f64, df: f64) -> f64 {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df > LARGEST_REFINED {
        return erfc(t.abs() * core::f64::consts::FRAC_1_SQRT_2);
    }
    // d/(d + t²) and t²/(d + t²), from the ratio that does not overflow.
    let ratio = t.abs() / df.sqrt();
    if ratio > 1.0 {
        let inverse = 1.0 / ratio;
        let square = inverse * inverse;
        beta_i(0.5 * df, 0.5, square / (1.0 + square), 1.0 / (1.0 + square))
    } else {
        let square = ratio * ratio;
        beta_i(0.5 * df, 0.5, 1.0 / (1.0 + square), square / (1.0 + square))
    }
}

#[cfg(test)]
mod tests {
    use super::two_sided;

    #[test]
    fn one_and_two_degrees_of_freedom_have_closed_forms() {
        for t in [1e-3, 0.5, 1.0, 3.0, 50.0, 1e5] {
            let cauchy = 2.0 / core::f64::consts::PI * libm::atan(1.0 / t);
            assert!((two_sided(t, 1.0) / cauchy - 1.0).abs() < 1e-13, "{t}");
            // 1 − t/√(2 + t²) without the cancellation.
            let root = (2.0 + t * t).sqrt();
            assert!((two_sided(t, 2.0) / (2.0 / (root * (root + t))) - 1.0).abs() < 1e-13, "{t}");
        }
    }

    #[test]
    fn many_degrees_of_freedom_come_near_the_normal_law() {
        for t in [0.5, 2.0, 5.0] {
            assert!((two_sided(t, 9.9e9) / two_sided(t, 1.1e10) - 1.0).abs() < 1e-7, "{t}");
        }
    }

    #[test]
    fn the_ends_are_reached() {
        assert_eq!(
            (two_sided(0.0, 5.0), two_sided(f64::INFINITY, 5.0), two_sided(1e300, 0.5)),
            (1.0, 0.0, two_sided(-1e300, 0.5))
        );
        assert!(two_sided(1.0, 0.0).is_nan() && two_sided(f64::NAN, 1.0).is_nan());
    }
}
