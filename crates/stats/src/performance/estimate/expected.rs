//! Metrics of expected counts: how many labels of each kind the rows with an answer and a score are worth.
//!
//! ```text
//! TP = Σ q [answer positive],  FP = Σ (1 − q) [answer positive],  FN = Σ q [answer negative],  TN = Σ (1 − q) [answer negative]
//! ROC AUC = Σ q (negatives below + ½ negatives at the score) / (positives · negatives)
//! log loss = −mean (q ln s + (1 − q) ln(1 − s))        Brier = mean (q (1 − s)² + (1 − q) s²)
//! ```

use crate::performance::confusion::ConfusionMetric;
use crate::performance::measured::Scale;
use crate::performance::scores::ScoreMetric;

/// A metric of two classes that can be estimated without labels; macro averages and those of another set of rows have no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimable {
    /// One of the counts by label and answer.
    Confusion(ConfusionMetric),
    /// One of the scores.
    Score(ScoreMetric),
}

impl Estimable {
    pub(super) fn scale(self) -> Scale {
        match self {
            Self::Confusion(ConfusionMetric::Mcc | ConfusionMetric::Kappa) => Scale::Fisher,
            Self::Score(ScoreMetric::LogLoss | ScoreMetric::Brier) => Scale::Plain,
            _ => Scale::Logit,
        }
    }
}

/// Rows with one score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Expected {
    pub score: f64,
    /// The rows answered as negative and as positive.
    pub rows: [f64; 2],
    /// How many of them have a positive label.
    pub positives: [f64; 2],
}

impl Expected {
    /// The rows at a score of which each label is positive with this probability.
    pub(super) fn at(score: f64, rows: [f64; 2], rate: f64) -> Self {
        Self { score, rows, positives: rows.map(|rows| rows * rate) }
    }
}

/// Expected counts by ascending score.
pub(super) struct Table<'a> {
    groups: &'a [Expected],
    /// By label, then by answer; negative first.
    counts: [[f64; 2]; 2],
}

impl<'a> Table<'a> {
    pub(super) fn new(groups: &'a [Expected]) -> Self {
        let mut counts = [[0.0; 2]; 2];
        for group in groups {
            for answer in [0, 1] {
                counts[1][answer] += group.positives[answer];
                counts[0][answer] += group.rows[answer] - group.positives[answer];
            }
        }
        Self { groups, counts }
    }

    fn rows(&self) -> f64 {
        self.counts.iter().flatten().sum()
    }

    /// A metric; `None` where it is not defined.
    pub(super) fn value(&self, metric: Estimable) -> Option<f64> {
        let value = match metric {
            Estimable::Confusion(metric) => self.of_counts(metric)?,
            Estimable::Score(metric) => self.of_scores(metric),
        };
        Some(value).filter(|value| value.is_finite())
    }

    fn of_counts(&self, metric: ConfusionMetric) -> Option<f64> {
        use ConfusionMetric as Metric;
        let [[tn, fp], [fn_, tp]] = self.counts;
        let rows = self.rows();
        let (positives, negatives) = (tp + fn_, tn + fp);
        Some(match metric {
            Metric::Accuracy => (tp + tn) / rows,
            Metric::Precision => tp / (tp + fp),
            Metric::Recall => tp / positives,
            Metric::Specificity => tn / negatives,
            Metric::F1 => 2.0 * tp / (2.0 * tp + fp + fn_),
            Metric::BalancedAccuracy => 0.5 * (tp / positives + tn / negatives),
            Metric::Mcc => (tp * tn - fp * fn_) / ((tp + fp) * (tn + fn_)).sqrt() / (positives * negatives).sqrt(),
            Metric::Kappa => {
                let chance = ((tp + fp) * positives + (tn + fn_) * negatives) / (rows * rows);
                ((tp + tn) / rows - chance) / (1.0 - chance)
            }
            Metric::Prevalence => positives / rows,
            Metric::SelectionRate
            | Metric::PrecisionAtReferencePrevalence
            | Metric::MacroPrecision
            | Metric::MacroRecall
            | Metric::MacroF1 => return None,
        })
    }

