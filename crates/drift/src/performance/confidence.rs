//! How sure the model is of its answers, with a label or without: what moves before any label comes.

use driftscope_report::{Metric, ScoreMeaning};
use driftscope_stats::performance::{Compared, Confusion, ConfusionMetric, ResidualMetric, Residuals};
use driftscope_stats::performance::{confusion, residuals};

use super::metrics::{written, written_difference};
use super::rows::ModelRows;

/// The figures, by their names.
pub(super) const IDS: [&str; 2] = ["mean_confidence", "unsure_share"];

/// Answers with a lower confidence are unsure.
const UNSURE: f64 = 0.6;

/// The mean confidence and the share of unsure answers. None without probabilities on both sides.
pub(super) fn of(rows: &ModelRows<'_>) -> Vec<Metric> {
    let is_ranking = rows.scores().is_some_and(|found| found.meaning == ScoreMeaning::Ranking);
    if is_ranking || !rows.needs_both_classes() || !rows.has_estimable_scores() {
        return Vec::new();
    }
    let sides = [0, 1].map(|side| -> Vec<f64> {
        let sure = |row: usize| {
            let score = rows.estimable_score(side, row).filter(|_| rows.is_answered(side, row))?;
            Some(if rows.is_positive_answer(side, row) { score } else { 1.0 - score })
        };
        let mut confidences: Vec<f64> = (0..rows.answered(side)).filter_map(sure).collect();
        // So that sums do not depend on the order of rows.
        confidences.sort_unstable_by(f64::total_cmp);
        confidences
    });
    if sides.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    // A mean is a bias about 0, a share the prevalence of a class.
    let means = sides.each_ref().map(|side| Residuals::of(side, &vec![0.0; side.len()]));
    let shares = sides.each_ref().map(|side| {
        let unsure = side.iter().filter(|sure| **sure < UNSURE).count() as u64;
        let mut table = Confusion::new(2);
        table.add(1, 1, unsure);
        table.add(0, 0, side.len() as u64 - unsure);
        table
    });
    let mean = residuals::compare(ResidualMetric::Bias, [&means[0], &means[1]]);
    let share = confusion::compare(ConfusionMetric::Prevalence, 1, [&shares[0], &shares[1]]);
    IDS.into_iter().zip([mean, share]).map(|(id, found)| metric(id, found)).collect()
}

fn metric(id: &str, Compared { sides, difference }: Compared) -> Metric {
    let [reference, production] = sides.map(|side| side.ok().map(written));
    let difference = difference.and_then(written_difference);
    Metric { id: id.to_owned(), reference, production, difference, ..Metric::default() }
}
