//! The regularised incomplete beta function.
//!
//! ```text
//! I(x; a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt,   I(x; a, b) = 1 − I(1 − x; b, a)
//! ```
//!
//! The continued fraction of Didonato and Morris (1992, doi 10.1145/131766.131776), evaluated by Lentz's method on the side
//! where it converges fast. Its factor xᵃ(1 − x)ᵇ/(a B(a, b)) is a binomial probability, and as such written in Loader's form
//! (2000) with the [`deviance`](super::deviance) and the [`stirling_error`](super::stirling_error), which keeps its
//! digits where the logarithms of gamma functions would lose them. The tail is therefore computed as a tail: relative
//! accuracy 1e-12 down to 1e-300 for a and b from 0.5 to 1e7, as long as the smaller side is asked for.

use core::f64::consts::TAU;

use super::{deviance, stirling_error};

/// The smallest positive number whose reciprocal is finite, which Lentz's method puts in the place of a zero.
const TINY: f64 = f64::MIN_POSITIVE;

/// I(x; a, b), from 0 to 1. `rest` is 1 − x, which the caller often knows more exactly than x.
///
/// NaN where a or b is not positive and finite, or x or the rest is not from 0 to 1.
///
/// ```
/// use driftscope_stats::special::beta_i;
///
/// assert!((beta_i(2.0, 3.0, 0.25, 0.75) - 67.0 / 256.0).abs() < 1e-15);
/// assert!((beta_i(50.0, 0.5, 1e-6, 1.0 - 1e-6) / 7.958_927_640_153_951e-302 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn beta_i(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    // Written so that NaN is outside.
    if !(a > 0.0
        && b > 0.0
        && a.is_finite()
        && b.is_finite()
        && (0.0..=1.0).contains(&x)
        && (0.0..=1.0).contains(&rest))
    {
        return f64::NAN;
    }
    if x == 0.0 || rest == 0.0 {
        return if x == 0.0 { 0.0 } else { 1.0 };
    }
    // The fraction converges fast below the mean, (a + 1)/(a + b + 2).
    if x * (b + 1.0) <= rest * (a + 1.0) {
        below_the_mean(a, b, x, rest).min(1.0)
    } else {
        (1.0 - below_the_mean(b, a, rest, x)).max(0.0)
    }
}

/// By the continued fraction, which takes some tens of steps, and about √(a + b) close to the mean.
fn below_the_mean(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let steps = (300.0 + 10.0 * (a + b).sqrt()).min(1e6) as u32;
    // How far x is below the mean. Every denominator is made of this and of positive parts, so nothing cancels.
    let distance = a * rest - b * x;
    let mut value = nonzero(a * (distance + 1.0) / (a + 1.0));
    let (mut c, mut d) = (value, 0.0);
    for step in 1..=steps {
        let i = f64::from(step);
        let odd = a + 2.0 * i - 1.0;
        let numerator = (i * (a + i - 1.0) / odd) * ((a + b + i - 1.0) / odd) * (b - i) * x * x;
        let denominator = i + i * (b - i) * x / odd + (a + i) * (distance + 1.0 + i * (1.0 + rest)) / (odd + 2.0);
        d = 1.0 / nonzero(denominator + numerator * d);
        c = nonzero(denominator + numerator / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    binomial(a, b, x, rest) * (a / (a + b)) * b / value
}

/// Γ(a + b + 1)/(Γ(a + 1) Γ(b + 1)) · xᵃ (1 − x)ᵇ.
fn binomial(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let sum = a + b;
    let exponent =
        stirling_error(sum) - stirling_error(a) - stirling_error(b) - deviance(a, sum * x) - deviance(b, sum * rest);
    libm::exp(exponent) * (sum / (TAU * a * b)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_sides_make_one() {
        for (a, b) in [(0.5, 0.5), (1.0, 7.5), (30.0, 0.5), (2_000.0, 3_000.0), (5e5, 0.5)] {
            for step in 1..40 {
                let x = f64::from(step) / 40.0;
                assert!((beta_i(a, b, x, 1.0 - x) + beta_i(b, a, 1.0 - x, x) - 1.0).abs() < 1e-14, "{a}, {b}, {x}");
            }
        }
    }

    #[test]
    fn the_edges_of_the_domain_have_values() {
        assert_eq!((beta_i(2.0, 3.0, 0.0, 1.0), beta_i(2.0, 3.0, 1.0, 0.0)), (0.0, 1.0));
        for (a, b, x) in
            [(0.0, 1.0, 0.5), (1.0, -1.0, 0.5), (1.0, 1.0, 1.5), (f64::NAN, 1.0, 0.5), (1.0, 1.0, f64::NAN)]
        {
            assert!(beta_i(a, b, x, 1.0 - x).is_nan(), "{a}, {b}, {x}");
        }
    }
}
