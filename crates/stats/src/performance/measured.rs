//! A metric with its interval, and the difference of two.
//!
//! Shares have Wilson's interval, which covers 94 to 95 % where Wald's covers 78 % (30 rows, share 0.95). Other metrics have a normal interval
//! on the scale where their law is nearly normal: the logit of areas and F1, Fisher's atanh of correlations. Differences combine the two
//! intervals by squares, as shares do (see `newcombe`).

use crate::count_tests::fisher::fisher_exact;
use crate::count_tests::newcombe::{self, difference_of};
use crate::count_tests::proportions::two_proportions;
use crate::interval::Interval;
use crate::laws::special::erfc;
use crate::laws::student_t_law;

/// The upper 2.5 % quantile of the normal law.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// Counts below this are tested by Fisher's exact test.
const FEW: u64 = 5;

/// A metric of some rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The value.
    pub value: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The rows that it is about.
    pub n: u64,
}

/// Why a metric is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// No row has a label and an answer.
    NoRows,
    /// All labels and answers are of one class.
    OneClass,
    /// No label is positive.
    NoPositives,
    /// No label is negative.
    NoNegatives,
    /// No answer is positive.
    NoPositiveAnswers,
    /// All labels are the same number.
    ConstantLabels,
    /// A label is 0, so that no error is a share of it.
    ZeroLabels,
    /// A label or a prediction is −1 or less, which has no logarithm.
    NoLogarithm,
}

/// Production's metric less the reference's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference.
    pub value: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Of the hypothesis that there is none, two-sided.
    pub p_value: f64,
}

/// A metric of both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The reference's and production's.
    pub sides: [Result<Measured, Undefined>; 2],
    /// Their difference, where both are defined.
    pub difference: Option<Difference>,
}

/// The scale on which a metric is nearly normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Its own.
    Plain,
    /// ln(x/(1 − x)), of values from 0 to 1.
    Logit,
    /// atanh x, of values from −1 to 1.
    Fisher,
}

/// A metric, its variance, and the rows that it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estimated {
    pub value: f64,
    /// The variance of the value, not of the rows.
    pub variance: f64,
    pub n: u64,
}