    fn of_scores(&self, metric: ScoreMetric) -> f64 {
        let [negatives, positives] = self.counts.map(|[one, other]| one + other);
        match metric {
            ScoreMetric::RocAuc => self.area() / positives / negatives,
            ScoreMetric::AveragePrecision => self.average_precision() / positives,
            ScoreMetric::LogLoss => {
                self.loss(|score| {
                    let score = score.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
                    [-libm::log(1.0 - score), -libm::log(score)]
                }) / self.rows()
            }
            ScoreMetric::Brier => self.loss(|score| [score * score, (1.0 - score) * (1.0 - score)]) / self.rows(),
        }
    }

    fn area(&self) -> f64 {
        let (mut below, mut area) = (0.0, 0.0);
        for group in self.groups.chunk_by(|one, other| one.score == other.score) {
            let positive: f64 = group.iter().flat_map(|group| group.positives).sum();
            let negative = group.iter().flat_map(|group| group.rows).sum::<f64>() - positive;
            area += positive * (below + 0.5 * negative);
            below += negative;
        }
        area
    }

    fn average_precision(&self) -> f64 {
        let (mut hits, mut answered, mut sum) = (0.0, 0.0, 0.0);
        for group in self.groups.chunk_by(|one, other| one.score == other.score).rev() {
            let positive: f64 = group.iter().flat_map(|group| group.positives).sum();
            hits += positive;
            answered += group.iter().flat_map(|group| group.rows).sum::<f64>();
            sum += if answered > 0.0 { positive * hits / answered } else { 0.0 };
        }
        sum
    }

    /// The sum of the losses of a negative and of a positive label at each score.
    fn loss(&self, losses: impl Fn(f64) -> [f64; 2]) -> f64 {
        let of_group = |group: &Expected| {
            let [negative, positive] = losses(group.score);
            let positives = group.positives[0] + group.positives[1];
            positive * positives + negative * (group.rows[0] + group.rows[1] - positives)
        };
        self.groups.iter().map(of_group).sum()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::performance::confusion::{self, Confusion};
    use crate::performance::scores::{self, Scores};

    /// With labels that are certain, expected metrics are the realised ones.
    #[test]
    fn certain_labels_give_the_metrics_of_labels() {
        let rows =
            [(0.1, 0, 0), (0.2, 0, 1), (0.2, 0, 0), (0.4, 1, 0), (0.7, 1, 1), (0.7, 1, 0), (0.9, 1, 1), (0.95, 0, 1)];
        let mut groups: Vec<Expected> = rows
            .iter()
            .map(|&(score, answer, label): &(f64, usize, u32)| {
                let mut counts = [0.0; 2];
                counts[answer] = 1.0;
                Expected::at(score, counts, f64::from(label))
            })
            .collect();
        groups.sort_by(|one, other| one.score.total_cmp(&other.score));
        let table = Table::new(&groups);
        let mut confusion = Confusion::new(2);
        rows.iter().for_each(|&(_, answer, label)| confusion.add(label as usize, answer, 1));
        let scores = Scores::of(&rows.map(|(score, _, label)| (score, label == 1)));
        for metric in [
            ConfusionMetric::Accuracy,
            ConfusionMetric::Precision,
            ConfusionMetric::Recall,
            ConfusionMetric::Specificity,
            ConfusionMetric::F1,
            ConfusionMetric::BalancedAccuracy,
            ConfusionMetric::Mcc,
            ConfusionMetric::Kappa,
            ConfusionMetric::Prevalence,
        ] {
            let expected = confusion::measure(metric, 1, &confusion).unwrap().value;
            assert!((table.value(Estimable::Confusion(metric)).unwrap() - expected).abs() < 1e-12, "{metric:?}");
        }
        for metric in [ScoreMetric::RocAuc, ScoreMetric::AveragePrecision, ScoreMetric::LogLoss, ScoreMetric::Brier] {
            let expected = scores::measure(metric, &scores).unwrap().value;
            assert!((table.value(Estimable::Score(metric)).unwrap() - expected).abs() < 1e-12, "{metric:?}");
        }
    }

    #[test]
    fn what_is_not_defined_has_no_value() {
        let table = Table::new(&[]);
        assert!(
            table.value(Estimable::Confusion(ConfusionMetric::Accuracy)).is_none()
                && table.value(Estimable::Score(ScoreMetric::RocAuc)).is_none()
        );
        let one = [Expected::at(0.5, [3.0, 0.0], 0.0)];
        assert!(Table::new(&one).value(Estimable::Confusion(ConfusionMetric::Precision)).is_none());
        assert_eq!(Table::new(&one).value(Estimable::Confusion(ConfusionMetric::Accuracy)), Some(1.0));
    }
}
