//! Metrics of the probabilities of more than two classes, from the probability of each class in each row.
//!
//! ```text
//! A_k = P(p_k of a row of class k > p_k of another row) + ½ P(equal)      one class against the rest
//! macro AUC = mean A_k        weighted AUC = Σ n_k A_k / n
//! log loss = −mean ln p of the label,  p not below 2.2e-16        Brier = mean Σ_k (p_k − y_k)²
//! ```
//!
//! Averages are over the classes that have rows. The areas of one data set depend on each other: the variance of their average is that of its
//! linear part in each row, which for two classes is DeLong's (1988, doi 10.2307/2531595) but for `n/(n − 1)` in place of that of each class,
//! and the interval is that of the logit scale. Losses are means of rows: Student's interval, Welch's difference. The Brier score of two
//! classes would be twice that of [`scores`](super::scores). As scikit-learn's `roc_auc_score(multi_class="ovr")`, `log_loss` and
//! `brier_score_loss`: 1e-12 relative.

use super::measured::{Compared, Estimated, Measured, Scale, Undefined, compared, compared_means, mean};

/// The least probability in a logarithm: the distance from 1 to the next double.
const LEAST: f64 = f64::EPSILON;

/// The label and the probabilities of each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassScores {
    classes: usize,
    truths: Vec<u32>,
    /// Row by row.
    probabilities: Vec<f64>,
}

/// A metric of the probabilities of more than two classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassScoreMetric {
    /// The mean area of the classes, each against the rest.
    MacroRocAuc,
    /// The same, weighted by the rows of the classes.
    WeightedRocAuc,
    /// The mean surprise at a label, in nats.
    LogLoss,
    /// The mean squared error of the probabilities, summed over the classes.
    Brier,
}

impl ClassScores {
    /// No rows of this many classes.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self { classes, ..Self::default() }
    }

    /// Adds a row; one without a known class, with another number of probabilities, or with one that is not finite, is left out.
    pub fn add(&mut self, truth: usize, probabilities: &[f64]) {
        if truth < self.classes
            && probabilities.len() == self.classes
            && probabilities.iter().all(|one| one.is_finite())
        {
            self.truths.push(truth as u32);
            self.probabilities.extend_from_slice(probabilities);
        }
    }

    fn rows(&self) -> impl Iterator<Item = (usize, &[f64])> + Clone {
        let rows = self.probabilities.chunks_exact(self.classes.max(1));
        self.truths.iter().map(|truth| *truth as usize).zip(rows)
    }
}

/// A metric of both sides.
#[must_use]
pub fn compare(metric: ClassScoreMetric, sides: [&ClassScores; 2]) -> Compared {
    let estimates = sides.map(|side| estimated(metric, side));
    if is_mean(metric) { compared_means(estimates) } else { compared(estimates, Scale::Logit) }
}

/// A metric of some rows.
pub fn measure(metric: ClassScoreMetric, rows: &ClassScores) -> Result<Measured, Undefined> {
    let estimate = estimated(metric, rows)?;
    Ok(if is_mean(metric) { mean(estimate) } else { estimate.measured(Scale::Logit) })
}

fn is_mean(metric: ClassScoreMetric) -> bool {
    matches!(metric, ClassScoreMetric::LogLoss | ClassScoreMetric::Brier)
}

fn estimated(metric: ClassScoreMetric, rows: &ClassScores) -> Result<Estimated, Undefined> {
    if rows.truths.is_empty() {
        return Err(Undefined::NoRows);
    }
    match metric {
        ClassScoreMetric::MacroRocAuc => average_area(rows, false),
        ClassScoreMetric::WeightedRocAuc => average_area(rows, true),
        ClassScoreMetric::LogLoss => {
            Ok(mean_of(rows.rows().map(|(truth, row)| -libm::log(row[truth].clamp(LEAST, 1.0 - LEAST)))))
        }
        ClassScoreMetric::Brier => Ok(mean_of(rows.rows().map(|(truth, row)| {
            let error = |(class, score): (usize, &f64)| score - f64::from(u8::from(class == truth));
            row.iter().enumerate().map(error).map(|error| error * error).sum()
        }))),
    }
}

fn mean_of(losses: impl Iterator<Item = f64> + Clone) -> Estimated {
    let n = losses.clone().count();
    let value = losses.clone().sum::<f64>() / n as f64;
    let squares: f64 = losses.map(|loss| (loss - value) * (loss - value)).sum();
    let variance = if n > 1 { squares / (n - 1) as f64 / n as f64 } else { f64::INFINITY };
    Estimated { value, variance, n: n as u64 }
}

