//! Metrics of scores of two classes, from the rows of each distinct score.
//!
//! ```text
//! ROC AUC = P(positive > negative) + ½ P(equal),   Var = s²(V₁)/n₁ + s²(V₀)/n₀    (DeLong; see `roc_auc`)
//! average precision = Σ (R_k − R_{k−1}) P_k   over distinct scores, descending
//! log loss = −mean ln p of the label,  p not below 2.2e-16        Brier = mean (p − y)²
//! ```
//!
//! Equal scores are one threshold, so that the order of rows does not matter. The area has its interval on the logit scale, as average
//! precision, with the variance AP(1 − AP)/n₁ of Boyd, Eng and Page (2013, doi 10.1007/978-3-642-40994-3_29). Losses are means of rows:
//! Student's interval, Welch's difference. As scikit-learn's metrics: 1e-12 relative.

use crate::sorting::sort_numbers;

use super::measured::{Compared, Estimated, Measured, Scale, Undefined, compared, compared_means, mean};

/// The least probability in a logarithm: the distance from 1 to the next double.
const LEAST: f64 = f64::EPSILON;

/// The rows of each distinct score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Ascending: the score, its rows with a positive label, and those with a negative one.
    groups: Vec<(f64, u64, u64)>,
}

/// A metric of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreMetric {
    /// The area under the ROC curve.
    RocAuc,
    /// The area under the precision–recall curve, in steps.
    AveragePrecision,
    /// The mean surprise at a label, in nats.
    LogLoss,
    /// The mean squared error of the probability.
    Brier,
}

impl Scores {
    /// The table of rows: a score, and whether the label is positive. NaN is left out.
    #[must_use]
    pub fn of(rows: &[(f64, bool)]) -> Self {
        // Numbers by themselves are sorted in half the time of pairs.
        let mut sorted = [Vec::new(), Vec::new()];
        for (score, is_positive) in rows.iter().filter(|row| !row.0.is_nan()) {
            sorted[usize::from(!is_positive)].push(*score);
        }
        sorted.iter_mut().for_each(|scores| sort_numbers(scores));
        let mut rest = sorted.each_ref().map(Vec::as_slice);
        let mut groups = Vec::new();
        while let Some(&score) = match [rest[0].first(), rest[1].first()] {
            [Some(one), Some(other)] => Some(if one < other { one } else { other }),
            [one, other] => one.or(other),
        } {
            let counts = rest.each_ref().map(|scores| scores.iter().take_while(|other| **other == score).count());
            rest = [&rest[0][counts[0]..], &rest[1][counts[1]..]];
            groups.push((score, counts[0] as u64, counts[1] as u64));
        }
        Self { groups }
    }

    /// The table of counted rows: a score, whether the label is positive, and how many rows have both. NaN is left out.
    #[must_use]
    pub fn of_counted(mut rows: Vec<(f64, bool, u64)>) -> Self {
        rows.retain(|(score, _, count)| !score.is_nan() && *count > 0);
        rows.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let mut groups: Vec<(f64, u64, u64)> = Vec::new();
        for (score, is_positive, count) in rows {
            if groups.last().is_none_or(|last| last.0 != score) {
                groups.push((score, 0, 0));
            }
            if let Some((_, positive, negative)) = groups.last_mut() {
                *if is_positive { positive } else { negative } += count;
            }
        }
        Self { groups }
    }

    /// Ascending: the score, its rows with a positive label, and those with a negative one.
    pub(super) fn groups(&self) -> &[(f64, u64, u64)] {
        &self.groups
    }

    /// The rows with a positive and with a negative label.
    #[must_use]
    pub fn rows(&self) -> [u64; 2] {
        let sum = |of: fn(&(f64, u64, u64)) -> u64| self.groups.iter().map(of).sum();
        [sum(|group| group.1), sum(|group| group.2)]
    }
}

/// A metric of both sides.
#[must_use]
pub fn compare(metric: ScoreMetric, sides: [&Scores; 2]) -> Compared {
    let estimates = sides.map(|side| estimated(metric, side));
    if is_mean(metric) { compared_means(estimates) } else { compared(estimates, Scale::Logit) }
}

/// A metric of some rows.
pub fn measure(metric: ScoreMetric, table: &Scores) -> Result<Measured, Undefined> {
    let estimate = estimated(metric, table)?;
    Ok(if is_mean(metric) { mean(estimate) } else { estimate.measured(Scale::Logit) })
}

fn is_mean(metric: ScoreMetric) -> bool {
    matches!(metric, ScoreMetric::LogLoss | ScoreMetric::Brier)
}

