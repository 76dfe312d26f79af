//! What is timed of a model's metrics, natively and in a browser.

use driftscope_stats::performance::{Confusion, ConfusionMetric, ScoreMetric, Scores, confusion, curves, scores};
use driftscope_stats::random::Random;

/// The metrics by class and answer.
const OF_ANSWERS: [ConfusionMetric; 11] = [
    ConfusionMetric::Accuracy,
    ConfusionMetric::Precision,
    ConfusionMetric::Recall,
    ConfusionMetric::Specificity,
    ConfusionMetric::F1,
    ConfusionMetric::BalancedAccuracy,
    ConfusionMetric::Mcc,
    ConfusionMetric::Kappa,
    ConfusionMetric::MacroPrecision,
    ConfusionMetric::MacroRecall,
    ConfusionMetric::MacroF1,
];

/// Those of scores.
const OF_SCORES: [ScoreMetric; 4] =
    [ScoreMetric::RocAuc, ScoreMetric::AveragePrecision, ScoreMetric::LogLoss, ScoreMetric::Brier];

/// As many rows, each with a score and a label: nearly every row has a score of its own, which is the slowest case.
pub(super) fn rows(count: usize, seed: u64) -> Vec<(f64, bool)> {
    let mut random = Random::new(seed);
    let row = |_| {
        let score = random.unit();
        (score, random.unit() < score)
    };
    (0..count).map(row).collect()
}

/// The counts by class and answer, and the sorted scores.
pub(super) fn tables(rows: &[(f64, bool)]) -> (Confusion, Scores) {
    let mut confusion = Confusion::new(2);
    rows.iter().for_each(|&(score, label)| confusion.add(usize::from(label), usize::from(score >= 0.5), 1));
    (confusion, Scores::of(rows))
}

/// All metrics of both sides with their intervals and differences, and their curves; how many numbers there are.
pub(super) fn metrics([reference, production]: [&(Confusion, Scores); 2]) -> usize {
    let answers = OF_ANSWERS.map(|metric| confusion::compare(metric, 1, [&reference.0, &production.0]));
    let scored = OF_SCORES.map(|metric| scores::compare(metric, [&reference.1, &production.1]));
    let points = curves::curve(&reference.1).len() + curves::curve(&production.1).len();
    points + answers.iter().chain(&scored).filter(|found| found.difference.is_some()).count()
}
