//! Metrics of predicted numbers, from the prediction ŷ and the label y of each row; e = ŷ − y, positive where the prediction is too high.
//!
//! ```text
//! bias mean e    MAE mean |e|    RMSE √mean e²    R² = 1 − Σe²/Σ(y − ȳ)²    WAPE Σ|e|/Σ|y|
//! MAPE mean |e|/|y|    sMAPE mean 2|e|/(|y| + |ŷ|)    RMSLE √mean (ln(1 + ŷ) − ln(1 + y))²
//! ```
//!
//! Means of rows have Student's interval and Welch's difference. RMSE, R², WAPE and RMSLE are functions of means, with the variance of their
//! linear part in each row (the delta method). The median error has the interval of two order statistics, `n/2 ± 0.98 √n`.  MAPE is not defined where a label is 0 (scikit-learn returns 2e15), RMSLE where a number is −1 or less. As scikit-learn's
//! metrics: 1e-12 relative.

use super::measured::{
    Compared, Estimated, Measured, Scale, Undefined, Z, compared, compared_by_interval, compared_means, mean,
    mean_of_rows,
};
use crate::samples::sorting::sort_numbers;

/// The predictions and the labels of some rows, in which both are finite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Residuals {
    predicted: Vec<f64>,
    actual: Vec<f64>,
}

/// A metric of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResidualMetric {
    /// The mean error.
    Bias,
    /// The mean size of the error.
    Mae,
    /// The root of the mean squared error.
    Rmse,
    /// The median size of the error.
    MedianAbsoluteError,
    /// The share of the labels' variance that is explained.
    R2,
    /// The mean error as a share of the label.
    Mape,
    /// The sum of the errors' sizes as a share of the labels'.
    Wape,
    /// The mean error as a share of label and prediction.
    Smape,
    /// The root of the mean squared error of logarithms.
    Rmsle,
}

impl Residuals {
    /// The rows in which both are finite.
    #[must_use]
    pub fn of(predicted: &[f64], actual: &[f64]) -> Self {
        let finite = predicted.iter().zip(actual).filter(|(one, other)| one.is_finite() && other.is_finite());
        let (predicted, actual) = finite.map(|(one, other)| (*one, *other)).unzip();
        Self { predicted, actual }
    }

    fn len(&self) -> u64 {
        self.actual.len() as u64
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (f64, f64)> + Clone + '_ {
        self.predicted.iter().copied().zip(self.actual.iter().copied())
    }

    fn errors(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        self.rows().map(|(predicted, actual)| predicted - actual)
    }
}

/// A metric of both sides.
#[must_use]
pub fn compare(metric: ResidualMetric, sides: [&Residuals; 2]) -> Compared {
    match metric {
        ResidualMetric::MedianAbsoluteError => compared_by_interval(sides.map(median)),
        _ if is_mean(metric) => compared_means(sides.map(|side| estimated(metric, side))),
        _ => compared(sides.map(|side| estimated(metric, side)), Scale::Plain),
    }
}

/// A metric of some rows.
pub fn measure(metric: ResidualMetric, rows: &Residuals) -> Result<Measured, Undefined> {
    match metric {
        ResidualMetric::MedianAbsoluteError => median(rows),
        _ if is_mean(metric) => estimated(metric, rows).map(mean),
        _ => estimated(metric, rows).map(|found| found.measured(Scale::Plain)),
    }
}

fn is_mean(metric: ResidualMetric) -> bool {
    matches!(metric, ResidualMetric::Bias | ResidualMetric::Mae | ResidualMetric::Mape | ResidualMetric::Smape)
}

fn estimated(metric: ResidualMetric, rows: &Residuals) -> Result<Estimated, Undefined> {
    if rows.len() == 0 {
        return Err(Undefined::NoRows);
    }
    match metric {
        ResidualMetric::Bias => Ok(mean_of_rows(rows.errors())),
        ResidualMetric::Mae => Ok(mean_of_rows(rows.errors().map(f64::abs))),
        ResidualMetric::Rmse => Ok(root(mean_of_rows(rows.errors().map(|error| error * error)))),
        ResidualMetric::R2 => r_squared(rows),
        ResidualMetric::Wape => wape(rows),
        ResidualMetric::Mape if rows.actual.contains(&0.0) => Err(Undefined::ZeroLabels),
        ResidualMetric::Mape => {
            Ok(mean_of_rows(rows.rows().map(|(predicted, actual)| ((predicted - actual) / actual).abs())))
        }
        ResidualMetric::Smape => Ok(mean_of_rows(rows.rows().map(|(predicted, actual)| {
            let size = predicted.abs() + actual.abs();
            if size > 0.0 { 2.0 * (predicted - actual).abs() / size } else { 0.0 }
        }))),
        ResidualMetric::Rmsle if rows.rows().any(|(predicted, actual)| predicted <= -1.0 || actual <= -1.0) => {
            Err(Undefined::NoLogarithm)
        }
        _ => Ok(root(mean_of_rows(rows.rows().map(|(predicted, actual)| {
            let error = libm::log1p(predicted) - libm::log1p(actual);
            error * error
        })))),
    }
}

