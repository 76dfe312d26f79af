//! The metrics of production, estimated without its labels.
//!
//! Classes: the calibrated scores of the reference's labelled rows say how often each answer is right, of each version by itself
//! ([`calibrated`]). Numbers: the errors of the reference's labelled rows, weighted to be like production's ([`errors`]). The weights come from
//! the columns as levels ([`weights`]), and where production lies outside the reference there are none. Method: `docs/methods.md`, Estimates
//! without labels.

mod calibrated;
mod errors;
mod parts;
mod self_test;
mod weights;

use driftscope_present::names::first_names;
use driftscope_report::{EstimateMethod, EstimateState, EstimatedMetric, PerformanceEstimate, Report, Task};
use driftscope_stats::performance::{Difference, Measured};

use self::parts::Parts;
use super::rows::ModelRows;
use crate::inputs::Inputs;
use crate::joint::JointColumn;
use crate::segments::LevelledColumn;
use crate::windows::RowsByWindow;

/// The rows of production that an estimate is about at least.
const FEWEST_ROWS: usize = 30;

/// The labelled rows of the reference that an estimate rests on at least.
const FEWEST_LABELS: usize = 100;

/// What an estimate works on.
struct Basis<'a> {
    rows: &'a ModelRows<'a>,
    parts: Parts,
    inputs: Inputs<'a>,
    windows: Option<&'a RowsByWindow<'a>>,
}

/// The estimate. `None` where production has no answers, and of a ranking.
pub(super) fn of(
    report: &Report,
    rows: &ModelRows<'_>,
    columns: &[JointColumn],
    levels: &[LevelledColumn],
    windows: Option<&RowsByWindow<'_>>,
) -> Option<PerformanceEstimate> {
    if rows.task == Task::Ranking || (0..rows.answered(1)).all(|row| !rows.is_answered(1, row)) {
        return None;
    }
    let is_regression = rows.task == Task::Regression;
    if !is_regression && !rows.has_estimable_scores() {
        return Some(state(
            EstimateState::NoScores,
            "The model’s answers come without scores, and only scores can be calibrated",
        ));
    }
    if (0..rows.answered(0)).all(|row| !rows.is_compared(0, row)) {
        return Some(state(EstimateState::NoReferenceLabels, "The reference has no labels"));
    }
    let parts = match Parts::of(rows, columns) {
        Ok(parts) => parts,
        Err((refused, reason)) => return Some(state(refused, &reason)),
    };
    let inputs = Inputs::of(report, [0, 1].map(|side| rows.answered(side)), levels);
    let basis = Basis { rows, parts, inputs, windows };
    Some(if is_regression { errors::estimate(&basis) } else { calibrated::estimate(&basis) })
}

/// No estimate, and why.
fn state(state: EstimateState, reason: &str) -> PerformanceEstimate {
    PerformanceEstimate { state, reason: Some(reason.to_owned()), ..PerformanceEstimate::default() }
}

/// An estimated metric beside that of the reference.
fn written(
    id: &str,
    measured: Measured,
    reference: Option<Measured>,
    difference: Option<Difference>,
) -> Option<EstimatedMetric> {
    let is_finite = [measured.value, measured.low, measured.high].iter().all(|value| value.is_finite());
    is_finite.then(|| EstimatedMetric {
        id: id.to_owned(),
        value: measured.value,
        low: measured.low,
        high: measured.high,
        reference: reference.map(super::metrics::written),
        difference: difference.and_then(super::metrics::written_difference),
        ..EstimatedMetric::default()
    })
}

/// Whether more than half of the columns were left out: an estimate from the others would be about other inputs.
fn are_too_many(left_out: &[String], inputs: &Inputs<'_>) -> bool {
    2 * left_out.len() > inputs.count().max(1)
}

/// An estimate without its metrics yet, and what it leaves out: versions, and columns beyond which `what` is taken to stay the same.
fn begun(method: EstimateMethod, parts: &Parts, left_out: &[String], what: &str) -> PerformanceEstimate {
    let is_partly_outside = !left_out.is_empty();
    let columns = is_partly_outside.then(|| {
        let names = first_names(left_out);
        format!(
            "In {names} production lies outside the reference, and the estimate takes it that {what} the same there"
        )
    });
    let sentences: Vec<String> = parts.note.clone().into_iter().chain(columns).collect();
    let [labels, rows] = parts.sizes();
    PerformanceEstimate {
        state: if is_partly_outside { EstimateState::PartlyOutside } else { EstimateState::Estimated },
        reason: (!sentences.is_empty()).then(|| sentences.join(". ")),
        method: Some(method),
        labels,
        rows,
        ..PerformanceEstimate::default()
    }
}

/// Whether two methods agree: each lies in the interval of the other.
fn agree(one: &[EstimatedMetric], other: &[EstimatedMetric]) -> bool {
    let Some((one, other)) = one.first().zip(other.first()) else { return true };
    (one.low..=one.high).contains(&other.value) && (other.low..=other.high).contains(&one.value)
}
