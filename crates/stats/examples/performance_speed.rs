//! Times all metrics of a model with two classes, with their intervals and differences, in processor time.
//!
//! ```sh
//! cargo run --release -p driftscope-stats --example performance_speed [ROWS]
//! ```
//!
//! Both sides have as many rows, a million unless given. Nearly every row has a score of its own, which is the slowest case. Prints a line for
//! each part, with a tab between what it is and its milliseconds: the tables of rows, which sort the scores, and all metrics from them.

#[path = "speed/clock.rs"]
mod clock;

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

fn rows(count: usize, seed: u64) -> Vec<(f64, bool)> {
    let mut random = Random::new(seed);
    let row = |_| {
        let score = random.unit();
        (score, random.unit() < score)
    };
    (0..count).map(row).collect()
}

fn tables(rows: &[(f64, bool)]) -> (Confusion, Scores) {
    let mut confusion = Confusion::new(2);
    rows.iter().for_each(|&(score, label)| confusion.add(usize::from(label), usize::from(score >= 0.5), 1));
    (confusion, Scores::of(rows))
}

fn metrics([reference, production]: [&(Confusion, Scores); 2]) -> usize {
    let answers = OF_ANSWERS.map(|metric| confusion::compare(metric, 1, [&reference.0, &production.0]));
    let scored = OF_SCORES.map(|metric| scores::compare(metric, [&reference.1, &production.1]));
    let points = curves::curve(&reference.1).len() + curves::curve(&production.1).len();
    points + answers.iter().chain(&scored).filter(|found| found.difference.is_some()).count()
}

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let sides = [rows(count, 1), rows(count, 2)];
    let made = sides.each_ref().map(|side| tables(side));
    let times = [
        ("tables of both sides", clock::fastest(|| sides.each_ref().map(|side| tables(side)))),
        ("metrics, intervals and curves from them", clock::fastest(|| metrics(made.each_ref()))),
    ];
    for (what, seconds) in times {
        println!("{what}\t{:.1}", 1e3 * seconds);
    }
}