/// The root of a mean: Var(√m) = Var(m)/4m.
fn root(Estimated { value, variance, n }: Estimated) -> Estimated {
    let variance = if value > 0.0 { variance / (4.0 * value) } else { 0.0 };
    Estimated { value: value.sqrt(), variance, n }
}

fn r_squared(rows: &Residuals) -> Result<Estimated, Undefined> {
    let n = rows.len() as f64;
    let middle = rows.actual.iter().sum::<f64>() / n;
    let square = |value: f64| value * value;
    let unexplained = rows.errors().map(square).sum::<f64>() / n;
    let spread = rows.actual.iter().map(|actual| square(actual - middle)).sum::<f64>() / n;
    if rows.len() < 2 || spread <= 0.0 {
        return Err(Undefined::ConstantLabels);
    }
    let parts = rows.rows().map(|(predicted, actual)| {
        let (error, own) = (square(predicted - actual), square(actual - middle));
        -(error - unexplained) / spread + unexplained / (spread * spread) * (own - spread)
    });
    let variance = parts.map(square).sum::<f64>() / n / n;
    Ok(Estimated { value: 1.0 - unexplained / spread, variance, n: rows.len() })
}

fn wape(rows: &Residuals) -> Result<Estimated, Undefined> {
    let n = rows.len() as f64;
    let size = rows.actual.iter().map(|actual| actual.abs()).sum::<f64>() / n;
    if size <= 0.0 {
        return Err(Undefined::ZeroLabels);
    }
    let value = rows.errors().map(f64::abs).sum::<f64>() / n / size;
    let parts = rows.rows().map(|(predicted, actual)| ((predicted - actual).abs() - value * actual.abs()) / size);
    let variance = parts.map(|part| part * part).sum::<f64>() / n / n;
    Ok(Estimated { value, variance, n: rows.len() })
}

fn sorted_sizes(rows: &Residuals) -> Vec<f64> {
    let mut sizes: Vec<f64> = rows.errors().map(f64::abs).collect();
    sort_numbers(&mut sizes);
    sizes
}

fn median(rows: &Residuals) -> Result<Measured, Undefined> {
    let sizes = sorted_sizes(rows);
    let value = crate::samples::quantile::median_sorted(sizes.as_slice()).ok_or(Undefined::NoRows)?;
    let n = sizes.len() as f64;
    let reach = 0.5 * Z * n.sqrt();
    let place = |place: f64| sizes.get(place as usize).copied();
    // Fewer than six rows have no two order statistics that enclose the median in 95 %.
    let ends = (n >= 6.0).then(|| {
        Some((place(libm::floor(0.5 * n - reach).max(0.0))?, place((libm::ceil(0.5 * n + reach)).min(n - 1.0))?))
    });
    let (low, high) = ends.flatten().unwrap_or((0.0, f64::INFINITY));
    Ok(Measured { value, low, high, n: rows.len() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_defined_has_a_reason() {
        let value = |metric, predicted: &[f64], actual: &[f64]| measure(metric, &Residuals::of(predicted, actual));
        assert_eq!(value(ResidualMetric::Mae, &[f64::NAN], &[1.0]), Err(Undefined::NoRows));
        assert_eq!(value(ResidualMetric::R2, &[1.0, 2.0], &[3.0, 3.0]), Err(Undefined::ConstantLabels));
        assert_eq!(value(ResidualMetric::Mape, &[1.0, 2.0], &[0.0, 3.0]), Err(Undefined::ZeroLabels));
        assert_eq!(value(ResidualMetric::Wape, &[1.0], &[0.0]), Err(Undefined::ZeroLabels));
        assert_eq!(value(ResidualMetric::Rmsle, &[-1.0], &[2.0]), Err(Undefined::NoLogarithm));
        assert!(value(ResidualMetric::Bias, &[1.0], &[0.5]).unwrap().high.is_infinite());
        assert!(
            compare(ResidualMetric::Bias, [&Residuals::of(&[1.0], &[0.5]), &Residuals::of(&[1.0], &[0.5])])
                .difference
                .is_none()
        );
    }

    #[test]
    fn a_perfect_model_has_no_error() {
        let rows = Residuals::of(&[1.0, 2.0, 4.0], &[1.0, 2.0, 4.0]);
        for metric in [ResidualMetric::Mae, ResidualMetric::Rmse, ResidualMetric::Wape, ResidualMetric::Smape] {
            assert_eq!(measure(metric, &rows).unwrap().value, 0.0, "{metric:?}");
        }
        assert_eq!(measure(ResidualMetric::R2, &rows).unwrap().value, 1.0);
        let found = compare(ResidualMetric::Rmse, [&rows, &rows]).difference.unwrap();
        assert_eq!((found.value, found.p_value), (0.0, 1.0));
    }
}
