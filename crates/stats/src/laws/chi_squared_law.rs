//! The χ² law, central and non-central: tail, quantile, and the noncentrality that gives a test its power.
//!
//! ```text
//! sf(x; d) = Q(d/2, x/2)
//! sf(x; d, λ) = Σⱼ e^(−λ/2) (λ/2)ʲ/j! · sf(x; d + 2j)
//! ```
//!
//! The mixture is DLMF-style exact (Johnson, Kotz and Balakrishnan 1995, chapter 29); all its terms are positive.
//! Degrees of freedom are positive numbers and need not be whole. Relative accuracy: 1e-12 for [`sf`], also deep in
//! the tail, 1e-11 for [`quantile`] and the non-central tail, 1e-9 for [`noncentrality_for_power`];
//! above 10⁷ degrees of freedom 1e-9 for all. Below a tenth of a degree of freedom nothing is promised.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::laws::special::{gamma_p, gamma_q, normal_quantile, poisson};

/// Above these degrees of freedom the expansions grow long, and a simple approximation has ten digits.
const LARGEST_REFINED: f64 = 1e7;

/// Beyond this, and not in any use of ours, sums of the non-central law would grow long.
const LARGEST_NONCENTRALITY: f64 = 1e8;

/// The probability that a χ² variable with `df` degrees of freedom exceeds `x`; 1 at and below 0.
///
/// NaN where `df` is not positive.
///
/// ```
/// let p = driftscope_stats::chi_squared_law::sf(3.841_458_820_694_124, 1.0);
/// assert!((p - 0.05).abs() < 1e-14);
/// ```
#[must_use]
pub fn sf(x: f64, df: f64) -> f64 {
    gamma_q(0.5 * df, 0.5 * x.max(0.0))
}

/// The value that a χ² variable with `df` degrees of freedom stays under with probability `p`.
///
/// 0 at p = 0, infinity at p = 1, NaN outside of them and where `df` is not positive.
///
/// ```
/// let x = driftscope_stats::chi_squared_law::quantile(0.95, 1.0);
/// assert!((x - 3.841_458_820_694_124).abs() < 1e-12);
/// ```
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && df > 0.0 && df.is_finite()) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    if df > LARGEST_REFINED {
        return wilson_hilferty(p, df);
    }
    let mut x = start(p, df);
    for _ in 0..6 {
        let density = density(x, df);
        // The smaller of the two tails carries the digits, and its logarithm is nearly a straight line: the lower one's
        // over ln x, the upper one's over x. So Newton's steps find home from far away, too.
        let next = if p < 0.5 {
            let lower = gamma_p(0.5 * df, 0.5 * x);
            x * libm::exp(-libm::log(lower / p) * lower / (x * density))
        } else {
            let upper = sf(x, df);
            x + libm::log(upper / (1.0 - p)) * upper / density
        };
        if next == 0.0 {
            // Smaller than any double.
            return 0.0;
        }
        if !(next > 0.0 && next.is_finite()) {
            break;
        }
        x = next;
    }
    x
}

/// The probability that a non-central χ² variable exceeds `x`; 1 at and below 0.
///
/// NaN where `df` is not positive or the noncentrality is negative or above 1e8.
///
/// ```
/// let power = driftscope_stats::chi_squared_law::noncentral_sf(3.841_458_820_694_124, 1.0, 7.848_860_5);
/// assert!((power - 0.8).abs() < 1e-7);
/// ```
#[must_use]
pub fn noncentral_sf(x: f64, df: f64, noncentrality: f64) -> f64 {
    if !(df > 0.0 && df.is_finite() && (0.0..=LARGEST_NONCENTRALITY).contains(&noncentrality)) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    let (half, mean) = (0.5 * x, 0.5 * noncentrality);
    // Poisson weights further than this from their mean are below 1e-30.
    let reach = 12.0 * mean.sqrt() + 40.0;
    let first = (mean - reach).max(0.0).floor();
    let mut count = first;
    let mut weight = if count == 0.0 { libm::exp(-mean) } else { poisson(count, mean) };
    let mut shape = 0.5 * df + count;
    // Q(a + 1, x) = Q(a, x) + xᵃe⁻ˣ/Γ(a + 1): only additions, so nothing cancels on the way up.
    let mut step = poisson(shape, half);
    let mut tail = gamma_q(shape, half);
    let mut sum = 0.0;
    loop {
        let part = weight * tail.min(1.0);
        sum += part;
        // Deep in the tail it is the weights far above the mean that count.
        if count > mean && (part <= sum * 1e-18 || count > mean + 100.0 * reach) {
            break;
        }
        tail += step;
        shape += 1.0;
        step *= half / shape;
        count += 1.0;
        weight *= mean / count;
    }
    sum.min(1.0)
}

/// The noncentrality at which a χ² test at level `alpha` with `df` degrees of freedom has the given power.
///
/// 0 where the power asked for is not above `alpha`; NaN where `alpha` or `power` is not between 0 and 1.
///
/// ```
/// let noncentrality = driftscope_stats::chi_squared_law::noncentrality_for_power(3.0, 0.05, 0.8);
/// assert!((noncentrality - 10.902_5).abs() < 1e-4);
/// ```
#[must_use]
pub fn noncentrality_for_power(df: f64, alpha: f64, power: f64) -> f64 {
    let inside = |p: f64| p > 0.0 && p < 1.0;
    if !(inside(alpha) && inside(power) && df > 0.0 && df.is_finite()) {
        return f64::NAN;
    }
    if power <= alpha {
        return 0.0;
    }
    noncentrality_for_tail(quantile(1.0 - alpha, df), df, power)
}

