//! Curves of scores, and predicted numbers beside actual ones, for the report.

use driftscope_report::{CurvePoint, GridCell, GridRows, PredictedActual, ScoreCurves};
use driftscope_stats::performance::agreement::STEPS;
use driftscope_stats::performance::{agreement, curve};

use super::rows::Figures;

/// The curves of both sides. `None` where neither has enough labels of both classes.
pub(super) fn of_scores(sides: [&Figures; 2]) -> Option<ScoreCurves> {
    let points = |side: &Figures| -> Vec<CurvePoint> {
        let found = side.scores.iter().flat_map(curve).filter(|point| point.threshold.is_finite());
        let point = |point: driftscope_stats::performance::CurvePoint| CurvePoint {
            threshold: point.threshold,
            false_rate: point.false_rate,
            recall: point.recall,
            precision: point.precision,
        };
        found.map(point).collect()
    };
    let [reference, production] = sides.map(points);
    let is_known = !reference.is_empty() || !production.is_empty();
    is_known.then_some(ScoreCurves { reference, production })
}

/// The predicted numbers of both sides beside the actual ones.
pub(super) fn of_numbers(sides: [&Figures; 2]) -> Option<PredictedActual> {
    let [reference, production] = sides.map(|side| side.residuals.as_ref());
    let found = agreement([reference?, production?])?;
    let cell =
        |&(label, answer, rows): &(u8, u8, u64)| GridCell { label: label.into(), prediction: answer.into(), rows };
    let rows =
        |side: usize| GridRows { cells: found.cells[side].iter().map(cell).collect(), folded: found.folded[side] };
    let ((low, high), steps) = (found.range, STEPS as u64);
    Some(PredictedActual { low, high, steps, reference: rows(0), production: rows(1) })
}
