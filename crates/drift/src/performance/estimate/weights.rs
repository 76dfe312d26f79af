//! Weights that make labelled rows of the reference like the rows of production, by the columns as levels.

use driftscope_report::InputOverlap;
use driftscope_stats::density_ratio::{DensityRatio, Levels, density_ratio, told_apart};

use super::super::rows::ModelRows;
use super::parts::Part;
use crate::inputs::{ChosenRows, Inputs, LevelsOfRows, foremost};

/// Levels of the score.
const SCORE_LEVELS: usize = 10;

/// Columns that are left out one after the other, where production lies outside the reference.
const MOST_LEFT_OUT: usize = 6;

/// The mean weight of a reference that covers production.
const COVERED: std::ops::RangeInclusive<f64> = 0.9..=1.1;

/// The share of production that may lie outside.
const OUTSIDE: f64 = 0.05;

/// Rows of equal weight that weighted rows are worth at least.
const FEWEST_EFFECTIVE: f64 = 500.0;

/// Labelled rows of a part and their weights.
pub(super) struct Weighted {
    /// Rows of the reference, each with its weight.
    pub rows: Vec<(u32, f64)>,
    pub overlap: InputOverlap,
}

/// What the columns tell of a part.
pub(super) enum Found {
    /// The reference covers production, but for the columns that were left out.
    Covered(Weighted),
    /// It covers production, and has too few rows like it.
    TooFew(InputOverlap),
    /// Production lies outside the reference.
    Outside(InputOverlap),
    /// There are no columns to tell.
    Unknown,
}

/// The weights of a part's labelled rows.
pub(super) fn weights(inputs: &Inputs<'_>, rows: &ModelRows<'_>, part: &Part) -> Found {
    let sides = [&part.labelled, &part.answered];
    let chosen = [0, 1].map(|side| inputs.chosen(side, |row| sides[side].binary_search(&row).is_ok()));
    if chosen.iter().any(Vec::is_empty) {
        return Found::Unknown;
    }
    let mut columns = inputs.levels_of(&chosen);
    columns.extend(score_levels(rows, &chosen));
    weighted(columns, chosen[0].iter().map(|(_, row)| *row).collect())
}

/// The score as levels, with equally many rows of the reference in each.
fn score_levels(rows: &ModelRows<'_>, chosen: &[ChosenRows; 2]) -> Option<LevelsOfRows<'static>> {
    let score = |side: usize, (_, row): &(u32, u32)| rows.estimable_score(side, *row as usize);
    let mut known: Vec<f64> = chosen[0].iter().filter_map(|row| score(0, row)).collect();
    known.sort_unstable_by(f64::total_cmp);
    let mut edges: Vec<f64> =
        (1..SCORE_LEVELS).filter_map(|edge| known.get(edge * known.len() / SCORE_LEVELS).copied()).collect();
    edges.dedup();
    let level = |score: f64| edges.partition_point(|edge| *edge <= score) as u8;
    let levels =
        |side: usize| -> Option<Vec<u8>> { chosen[side].iter().map(|row| score(side, row).map(level)).collect() };
    Some(LevelsOfRows { name: "", sides: [levels(0)?, levels(1)?], count: edges.len() + 1 })
}

fn weighted(mut columns: Vec<LevelsOfRows<'_>>, rows: Vec<u32>) -> Found {
    let mut left_out: Vec<String> = Vec::new();
    columns.retain(|column| {
        let is_outside = column.is_outside(OUTSIDE);
        left_out.extend(is_outside.then(|| column.name.to_owned()));
        !is_outside
    });
    // Those that differ most between the sides are what the weights are about.
    let ranked = foremost(columns, |column| told_apart(&column.levels()));
    let tries = MOST_LEFT_OUT.min(ranked.len().saturating_sub(1));
    let mut last = None;
    for first in 0..=tries {
        let used: Vec<Levels<'_>> = ranked.iter().skip(first).map(LevelsOfRows::levels).collect();
        let Some(found) = density_ratio(&used) else { break };
        let mut names = left_out.clone();
        names.extend(ranked.iter().take(first).map(|column| column.name.to_owned()));
        names.retain(|name| !name.is_empty());
        let overlap = overlap(&found, names);
        if COVERED.contains(&found.mean) && found.outside <= OUTSIDE {
            if found.effective_rows < FEWEST_EFFECTIVE {
                return Found::TooFew(overlap);
            }
            return Found::Covered(Weighted { rows: rows.into_iter().zip(found.weights).collect(), overlap });
        }
        last = Some(overlap);
    }
    match last {
        Some(overlap) => Found::Outside(overlap),
        None if !left_out.is_empty() => {
            left_out.retain(|name| !name.is_empty());
            Found::Outside(InputOverlap { outside: 1.0, left_out, ..InputOverlap::default() })
        }
        None => Found::Unknown,
    }
}

fn overlap(found: &DensityRatio, left_out: Vec<String>) -> InputOverlap {
    InputOverlap { mean_weight: found.mean, outside: found.outside, effective_rows: found.effective_rows, left_out }
}
