//! Fisher's F law: its tail.
//!
//! ```text
//! P(F ≥ f) = I(d₂/(d₂ + d₁ f); d₂/2, d₁/2)      I the regularised incomplete beta function
//! ```
//!
//! The law of a ratio of two mean squares (Snedecor 1934; Johnson, Kotz and Balakrishnan 1995, chapter 27). Degrees of freedom are
//! positive numbers and need not be whole. With d₁ = 1 it is [`crate::student_t_law`] of √f. Relative accuracy: 1e-12 down to
//! 1e-300 for 0.5 to 10⁷ degrees of freedom on either side.

use crate::laws::special::beta_i;

/// The probability that a variable with `numerator` and `denominator` degrees of freedom is at least `f`; 1 at and below 0.
///
/// NaN where the degrees of freedom are not positive and finite, or `f` is not a number.
///
/// ```
/// let p = driftscope_stats::f_law::sf(4.0, 2.0, 10.0);
/// assert!((p - 1.8_f64.powi(-5)).abs() < 1e-15);
/// ```
#[must_use]
pub fn sf(f: f64, numerator: f64, denominator: f64) -> f64 {
    if f.is_nan() {
        return f64::NAN;
    }
    // d₁ f/d₂ and its reciprocal, of which one does not overflow.
    let ratio = f.max(0.0) * (numerator / denominator);
    let (below, above) = if ratio > 1.0 {
        let inverse = 1.0 / ratio;
        (inverse / (1.0 + inverse), 1.0 / (1.0 + inverse))
    } else {
        (1.0 / (1.0 + ratio), ratio / (1.0 + ratio))
    };
    beta_i(0.5 * denominator, 0.5 * numerator, below, above)
}

#[cfg(test)]
mod tests {
    use super::sf;
    use crate::laws::student_t_law::two_sided;

    #[test]
    fn one_degree_of_freedom_is_the_law_of_t() {
        for (t, df) in [(0.1_f64, 3.0), (2.0, 10.0), (30.0, 50.0), (1e4, 2.0)] {
            assert!((sf(t * t, 1.0, df) / two_sided(t, df) - 1.0).abs() < 1e-12, "{t}, {df}");
        }
    }

    #[test]
    fn turning_the_ratio_around_gives_the_other_tail() {
        for (f, d1, d2) in [(0.3, 4.0, 9.0), (1.7, 20.0, 6.0), (2.5, 1.5, 300.0)] {
            assert!((sf(f, d1, d2) + sf(1.0 / f, d2, d1) - 1.0).abs() < 1e-14, "{f}, {d1}, {d2}");
        }
    }

    #[test]
    fn the_ends_are_reached() {
        assert_eq!((sf(0.0, 2.0, 5.0), sf(-3.0, 2.0, 5.0), sf(f64::INFINITY, 2.0, 5.0)), (1.0, 1.0, 0.0));
        assert!(sf(1.0, 0.0, 5.0).is_nan() && sf(1.0, 2.0, -1.0).is_nan() && sf(f64::NAN, 2.0, 5.0).is_nan());
    }
}