/// The noncentrality at which a χ² variable with `df` degrees of freedom exceeds `critical` with probability `tail`.
///
/// 0 where it does so more often without any noncentrality, 1e8 where it never does below that; NaN where `tail` is not
/// between 0 and 1, `df` is not positive or `critical` is not a number.
///
/// ```
/// let noncentrality = driftscope_stats::chi_squared_law::noncentrality_for_tail(4.8, 1.0, 0.975);
/// assert!((noncentrality - 17.229_6).abs() < 1e-4);
/// ```
#[must_use]
pub fn noncentrality_for_tail(critical: f64, df: f64, tail: f64) -> f64 {
    let inside = tail > 0.0 && tail < 1.0;
    if !(inside && df > 0.0 && df.is_finite()) || critical.is_nan() {
        return f64::NAN;
    }
    if sf(critical, df) >= tail {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    while noncentral_sf(critical, df, high) < tail && high < LARGEST_NONCENTRALITY {
        low = high;
        high = (2.0 * high).min(LARGEST_NONCENTRALITY);
    }
    // Newton's method, kept between two bounds; the derivative is half the gain of two more degrees of freedom.
    let mut value = 0.5 * (low + high);
    for _ in 0..25 {
        let reached = noncentral_sf(critical, df, value);
        if reached < tail {
            low = value;
        } else {
            high = value;
        }
        let slope = 0.5 * (noncentral_sf(critical, df + 2.0, value) - reached);
        let newton = value - (reached - tail) / slope;
        // The bounds themselves are allowed: a value that has arrived is one of them.
        let next = if newton >= low && newton <= high { newton } else { 0.5 * (low + high) };
        // Newton's digits double with each step: what moved so little has arrived.
        let has_arrived = (next - value).abs() <= 1e-9 * value;
        value = next;
        if has_arrived {
            break;
        }
    }
    value
}

/// The density of the central law.
fn density(x: f64, df: f64) -> f64 {
    // x^(a−1) e^(−x) / Γ(a) is the Poisson probability times a/x.
    let (a, half) = (0.5 * df, 0.5 * x);
    0.5 * poisson(a, half) * a / half
}

/// The cube of a normal variable (Wilson and Hilferty 1931, doi 10.1073/pnas.17.12.684); its error vanishes as `df` grows.
fn wilson_hilferty(p: f64, df: f64) -> f64 {
    let width = 2.0 / (9.0 * df);
    let root = 1.0 - width + normal_quantile(p) * width.sqrt();
    df * root * root * root
}

/// Six digits of the quantile, from `statrs`.
///
/// Rounded, because an add-on in the same build may switch on statrs' own `std` feature, and with it the platform's
/// logarithm, whose last digit is not the same everywhere. Six digits are, and Newton's steps on our own tail give
/// the other ten.
fn start(p: f64, df: f64) -> f64 {
    let approximate = ChiSquared::new(df).map_or(f64::NAN, |law| law.inverse_cdf(p));
    if !(approximate > 0.0 && approximate.is_finite()) {
        return wilson_hilferty(p, df).max(f64::MIN_POSITIVE);
    }
    let digits = 5 - libm::floor(libm::log10(approximate)) as i32;
    let unit = libm::pow(10.0, f64::from(digits));
    let rounded = libm::round(approximate * unit) / unit;
    if rounded > 0.0 && rounded.is_finite() { rounded } else { approximate }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_inverts_the_tail() {
        for df in [0.5, 1.0, 2.0, 3.0, 19.0, 499.0, 9_999.0] {
            for p in [1e-12, 1e-3, 0.05, 0.3, 0.5, 0.8, 0.95, 0.999, 1.0 - 1e-12] {
                let x = quantile(p, df);
                assert!((gamma_p(df / 2.0, x / 2.0) - p).abs() <= 1e-12 * p, "df {df}, p {p}: {x}");
            }
        }
    }

    #[test]
    fn known_noncentralities_are_found() {
        for (df, expected) in [(1.0, 7.849), (3.0, 10.903), (10.0, 16.241)] {
            let found = noncentrality_for_power(df, 0.05, 0.8);
            assert!((found - expected).abs() < 6e-4, "df {df}: {found}");
        }
        assert_eq!(noncentrality_for_power(3.0, 0.05, 0.05), 0.0);
    }

    #[test]
    fn without_noncentrality_the_two_laws_agree() {
        for x in [0.1, 1.0, 7.5, 40.0, 300.0] {
            assert!((noncentral_sf(x, 4.0, 0.0) / sf(x, 4.0) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn input_out_of_range_is_not_a_number() {
        assert!(quantile(-0.1, 1.0).is_nan() && quantile(0.5, 0.0).is_nan() && quantile(f64::NAN, 1.0).is_nan());
        assert!(sf(1.0, -1.0).is_nan() && noncentral_sf(1.0, 1.0, -1.0).is_nan());
        assert!(noncentrality_for_power(1.0, 0.0, 0.8).is_nan() && noncentrality_for_power(1.0, 0.05, 1.0).is_nan());
        assert_eq!((quantile(0.0, 3.0), quantile(1.0, 3.0)), (0.0, f64::INFINITY));
    }
}
