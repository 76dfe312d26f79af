//! One-way analysis of variance: do several samples, such as windows or versions, have the same mean?
//!
//! ```text
//! F = (Σ nᵢ (x̄ᵢ − x̄)²/(k − 1))/(Σ Σ (xᵢⱼ − x̄ᵢ)²/(N − k)),   N = Σ nᵢ
//! η² = Σ nᵢ (x̄ᵢ − x̄)²/ΣΣ (xᵢⱼ − x̄)²
//! ```
//!
//! Fisher (1925, Statistical Methods for Research Workers). For two samples F is the square of Student's t
//! ([`crate::student_t`]), and like it takes the spread of all samples to be the same; [`crate::kruskal_wallis`] asks for
//! neither that nor for normal columns. F has Fisher's law with k − 1 and N − k degrees of freedom; from 0 without an upper end. η² is the
//! share of all variance that lies between the samples, from 0 to 1. Samples without a finite value are left out, and so
//! are infinite values. Relative accuracy against SciPy 1.17's `f_oneway`: 1e-12, p-values 1e-9 down to 1e-300; a mean of
//! 10ᵏ standard deviations takes k digits off.

use crate::laws::f_law;
use crate::sums::compensated::Sum;
use crate::sums::moments::Moments;

/// The outcome of the analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anova {
    /// F, from 0.
    pub statistic: f64,
    /// The probability of an F at least as large where all means are the same.
    pub p_value: f64,
    /// Between the samples and within them.
    pub degrees_of_freedom: [f64; 2],
    /// η², from 0 to 1.
    pub eta_squared: f64,
}

/// Compares samples by their means and standard deviations.
///
/// `None` where fewer than two samples have a value, no sample has more than one, or none has any spread.
///
/// ```
/// use driftscope_stats::anova::anova;
/// use driftscope_stats::moments::Moments;
///
/// let windows = [[1.0, 2.0, 3.0], [2.0, 3.0, 4.0], [6.0, 7.0, 8.0]].map(|window| Moments::of_sorted(&window));
/// let test = anova(&windows).unwrap();
/// assert!((test.statistic - 21.0).abs() < 1e-12);
/// assert_eq!(test.degrees_of_freedom, [2.0, 6.0]);
/// ```
#[must_use]
pub fn anova(samples: &[Moments]) -> Option<Anova> {
    // Quarters, so that no difference of two means exceeds the largest double.
    let samples: Vec<[f64; 3]> = samples
        .iter()
        .filter_map(|sample| Some([sample.count as f64, 0.25 * sample.mean?, 0.25 * sample.population_sd?]))
        .collect();
    let &[_, first, _] = samples.first()?;
    let total: f64 = samples.iter().map(|[n, ..]| n).sum();
    let degrees_of_freedom = [samples.len() as f64 - 1.0, total - samples.len() as f64];
    let spread = samples.iter().fold(0.0, |largest: f64, [.., sd]| largest.max(*sd));
    if degrees_of_freedom.iter().any(|degrees| *degrees < 1.0) || spread <= 0.0 {
        return None;
    }
    // In units of the largest number that will be squared, whose square may exceed the largest double.
    let unit = samples.iter().fold(spread, |largest, [_, mean, _]| largest.max((mean - first).abs()));
    let sum = |term: &dyn Fn(&[f64; 3]) -> f64| samples.iter().map(term).collect::<Sum>().total();
    let mean = sum(&|[n, mean, _]| n * ((mean - first) / unit)) / total;
    let between = sum(&|[n, own, _]| {
        let away = (own - first) / unit - mean;
        n * away * away
    });
    let within = sum(&|[n, _, sd]| n * (sd / unit) * (sd / unit));
    let statistic = (between / degrees_of_freedom[0]) / (within / degrees_of_freedom[1]);
    let p_value = f_law::sf(statistic, degrees_of_freedom[0], degrees_of_freedom[1]);
    Some(Anova { statistic, p_value, degrees_of_freedom, eta_squared: between / (between + within) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric_tests::student_t::student_t;

    fn of(samples: &[&[f64]]) -> Option<Anova> {
        anova(&samples.iter().map(|sample| Moments::of_sorted(sample)).collect::<Vec<_>>())
    }

    #[test]
    fn two_samples_have_the_square_of_t() {
        let (left, right) = ([1.0, 2.0, 4.0, 9.0], [3.0, 8.0, 11.0]);
        let t = student_t(&Moments::of_sorted(&left), &Moments::of_sorted(&right)).unwrap();
        let test = of(&[&left, &right]).unwrap();
        assert!((test.statistic - t.statistic * t.statistic).abs() < 1e-13);
        assert!((test.p_value / t.p_value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn where_there_is_no_test() {
        assert_eq!((of(&[]), of(&[&[1.0, 2.0]]), of(&[&[1.0], &[2.0]])), (None, None, None));
        assert_eq!((of(&[&[3.0; 4], &[5.0; 4]]), of(&[&[], &[1.0, 2.0]])), (None, None));
        assert_eq!(of(&[&[1.0, 2.0], &[], &[5.0, 6.0]]), of(&[&[1.0, 2.0], &[5.0, 6.0]]));
    }

    #[test]
    fn equal_samples_do_not_differ_and_huge_ones_can_be_compared() {
        let same = of(&[&[1.0, 4.0, 6.0], &[1.0, 4.0, 6.0], &[1.0, 4.0, 6.0]]).unwrap();
        assert_eq!((same.statistic, same.p_value, same.eta_squared), (0.0, 1.0, 0.0));
        let huge = of(&[&[-1.7e308, -1.6e308], &[1.6e308, 1.7e308]]).unwrap();
        assert!(huge.statistic.is_finite() && huge.p_value < 1e-2, "{huge:?}");
    }

    #[test]
    fn shift_and_scale_change_nothing() {
        let samples = [[1.0, 3.0, 8.0, 2.0], [5.0, 4.0, 9.0, 9.5], [0.5, 0.25, 7.0, 3.0]];
        let moments = |change: fn(f64) -> f64| samples.map(|sample| Moments::of_finite(&sample.map(change)).unwrap());
        let (before, after) = (anova(&moments(|v| v)).unwrap(), anova(&moments(|v| 1024.0 - 8.0 * v)).unwrap());
        assert!((before.statistic / after.statistic - 1.0).abs() < 1e-12);
    }
}