impl Estimated {
    /// With the interval of a scale. Without variance, that of a share of as many rows: certainty does not come from a few equal rows.
    pub(super) fn measured(self, scale: Scale) -> Measured {
        let Self { value, variance, n } = self;
        let se = variance.max(0.0).sqrt();
        let (low, high) = match scale {
            Scale::Plain => (value - Z * se, value + Z * se),
            Scale::Logit if variance > 0.0 && value > 0.0 && value < 1.0 => {
                let middle = libm::log(value / (1.0 - value));
                let reach = Z * se / (value * (1.0 - value));
                (logistic(middle - reach), logistic(middle + reach))
            }
            Scale::Fisher if variance > 0.0 && value.abs() < 1.0 => {
                let middle = libm::atanh(value);
                let reach = Z * se / (1.0 - value * value);
                (libm::tanh(middle - reach), libm::tanh(middle + reach))
            }
            Scale::Logit => wilson(value.clamp(0.0, 1.0), n as f64),
            Scale::Fisher => {
                let (low, high) = wilson(0.5 * (1.0 + value.clamp(-1.0, 1.0)), n as f64);
                (2.0 * low - 1.0, 2.0 * high - 1.0)
            }
        };
        Measured { value, low, high, n }
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Wilson's interval of 95 %.
pub(super) fn wilson(share: f64, n: f64) -> (f64, f64) {
    let Interval { low, high } = newcombe::wilson(share, n, Z);
    (low, high)
}

/// A share of rows.
pub(super) fn share(hits: u64, n: u64) -> Measured {
    let value = hits as f64 / n as f64;
    let (low, high) = wilson(value, n as f64);
    Measured { value, low, high, n }
}

/// The difference of two shares: Newcombe's interval, and the pooled z test or Fisher's exact one where counts are small.
pub(super) fn share_difference(hits: [u64; 2], n: [u64; 2]) -> Option<Difference> {
    let misses = [n[0].checked_sub(hits[0])?, n[1].checked_sub(hits[1])?];
    let pooled = two_proportions(hits[0], n[0], hits[1], n[1])?;
    let are_few = hits.iter().chain(&misses).any(|count| *count < FEW);
    let p_value = if are_few { fisher_exact(hits[0], misses[0], hits[1], misses[1]) } else { pooled.p_value };
    Some(between([share(hits[0], n[0]), share(hits[1], n[1])], p_value))
}

/// The difference of two metrics with this p-value.
pub(super) fn between([reference, production]: [Measured; 2], p_value: f64) -> Difference {
    let ends = [reference, production].map(|side| Interval { low: side.low, high: side.high });
    let Interval { low, high } = difference_of([reference.value, production.value], ends);
    Difference { value: production.value - reference.value, low, high, p_value }
}

/// Two estimates on a scale: their values, and their difference with a z test by the two variances.
pub(super) fn compared(sides: [Result<Estimated, Undefined>; 2], scale: Scale) -> Compared {
    let measured = sides.map(|side| side.map(|side| side.measured(scale)));
    let difference = match (sides, measured) {
        ([Ok(reference), Ok(production)], [Ok(one), Ok(other)]) => {
            let difference = between([one, other], 1.0);
            let variance = reference.variance.max(0.0) + production.variance.max(0.0);
            let p_value = if variance > 0.0 {
                two_sided_normal(difference.value / variance.sqrt())
            } else {
                by_interval(difference)
            };
            Some(Difference { p_value, ..difference })
        }
        _ => None,
    };
    Compared { sides: measured, difference }
}

/// Two metrics whose intervals came from elsewhere: the p-value is that of the half of the interval towards 0.
pub(super) fn compared_by_interval(sides: [Result<Measured, Undefined>; 2]) -> Compared {
    let difference = match sides {
        [Ok(reference), Ok(production)] => {
            let difference = between([reference, production], 1.0);
            Some(Difference { p_value: by_interval(difference), ..difference })
        }
        _ => None,
    };
    Compared { sides, difference }
}

fn by_interval(difference: Difference) -> f64 {
    let Difference { value, low, high, .. } = difference;
    let reach = if value > 0.0 { value - low } else { high - value };
    if value == 0.0 || reach <= 0.0 { 1.0 } else { two_sided_normal(Z * value / reach) }
}

pub(super) fn two_sided_normal(z: f64) -> f64 {
    erfc(z.abs() * core::f64::consts::FRAC_1_SQRT_2)
}

/// A mean of rows with Student's interval.
pub(super) fn mean(Estimated { value, variance, n }: Estimated) -> Measured {
    let reach = t_quantile(n.saturating_sub(1) as f64) * variance.max(0.0).sqrt();
    let reach = if n < 2 { f64::INFINITY } else { reach };
    Measured { value, low: value - reach, high: value + reach, n }
}

/// The mean of a figure of each row, and the variance of that mean; infinite of a single row.
pub(super) fn mean_of_rows(values: impl Iterator<Item = f64> + Clone) -> Estimated {
    mean_of_counted(values.map(|value| (value, 1)))
}

/// [`mean_of_rows`] of figures with how many rows have each.
fn mean_of_counted(values: impl Iterator<Item = (f64, u64)> + Clone) -> Estimated {
    let (mut n, mut sum) = (0_u64, 0.0);
    values.clone().for_each(|(value, count)| {
        n += count;
        sum += value * count as f64;
    });
    let value = sum / n as f64;
    let squares: f64 = values.map(|(other, count)| (other - value) * (other - value) * count as f64).sum();
    let variance = if n > 1 { squares / (n - 1) as f64 / n as f64 } else { f64::INFINITY };
    Estimated { value, variance, n }
}

/// The means of the values of both sides, each with how often it occurs: Student's intervals, Welch's difference.
///
/// ```
/// use driftscope_stats::performance::compare_counted_means;
///
/// let found = compare_counted_means([&[(0.5, 2), (0.8, 1)], &[(0.9, 4), (0.7, 4)]]);
/// let [reference, production] = found.sides.map(|side| side.unwrap());
/// assert_eq!((reference.n, production.n), (3, 8));
/// assert!((reference.value - 0.6).abs() < 1e-15 && (production.value - 0.8).abs() < 1e-15);
/// ```
#[must_use]
pub fn compare_counted_means(sides: [&[(f64, u64)]; 2]) -> Compared {
    compared_means(sides.map(|values| {
        let found = mean_of_counted(values.iter().copied());
        if found.n == 0 { Err(Undefined::NoRows) } else { Ok(found) }
    }))
}

/// Two means: Welch's interval and test.
pub(super) fn compared_means(sides: [Result<Estimated, Undefined>; 2]) -> Compared {
    let difference = match sides {
        [Ok(reference), Ok(production)] => welch(reference, production),
        _ => None,
    };
    Compared { sides: sides.map(|side| side.map(mean)), difference }
}

fn welch(reference: Estimated, production: Estimated) -> Option<Difference> {
    let value = production.value - reference.value;
    let (a, b) = (reference.variance, production.variance);
    let free = |side: Estimated| side.n.checked_sub(1).filter(|free| *free > 0).map(|free| free as f64);
    let (first, second) = (free(reference)?, free(production)?);
    let variance = a + b;
    if !variance.is_finite() {
        return None;
    }
    if variance <= 0.0 {
        let p_value = if value == 0.0 { 1.0 } else { 0.0 };
        return Some(Difference { value, low: value, high: value, p_value });
    }
    let df = variance * variance / (a * a / first + b * b / second);
    let reach = t_quantile(df) * variance.sqrt();
    let p_value = student_t_law::two_sided(value / variance.sqrt(), df);
    Some(Difference { value, low: value - reach, high: value + reach, p_value })
}

/// The value that Student's variable exceeds, in size, with probability 5 %.
fn t_quantile(df: f64) -> f64 {
    const HALVINGS: u32 = 60;
    if df.is_nan() || df <= 0.0 {
        return f64::INFINITY;
    }
    if df > 1e6 {
        return Z;
    }
    let (mut low, mut high) = (Z, 13.0 * (1.0 + 1.0 / (df * df)));
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if student_t_law::two_sided(middle, df) > 0.05 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_student() {
        for (df, quantile) in [(1.0, 12.706_204_736_432_1), (2.0, 4.302_652_729_911_28), (10.0, 2.228_138_851_964_94)] {
            assert!((t_quantile(df) - quantile).abs() < 1e-9, "{df}");
        }
        assert!(t_quantile(0.0).is_infinite());
    }

    #[test]
    fn certainty_does_not_come_from_a_few_equal_rows() {
        let all = Estimated { value: 1.0, variance: 0.0, n: 10 }.measured(Scale::Logit);
        assert!(all.low < 0.75 && all.high == 1.0);
        assert_eq!((share(0, 5).low, share(5, 5).high), (0.0, 1.0));
        let none = Estimated { value: 1.0, variance: 0.0, n: 0 }.measured(Scale::Fisher);
        assert_eq!((none.low, none.high), (-1.0, 1.0));
    }
}
