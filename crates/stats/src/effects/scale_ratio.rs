//! The ratio of the standard deviations, production's over the reference's, with an interval.
//!
//! ```text
//! ratio = s_y/s_x
//! ln of its square: ln(c s_y²/s_x²) ± z e,   c = (m/(m − z))/(n/(n − z))
//! e² = Σᵢ (γ − (nᵢ − 3)/nᵢ)/(nᵢ − 1),   γ = (n + m) ΣΣ (xᵢⱼ − tᵢ)⁴/(ΣΣ (xᵢⱼ − mean xᵢ)²)²
//! ```
//!
//! The interval is Bonett's (2006, doi 10.1177/0146621605279551). The classical one, by the F law, is right for normal
//! columns only and far too narrow for heavy tails; this one takes the common kurtosis γ from the data, around means
//! tᵢ that are trimmed by the share 1/(2√(nᵢ − 4)) at each end. From 0 without an upper end, 1 where nothing has changed.
//! An outlier dominates a standard deviation and widens the interval accordingly. Infinite values are left out. Below five values
//! on a side, and where production has no spread, there is no interval; where the reference has none, there is no ratio.
//! Relative accuracy: 1e-12, and 1e-10 for the interval.

use crate::interval::Interval;
use crate::samples::sample::Sample;
use crate::sums::compensated::sum_of;
use crate::sums::moments::Moments;

/// The fewest values for which the trimming is defined.
const FEWEST: usize = 5;

/// The ratio with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleRatio {
    /// The ratio, above 1 where production is the wider one.
    pub statistic: f64,
    /// The confidence interval; `None` where it is not defined.
    pub interval: Option<Interval>,
}

/// The ratio of two samples' standard deviations, with an interval at a level such as 0.95.
///
/// `None` where a sample has fewer than two finite values, the reference has no spread, the ratio exceeds the largest
/// double, or the level is not between 0 and 1.
///
/// ```
/// use driftscope_stats::sample::Sample;
/// use driftscope_stats::scale_ratio::scale_ratio;
///
/// let (reference, production) = (Sample::of_sorted(&[1.0, 2.0, 3.0]), Sample::of_sorted(&[2.0, 5.0, 8.0]));
/// let ratio = scale_ratio(&reference, &production, 0.95).unwrap();
/// assert_eq!((ratio.statistic, ratio.interval), (3.0, None));
/// ```
#[must_use]
pub fn scale_ratio(reference: &Sample<'_>, production: &Sample<'_>, level: f64) -> Option<ScaleRatio> {
    let z = Interval::normal_quantile(level)?;
    let statistic = ratio(reference.moments(), production.moments())?;
    let (left, right) = (reference.moments().sd?, production.moments().sd?);
    if right <= 0.0 || reference.finite().len().min(production.finite().len()) < FEWEST {
        return Some(ScaleRatio { statistic, interval: None });
    }
    let (n, m) = (reference.moments().count as f64, production.moments().count as f64);
    // In units of the larger standard deviation, whose fourth power may exceed the largest double.
    let unit = left.max(right);
    let squares = (n - 1.0) * (left / unit) * (left / unit) + (m - 1.0) * (right / unit) * (right / unit);
    let fourth = fourth_powers(reference, unit) + fourth_powers(production, unit);
    let kurtosis = (n + m) * fourth / (squares * squares);
    let error = [n, m].map(|count| (kurtosis - (count - 3.0) / count) / (count - 1.0)).iter().sum::<f64>().sqrt();
    let factor = (m / (m - z)) / (n / (n - z));
    // A level so close to 1 that z reaches the sample's size leaves nothing to say.
    let interval = (factor > 0.0 && z < n.min(m) && error.is_finite()).then(|| {
        let centre = statistic * factor.sqrt();
        let spread = libm::exp(0.5 * z * error);
        Interval { low: centre / spread, high: centre * spread }
    });
    Some(ScaleRatio { statistic, interval })
}

/// The ratio alone, which moments tell; `None` as for [`scale_ratio`].
#[must_use]
pub fn ratio(reference: &Moments, production: &Moments) -> Option<f64> {
    let (left, right) = (reference.sd?, production.sd?);
    let statistic = right / left;
    (left > 0.0 && statistic.is_finite()).then_some(statistic)
}

/// Σ (x − t)⁴ around the trimmed mean t, in a given unit.
fn fourth_powers(sample: &Sample<'_>, unit: f64) -> f64 {
    let size = sample.finite().len() as f64;
    let cut = libm::floor(size / (2.0 * (size - 4.0).sqrt())) as usize;
    // Five values are cut by two at each end, so that one is left at least.
    let middle = sample.trimmed_mean(cut).unwrap_or(0.0);
    let [sum] = sum_of(sample.finite(), |value| {
        let square = ((value - middle) / unit) * ((value - middle) / unit);
        [square * square]
    });
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale_ratio(reference: &[f64], production: &[f64], level: f64) -> Option<ScaleRatio> {
        super::scale_ratio(&Sample::of_sorted(reference), &Sample::of_sorted(production), level)
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!((scale_ratio(&[2.0; 5], &[1.0, 2.0], 0.95), scale_ratio(&[1.0], &[1.0, 2.0], 0.95)), (None, None));
        let flat = scale_ratio(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0; 9], 0.95).unwrap();
        assert_eq!((flat.statistic, flat.interval), (0.0, None));
    }

    #[test]
    fn identical_samples_have_ratio_one() {
        let sample = [1.0, 2.0, 4.0, 8.0, 16.0, 17.0];
        let same = scale_ratio(&sample, &sample, 0.95).unwrap();
        let Interval { low, high } = same.interval.unwrap();
        assert!(same.statistic == 1.0 && low < 1.0 && high > 1.0 && (low * high - 1.0).abs() < 1e-14);
    }

    #[test]
    fn sides_change_places() {
        let (left, right) = ([1.0, 2.0, 4.0, 8.0, 16.0], [3.0, 3.5, 4.0, 4.5, 5.0, 9.0]);
        let (there, back) = (scale_ratio(&left, &right, 0.9).unwrap(), scale_ratio(&right, &left, 0.9).unwrap());
        assert!((there.statistic * back.statistic - 1.0).abs() < 1e-15);
        assert!((there.interval.unwrap().low * back.interval.unwrap().high - 1.0).abs() < 1e-14);
    }
}
