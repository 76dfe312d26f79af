//! The estimate of numbers, by the errors of weighted rows of the reference.

use driftscope_present::names::first_names;
use driftscope_report::{EstimateMethod, EstimateState, MetricInfo, PerformanceEstimate};
use driftscope_stats::performance::estimate::{against, weighted_errors};

use super::super::metrics::measured;
use super::calibrated::outside;
use super::weights::{Found, weights};
use super::{Basis, found, reason, state, written};

/// The metrics that are estimated.
const METRICS: [&str; 3] = ["mae", "rmse", "bias"];

pub(super) fn estimate(basis: &Basis<'_>) -> PerformanceEstimate {
    let Basis { rows, parts, inputs, .. } = basis;
    let mut weighted = Vec::new();
    let (mut left_out, mut overlap): (Vec<String>, _) = (Vec::new(), None);
    for part in &parts.parts {
        match weights(inputs, rows, part) {
            Found::Covered(found) => {
                for name in &found.overlap.left_out {
                    if !left_out.contains(name) {
                        left_out.push(name.clone());
                    }
                }
                overlap = overlap.or(Some(found.overlap));
                // Each version counts by its rows of production.
                let total: f64 = found.rows.iter().map(|(_, weight)| weight).sum();
                let share = part.answered.len() as f64 / total;
                weighted.extend(found.rows.into_iter().map(|(row, weight)| (row, weight * share)));
            }
            Found::Outside(found) => return outside(Some(&found)),
            Found::TooFew(found) => {
                let refused = "The reference has too few labelled rows that are like those of production";
                return PerformanceEstimate { overlap: Some(found), ..state(EstimateState::TooFewRows, refused) };
            }
            Found::Unknown => {
                return state(
                    EstimateState::TooFewRows,
                    "No column tells which rows of the reference are like those of production",
                );
            }
        }
    }
    if 2 * left_out.len() > inputs.count().max(1) {
        return outside(overlap.as_ref());
    }
    let rows_of_production: u64 = parts.parts.iter().map(|part| part.answered.len() as u64).sum();
    let errors: Vec<(f64, f64)> =
        weighted.iter().filter_map(|&(row, weight)| Some((rows.error(0, row as usize)?, weight))).collect();
    let reference = rows.figures(0, parts.parts.iter().flat_map(|part| &part.labelled).map(|row| *row as usize));
    let mut report = found(EstimateMethod::ImportanceWeighting, !left_out.is_empty());
    for (id, estimated) in METRICS.into_iter().zip(weighted_errors(&errors, rows_of_production).into_iter().flatten()) {
        let reference = MetricInfo::of(id).and_then(|info| measured(info, rows, &reference)?.ok());
        let difference = reference.and_then(|reference| against(reference, estimated));
        report.metrics.extend(written(id, estimated, reference, difference));
    }
    report.labels = parts.parts.iter().map(|part| part.labelled.len() as u64).sum();
    report.rows = rows_of_production;
    report.reason = reason([
        parts.note.clone(),
        (!left_out.is_empty()).then(|| {
            format!(
                "In {} production lies outside the reference, and the estimate takes it that errors are the same there",
                first_names(&left_out)
            )
        }),
    ]);
    report.overlap = overlap;
    report
}
