//! The textbook detector: any p-value below 0.05 over the newest 1000 rows of production, at least 30 of them with a value.
//!
//! Kolmogorov–Smirnov for numbers, χ² of homogeneity for categories, no correction for the number of columns. The newest rows
//! are the last ones in the files.

use driftscope_stats::ks::p_value_without_ties;
use driftscope_stats::sorting::sort_numbers;

use super::{Rows, Subject};
use crate::statistics::counts;
use crate::values::labels::RowLabels;
use crate::values::numeric;
use driftscope_report::PresetVerdict;

/// The rows that are looked at.
const NEWEST: usize = 1_000;

/// The fewest values for a verdict.
const FEWEST: usize = 30;

pub(super) fn judge(subject: &Subject<'_>, rows: &Rows<'_>) -> PresetVerdict {
    let (test, p_value) = match subject.labels {
        Some(_) => ("chi_square", categories(rows)),
        None => ("ks", numbers(rows)),
    };
    match p_value {
        None => {
            PresetVerdict::none("fewer than 30 of the newest 1000 rows have a value, or their values cannot be tested")
        }
        Some(p_value) => PresetVerdict::scored(test, Some(p_value)),
    }
}

fn numbers(rows: &Rows<'_>) -> Option<f64> {
    let side = &rows.sides[1];
    let column = side.column?;
    let mut newest = numeric::newest(column, &side.evidence, NEWEST);
    newest.retain(|value| !value.is_nan());
    sort_numbers(&mut newest);
    (newest.len() >= FEWEST).then(|| p_value_without_ties(&rows.numbers[0].sorted, &newest))?
}

fn categories(rows: &Rows<'_>) -> Option<f64> {
    let mut labels = RowLabels::new(rows.sides.each_ref().map(|side| Some(&side.evidence)));
    let reference = labels.of_rows(rows.sides[0].found());
    let production = labels.of_newest(rows.sides[1].found(), NEWEST);
    let counts = [reference, production].map(|rows| {
        let mut counts = vec![0_u64; labels.len()];
        rows.into_iter().filter_map(|label| counts.get_mut(label as usize).map(|count| *count += 1)).count();
        counts
    });
    if counts[1].iter().sum::<u64>() < FEWEST as u64 {
        return None;
    }
    counts::pooled([&counts[0], &counts[1]]).chi_square.map(|test| test.p_value)
}