fn estimated(metric: ScoreMetric, table: &Scores) -> Result<Estimated, Undefined> {
    let [positives, negatives] = table.rows();
    match metric {
        _ if positives + negatives == 0 => Err(Undefined::NoRows),
        ScoreMetric::RocAuc | ScoreMetric::AveragePrecision if positives == 0 => Err(Undefined::NoPositives),
        ScoreMetric::RocAuc if negatives == 0 => Err(Undefined::NoNegatives),
        ScoreMetric::RocAuc => Ok(area(table, positives as f64, negatives as f64)),
        ScoreMetric::AveragePrecision => Ok(average_precision(table, positives)),
        ScoreMetric::LogLoss => Ok(mean_loss(table, |score, label| {
            let probability = score.clamp(LEAST, 1.0 - LEAST);
            -libm::log(if label { probability } else { 1.0 - probability })
        })),
        ScoreMetric::Brier => Ok(mean_loss(table, |score, label| {
            let error = score - f64::from(u8::from(label));
            error * error
        })),
    }
}

/// The area, and DeLong's variance of it.
fn area(table: &Scores, positives: f64, negatives: f64) -> Estimated {
    let placements = |of: &mut dyn FnMut(f64, f64, f64, f64)| {
        let (mut below, mut above) = (0.0, positives);
        for &(_, positive, negative) in &table.groups {
            let (positive, negative) = (positive as f64, negative as f64);
            above -= positive;
            of(positive, (below + 0.5 * negative) / negatives, negative, (above + 0.5 * positive) / positives);
            below += negative;
        }
    };
    let mut sum = 0.0;
    placements(&mut |positive, won, _, _| sum += positive * won);
    let value = sum / positives;
    let (mut of_positives, mut of_negatives) = (0.0, 0.0);
    placements(&mut |positive, won, negative, lost| {
        of_positives += positive * (won - value) * (won - value);
        of_negatives += negative * (lost - value) * (lost - value);
    });
    let variance = |squares: f64, n: f64| if n > 1.0 { squares / (n - 1.0) / n } else { 0.0 };
    Estimated {
        value,
        variance: variance(of_positives, positives) + variance(of_negatives, negatives),
        n: (positives + negatives) as u64,
    }
}

fn average_precision(table: &Scores, positives: u64) -> Estimated {
    let (mut hits, mut answered, mut value) = (0, 0, 0.0);
    for &(_, positive, negative) in table.groups.iter().rev() {
        hits += positive;
        answered += positive + negative;
        value += positive as f64 / positives as f64 * (hits as f64 / answered as f64);
    }
    Estimated { value, variance: value * (1.0 - value) / positives as f64, n: positives }
}

/// The mean of a loss of each row.
fn mean_loss(table: &Scores, loss: impl Fn(f64, bool) -> f64) -> Estimated {
    let mut cells = Vec::with_capacity(table.groups.len());
    for &(score, positive, negative) in &table.groups {
        for (rows, label) in [(positive, true), (negative, false)] {
            if rows > 0 {
                cells.push((loss(score, label), rows as f64));
            }
        }
    }
    let n: f64 = cells.iter().map(|(_, rows)| rows).sum();
    let value = cells.iter().map(|(loss, rows)| loss * rows).sum::<f64>() / n;
    let squares: f64 = cells.iter().map(|(loss, rows)| rows * (loss - value) * (loss - value)).sum();
    let variance = if n > 1.0 { squares / (n - 1.0) / n } else { f64::INFINITY };
    Estimated { value, variance, n: n as u64 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    #[test]
    fn counted_rows_are_those_that_are_repeated() {
        let rows = [(0.5, true), (-0.0, false), (0.5, false), (0.0, true), (0.5, true), (f64::NAN, true)];
        let counted = vec![(0.5, true, 2), (0.0, true, 1), (f64::NAN, true, 1), (0.5, false, 1), (-0.0, false, 1)];
        assert_eq!(Scores::of_counted(counted), Scores::of(&rows));
    }

    #[test]
    fn the_area_and_its_variance_are_those_of_roc_auc() {
        let (negatives, positives) = ([0.1, 0.4, 0.4, 0.35, 0.2], [0.35, 0.8, 0.4, 0.9]);
        let rows: Vec<(f64, bool)> =
            negatives.iter().map(|score| (*score, false)).chain(positives.iter().map(|score| (*score, true))).collect();
        let found = estimated(ScoreMetric::RocAuc, &Scores::of(&rows)).unwrap();
        let other = crate::multivariate::roc_auc::roc_auc(&negatives, &positives).unwrap();
        assert!((found.value - other.auc).abs() < 1e-14 && (found.variance - other.variance).abs() < 1e-14);
    }

    #[test]
    fn one_class_has_no_area_but_losses() {
        let table = Scores::of(&[(0.9, true), (0.7, true), (f64::NAN, false)]);
        assert_eq!(measure(ScoreMetric::RocAuc, &table), Err(Undefined::NoNegatives));
        assert_eq!(measure(ScoreMetric::AveragePrecision, &table).unwrap().value, 1.0);
        assert!((measure(ScoreMetric::Brier, &table).unwrap().value - 0.05).abs() < 1e-15);
        assert_eq!(measure(ScoreMetric::LogLoss, &Scores::of(&[])), Err(Undefined::NoRows));
        let sure = measure(ScoreMetric::LogLoss, &Scores::of(&[(0.0, true), (1.0, true)])).unwrap();
        assert!((sure.value - 18.021_826_694_558_577).abs() < 1e-12);
    }
}
