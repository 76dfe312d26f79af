//! How sure the model is of its answers, with a label or without: what moves before any label comes.

use driftscope_report::{Metric, ScoreMeaning};
use driftscope_stats::performance::{Compared, Confusion, ConfusionMetric, compare_counted_means, confusion};

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
    let sides = [0, 1].map(|side| -> Vec<(f64, u64)> {
        let sure = |row: usize| {
            let score = rows.estimable_score(side, row).filter(|_| rows.is_answered(side, row))?;
            let confidence = if rows.is_positive_answer(side, row) { score } else { 1.0 - score };
            Some((confidence, rows.size(side, row)))
        };
        let mut confidences: Vec<(f64, u64)> = (0..rows.answered(side)).filter_map(sure).collect();
        // So that sums do not depend on the order of rows.
        confidences.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        confidences
    });
    if sides.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    // A share is the prevalence of a class.
    let shares = sides.each_ref().map(|side| {
        let mut table = Confusion::new(2);
        for (sure, size) in side {
            let class = usize::from(*sure < UNSURE);
            table.add(class, class, *size);
        }
        table
    });
    let mean = compare_counted_means([&sides[0], &sides[1]]);
    let share = confusion::compare(ConfusionMetric::Prevalence, 1, [&shares[0], &shares[1]]);
    IDS.into_iter().zip([mean, share]).map(|(id, found)| metric(id, found)).collect()
}

fn metric(id: &str, Compared { sides, difference }: Compared) -> Metric {
    let [reference, production] = sides.map(|side| side.ok().map(written));
    let difference = difference.and_then(written_difference);
    Metric { id: id.to_owned(), reference, production, difference, ..Metric::default() }
}
