//! The estimate of numbers, by the errors of weighted rows of the reference.

use driftscope_report::{EstimateMethod, EstimateState, MetricInfo, PerformanceEstimate};
use driftscope_stats::performance::estimate::{against, weighted_errors};

use super::super::metrics::measured;
use super::calibrated::outside;
use super::weights::{Found, weights};
use super::{Basis, are_too_many, begun, state, written};

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
    if are_too_many(&left_out, inputs) {
        return outside(overlap.as_ref());
    }
    let reference = rows.figures(0, parts.labelled());
    let mut report = begun(EstimateMethod::ImportanceWeighting, parts, &left_out, "errors are");
    let errors: Vec<(f64, f64)> =
        weighted.iter().filter_map(|&(row, weight)| Some((rows.error(0, row as usize)?, weight))).collect();
    for (id, estimated) in METRICS.into_iter().zip(weighted_errors(&errors, report.rows).into_iter().flatten()) {
        let reference = MetricInfo::of(id).and_then(|info| measured(info, rows, &reference)?.ok());
        let difference = reference.and_then(|reference| against(reference, estimated));
        report.metrics.extend(written(id, estimated, reference, difference));
    }
    report.overlap = overlap;
    report
}