/// The average area, and the variance of its linear part.
fn average_area(rows: &ClassScores, is_weighted: bool) -> Result<Estimated, Undefined> {
    let n = rows.truths.len();
    let mut counts = vec![0_usize; rows.classes];
    rows.truths.iter().for_each(|truth| counts[*truth as usize] += 1);
    let known: Vec<usize> = (0..rows.classes).filter(|class| counts[*class] > 0).collect();
    if known.len() < 2 {
        return Err(Undefined::OneClass);
    }
    let mut areas = vec![0.0; rows.classes];
    // What each row adds to the average: its placements among the rows of other classes.
    let mut parts = vec![0.0; n];
    for &class in &known {
        let weight = if is_weighted { counts[class] as f64 / n as f64 } else { 1.0 / known.len() as f64 };
        areas[class] = area(rows, class, counts[class], weight, &mut parts);
    }
    let weight = |class: usize| if is_weighted { counts[class] as f64 / n as f64 } else { 1.0 / known.len() as f64 };
    let value: f64 = known.iter().map(|&class| weight(class) * areas[class]).sum();
    if is_weighted {
        // The weights are shares of the rows, too.
        let truths = rows.truths.iter().map(|truth| areas[*truth as usize]);
        parts.iter_mut().zip(truths).for_each(|(part, area)| *part += (area - value) / n as f64);
    }
    let squares: f64 = parts.iter().map(|part| part * part).sum();
    Ok(Estimated { value, variance: squares * n as f64 / (n - 1) as f64, n: n as u64 })
}

/// The area of a class of `count` rows against the rest; adds what each row contributes to it, times the weight, to `parts`.
fn area(rows: &ClassScores, class: usize, count: usize, weight: f64, parts: &mut [f64]) -> f64 {
    let score = |row: &u32| rows.probabilities[*row as usize * rows.classes + class] + 0.0;
    let is_own = |row: &u32| rows.truths[*row as usize] as usize == class;
    let mut order: Vec<u32> = (0..rows.truths.len() as u32).collect();
    order.sort_unstable_by(|one, other| score(one).total_cmp(&score(other)).then(one.cmp(other)));
    let (own, others) = (count as f64, (rows.truths.len() - count) as f64);
    let placements = |of: &mut dyn FnMut(&u32, bool, f64)| {
        let (mut below, mut above) = (0.0, own);
        for group in order.chunk_by(|one, other| score(one) == score(other)) {
            let inside = group.iter().filter(|row| is_own(row)).count() as f64;
            let outside = group.len() as f64 - inside;
            above -= inside;
            for row in group {
                let is_own = is_own(row);
                let won = if is_own { (below + 0.5 * outside) / others } else { (above + 0.5 * inside) / own };
                of(row, is_own, won);
            }
            below += outside;
        }
    };
    let mut sum = 0.0;
    placements(&mut |_, is_own, won| sum += if is_own { won } else { 0.0 });
    let value = sum / own;
    placements(&mut |row, is_own, won| {
        parts[*row as usize] += weight * (won - value) / if is_own { own } else { others };
    });
    value
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::super::scores::{self, ScoreMetric, Scores};
    use super::*;

    #[test]
    fn of_two_classes_they_are_the_metrics_of_two_classes() {
        let rows: Vec<(f64, bool)> =
            (0..400_u32).map(|row| (f64::from(row * 37 % 101) / 101.0, row * 53 % 101 < row * 37 % 90)).collect();
        let mut many = ClassScores::new(2);
        rows.iter().for_each(|&(score, label)| many.add(usize::from(label), &[1.0 - score, score]));
        let two = Scores::of(&rows);
        for (metric, other, factor) in [
            (ClassScoreMetric::MacroRocAuc, ScoreMetric::RocAuc, 1.0),
            (ClassScoreMetric::WeightedRocAuc, ScoreMetric::RocAuc, 1.0),
            (ClassScoreMetric::LogLoss, ScoreMetric::LogLoss, 1.0),
            (ClassScoreMetric::Brier, ScoreMetric::Brier, 2.0),
        ] {
            let (found, known) = (measure(metric, &many).unwrap(), scores::measure(other, &two).unwrap());
            assert!((found.value - factor * known.value).abs() < 1e-12, "{metric:?}");
            let width = |found: Measured| found.high - found.low;
            assert!((width(found) / (factor * width(known)) - 1.0).abs() < 0.01, "{metric:?}: {found:?} {known:?}");
        }
    }

    #[test]
    fn what_is_not_defined_has_a_reason() {
        let mut rows = ClassScores::new(3);
        assert_eq!(measure(ClassScoreMetric::Brier, &rows), Err(Undefined::NoRows));
        rows.add(3, &[0.2, 0.3, 0.5]);
        rows.add(0, &[0.2, 0.8]);
        rows.add(0, &[0.2, 0.8, f64::NAN]);
        assert_eq!(measure(ClassScoreMetric::LogLoss, &rows), Err(Undefined::NoRows));
        rows.add(0, &[0.0, 0.5, 0.5]);
        rows.add(0, &[1.0, 0.0, 0.0]);
        assert_eq!(measure(ClassScoreMetric::MacroRocAuc, &rows), Err(Undefined::OneClass));
        let loss = measure(ClassScoreMetric::LogLoss, &rows).unwrap();
        assert!((loss.value - 18.021_826_694_558_577).abs() < 1e-12);
    }
}
