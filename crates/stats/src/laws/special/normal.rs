//! The normal law: its upper tail and its quantiles.
//!
//! ```text
//! sf(z) = ½ erfc(z/√2)
//! ```
//!
//! The quantile starts from Abramowitz and Stegun 26.2.23 (error below 4.5e-4, <https://dlmf.nist.gov/7.17>) and is
//! refined by a fixed number of Halley steps on the logarithm of the tail, so its accuracy is that of `erfc`:
//! 1e-13 relative down to tails of 1e-300.

use core::f64::consts::{FRAC_1_SQRT_2, TAU};

/// The complementary error function 2/√π ∫ₓ^∞ e^(−t²) dt.
///
/// ```
/// assert!((driftscope_stats::special::erfc(1.0) - 0.157_299_207_050_285_13).abs() < 1e-16);
/// ```
#[must_use]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// The probability that a standard normal variable exceeds `z`.
///
/// ```
/// assert!((driftscope_stats::special::normal_sf(1.959_963_984_540_054) - 0.025).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_sf(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// The value that a standard normal variable stays under with probability `p`.
///
/// Minus infinity at 0, infinity at 1, NaN outside of them.
///
/// ```
/// let z = driftscope_stats::special::normal_quantile(0.975);
/// assert!((z - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        f64::NAN
    } else if p < 0.5 {
        -upper(p)
    } else {
        upper(1.0 - p)
    }
}

/// The z ≥ 0 with sf(z) = `tail`, for a tail from 0 to ½.
fn upper(tail: f64) -> f64 {
    if tail <= 0.0 {
        return f64::INFINITY;
    }
    let t = (-2.0 * libm::log(tail)).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - numerator / denominator;
    for _ in 0..4 {
        let sf = normal_sf(z);
        // With s = ln sf: s' = −φ/sf and s'' = s'(−z − s'). On the logarithm the steps work at any depth.
        let slope = -libm::exp(-0.5 * z * z) / (TAU.sqrt() * sf);
        let curvature = slope * (-z - slope);
        let miss = libm::log(sf / tail);
        z -= 2.0 * miss * slope / (2.0 * slope * slope - miss * curvature);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_inverts_the_tail() {
        for exponent in 1..300 {
            let tail = libm::pow(10.0, -f64::from(exponent));
            assert!((normal_sf(-normal_quantile(tail)) / tail - 1.0).abs() < 1e-11, "1e-{exponent}");
        }
        assert!(normal_quantile(0.5).abs() < 1e-16);
    }

    #[test]
    fn probabilities_out_of_range_have_no_quantile() {
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(normal_quantile(-0.1).is_nan() && normal_quantile(1.1).is_nan() && normal_quantile(f64::NAN).is_nan());
    }
}
