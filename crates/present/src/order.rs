//! The order of columns: what needs attention first.

use std::cmp::Ordering;

use driftscope_report::{ColumnReport, Outcome, Presence, Report};

/// The places of all columns in the report: drifted ones first, then those that only one side has, then small changes, then the
/// rest; among equals the larger effect first, then as in the file.
pub fn order(report: &Report) -> Vec<usize> {
    let columns = &report.columns;
    let mut places: Vec<usize> = (0..columns.len()).collect();
    places.sort_by(|&a, &b| compare(&columns[a], &columns[b]));
    places
}

/// Orders two columns by how much they need attention.
pub fn compare(a: &ColumnReport, b: &ColumnReport) -> Ordering {
    rank(a).cmp(&rank(b)).then_with(|| by_effect(a, b))
}

/// Orders two columns by effect, the larger first; those without an effect come last.
pub fn by_effect(a: &ColumnReport, b: &ColumnReport) -> Ordering {
    let effect = |column: &ColumnReport| column.drift.effect.unwrap_or(-1.0);
    effect(b).total_cmp(&effect(a))
}

fn rank(column: &ColumnReport) -> u8 {
    match column.drift.outcome {
        Outcome::Drifted => 0,
        Outcome::NotTested if column.presence != Presence::Both => 1,
        Outcome::Negligible => 2,
        Outcome::Unclear => 3,
        Outcome::NoDrift => 4,
        Outcome::Identical => 5,
        Outcome::NotTested => 6,
    }
}
