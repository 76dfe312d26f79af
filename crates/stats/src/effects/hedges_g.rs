//! Hedges' g and Cohen's d: the difference of the means in standard deviations.
//!
//! ```text
//! d = (mean y − mean x)/s,   s² = ((n − 1) s_x² + (m − 1) s_y²)/k,   k = n + m − 2
//! g = J d,   J = Γ(k/2)/(√(k/2) Γ((k − 1)/2))
//! g ± z √((n + m)/(nm) + g²/(2 (n + m)))
//! ```
//!
//! Cohen (1988, doi 10.4324/9780203771587) calls 0.2 small, 0.5 medium and 0.8 large. d is too large by the share 3/(4k)
//! on average in small samples; g corrects that exactly (Hedges 1981, doi 10.3102/10769986006002107). The interval is
//! the large-sample one (Hedges and Olkin 1985, chapter 5), which takes both sides to be about normal; in simulations of
//! normal samples a level of 0.95 covered the true value 94 to 96 times in a hundred from 10 values on each side on.
//!
//! Positive where *production* is higher; no limits. An outlier widens s and pulls g towards 0: where
//! columns have such, [`crate::cliffs_delta`] is the effect size to read. Infinite values are left out. Below four values in all, and
//! where neither sample has any spread, there is no g. Relative accuracy: 1e-12; a mean of 10ᵏ standard deviations takes
//! k digits off.

use crate::interval::Interval;
use crate::laws::special::ln_gamma;
use crate::numeric_tests::student_t::pooled_sd;
use crate::sums::moments::Moments;

/// g and d with the interval of g.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HedgesG {
    /// g, positive where production has the larger mean.
    pub statistic: f64,
    /// d, which is g without the correction for small samples.
    pub cohens_d: f64,
    /// The confidence interval of g.
    pub interval: Interval,
}

/// The effect size of two samples by their moments, with an interval at a level such as 0.95.
///
/// `None` where a sample is empty, there are fewer than four values in all, neither has any spread, or the level is not
/// between 0 and 1.
///
/// ```
/// use driftscope_stats::hedges_g::hedges_g;
/// use driftscope_stats::moments::Moments;
///
/// let (reference, production) = (Moments::of_sorted(&[1.0, 2.0, 3.0]), Moments::of_sorted(&[2.0, 3.0, 4.0]));
/// let effect = hedges_g(&reference, &production, 0.95).unwrap();
/// assert!((effect.cohens_d - 1.0).abs() < 1e-15);
/// assert!((effect.statistic - 0.797_884_560_802_865_4).abs() < 1e-14);
/// ```
#[must_use]
pub fn hedges_g(reference: &Moments, production: &Moments, level: f64) -> Option<HedgesG> {
    let z = Interval::normal_quantile(level)?;
    let (n, m) = (reference.count as f64, production.count as f64);
    if n + m < 4.0 {
        return None;
    }
    let cohens_d = (production.mean? - reference.mean?) / pooled_sd(reference, production)?;
    let statistic = correction(n + m - 2.0) * cohens_d;
    let variance = (n + m) / (n * m) + statistic * statistic / (2.0 * (n + m));
    let reach = z * variance.sqrt();
    Some(HedgesG { statistic, cohens_d, interval: Interval { low: statistic - reach, high: statistic + reach } })
}

/// J for k degrees of freedom.
fn correction(k: f64) -> f64 {
    let rest = 0.5 * (k - 1.0);
    if rest < 100.0 {
        return libm::exp(ln_gamma(0.5 * k) - ln_gamma(rest)) / (0.5 * k).sqrt();
    }
    // Γ(z + ½)/(Γ(z) √z) by its asymptotic series (DLMF 5.11.13), where the difference of two large logarithms would
    // lose digits. The first term left out is below 1e-15.
    let series = [1.0, -1.0 / 8.0, 1.0 / 128.0, 5.0 / 1024.0, -21.0 / 32_768.0, -399.0 / 262_144.0];
    let ratio = series.iter().rev().fold(0.0, |sum, term| sum / rest + term);
    ratio * (rest / (0.5 * k)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn g(reference: &[f64], production: &[f64]) -> Option<HedgesG> {
        hedges_g(&Moments::of_sorted(reference), &Moments::of_sorted(production), 0.95)
    }

    #[test]
    fn the_correction_has_no_step_where_its_method_changes() {
        let (below, above) = (correction(201.0 - 1e-9), correction(201.0));
        assert!((below - above).abs() < 1e-13, "{below} {above}");
        assert!((correction(1e6) - (1.0 - 0.75e-6)).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(
            (g(&[1.0, 2.0], &[3.0]), g(&[2.0; 4], &[3.0; 4]), g(&[], &[1.0, 2.0, 3.0, 4.0])),
            (None, None, None)
        );
        let moments = Moments::of_sorted(&[1.0, 2.0, 3.0]);
        assert_eq!((hedges_g(&moments, &moments, 0.0), hedges_g(&moments, &moments, f64::NAN)), (None, None));
    }

    #[test]
    fn identical_samples_have_no_effect() {
        let same = g(&[1.0, 4.0, 6.0], &[1.0, 4.0, 6.0]).unwrap();
        assert_eq!((same.statistic, same.interval.low), (0.0, -same.interval.high));
    }
}
