//! Which columns carry a change of the model's predictions, and which ones the predictions depend on.
//!
//! Works on the predictions and on the columns as levels, row by row. Method: `docs/methods.md`, What moved the predictions.

use driftscope_report::{ExplainedColumn, ExplainedPart, Explanation, Report};
use driftscope_stats::additive_change::{AdditiveChange, ChangePart, additive_change};
use driftscope_stats::density_ratio::Levels;
use driftscope_stats::sorting::sort_by;

use crate::inputs::{Inputs, LevelsOfRows, foremost};
use crate::joint::JointColumn;
use crate::performance::{Predicted, predicted};
use crate::segments::LevelledColumn;

/// The share of production that may lie outside the reference in a column: the rest still shows how predictions go on from there.
const OUTSIDE: f64 = 0.5;

/// Half of a 95 % interval, in standard errors.
const REACH: f64 = 1.959_963_984_540_054;

/// What carries the change. `None` without predictions on both sides, without columns, or with too few rows for them.
pub(crate) fn of(report: &Report, columns: &[JointColumn], levels: &[LevelledColumn]) -> Option<Explanation> {
    let Predicted { column, class, is_probability, values } = predicted(report, columns)?;
    let inputs = Inputs::of(report, values.each_ref().map(Vec::len), levels);
    let chosen = [0, 1].map(|side: usize| inputs.chosen(side, |row| values[side][row as usize].is_finite()));
    let y = [0, 1]
        .map(|side: usize| -> Vec<f64> { chosen[side].iter().map(|(_, row)| values[side][*row as usize]).collect() });
    let y = [y[0].as_slice(), y[1].as_slice()];
    // What a column carries beyond the reference's own values is only a guess.
    let (outside, within): (Vec<_>, Vec<_>) =
        inputs.levels_of(&chosen).into_iter().partition(|column| column.is_outside(OUTSIDE));
    let used = foremost(within, |column| between_levels(column, y));
    let all: Vec<Levels<'_>> = used.iter().map(LevelsOfRows::levels).collect();
    let found = additive_change(&all, y)?;
    let means = y.map(mean_and_variance);
    let [(reference, before), (production, now)] = means;
    let [n, m] = y.map(|values| values.len() as f64);
    let change = ChangePart { value: production - reference, standard_error: (before / n + now / m).sqrt() };
    Some(Explanation {
        prediction: column,
        class,
        is_probability,
        reference,
        production,
        change: part(change),
        explained: found.explained,
        left_out: outside.iter().map(|column| column.name.to_owned()).collect(),
        rest: part(found.rest),
        columns: explained(&used, &found),
        sentence: String::new(),
    })
}

/// The sum of squares of the predictions between the levels of a column.
fn between_levels(column: &LevelsOfRows<'_>, y: [&[f64]; 2]) -> f64 {
    let mut sums = vec![(0.0, 0.0); column.count];
    for (levels, values) in column.sides.iter().zip(y) {
        for (level, value) in levels.iter().zip(values) {
            let sum = &mut sums[usize::from(*level)];
            *sum = (sum.0 + value, sum.1 + 1.0);
        }
    }
    let (total, rows) = sums.iter().fold((0.0, 0.0), |all, sum| (all.0 + sum.0, all.1 + sum.1));
    let mean = total / rows;
    let of_level =
        |(sum, rows): &(f64, f64)| if *rows > 0.0 { rows * (sum / rows - mean) * (sum / rows - mean) } else { 0.0 };
    // Rounded, since the sums depend on the order of rows in their last digits.
    f64::from((sums.iter().map(of_level).sum::<f64>() / rows) as f32)
}

fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
    let squares: f64 = sorted.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, squares / (sorted.len() as f64 - 1.0).max(1.0))
}

fn part(found: ChangePart) -> ExplainedPart {
    let reach = REACH * found.standard_error;
    ExplainedPart { value: found.value, low: found.value - reach, high: found.value + reach }
}

/// The parts of the columns, the largest first.
fn explained(columns: &[LevelsOfRows<'_>], found: &AdditiveChange) -> Vec<ExplainedColumn> {
    let total: f64 = found.variances.iter().sum();
    let parts = columns.iter().zip(&found.columns).zip(&found.variances);
    let mut parts: Vec<ExplainedColumn> = parts
        .map(|((column, moved), variance)| ExplainedColumn {
            column: column.name.to_owned(),
            part: part(*moved),
            importance: if total > 0.0 { variance / total } else { 0.0 },
        })
        .collect();
    sort_by(&mut parts, &|one, other| other.part.value.abs().total_cmp(&one.part.value.abs()));
    parts
}
