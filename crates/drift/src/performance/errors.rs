//! Along which columns the change of the errors differs: where an answer is wrong more often than before, and where it is not.
//!
//! For each level of a column that has 30 labelled rows on both sides: Δ, the mean error of production less that of the reference, and its
//! variance v. The levels changed alike unless `Q = Σ (Δ − Δ̄)²/v`, with `Δ̄` weighted by 1/v, is too large for the χ² law. The variance of a share
//! is that of `(hits + 2p)/(n + 2)`, p being the share of the side: a level without errors is not certain to make none.

use driftscope_report::{ColumnErrors, PerformanceGroup, Report, Task};
use driftscope_stats::sorting::sort_by;
use driftscope_stats::{chi_squared_law, correction};

use super::metrics::of_some;
use super::rows::ModelRows;
use crate::inputs::Inputs;
use crate::segments::LevelledColumn;

/// Labelled rows of a level on each side at least.
const FEWEST_ROWS: u64 = 30;

/// Columns of the report, and values of each.
const MOST_COLUMNS: usize = 8;
const MOST_VALUES: usize = 4;

/// What is shown of a value: the metric of the task that is the mean of the errors.
const LEADS: [&str; 2] = ["accuracy", "mae"];

/// The columns along which errors changed differently.
pub(super) fn of(report: &Report, rows: &ModelRows<'_>, levels: &[LevelledColumn]) -> Vec<ColumnErrors> {
    // Of a ranking no row is wrong by itself.
    if rows.task == Task::Ranking {
        return Vec::new();
    }
    let counts = [0, 1].map(|side| rows.answered(side));
    let inputs = Inputs::of(report, counts, levels);
    let losses =
        [0, 1].map(|side| (0..counts[side]).map(|row| rows.loss(side, row).unwrap_or(f64::NAN)).collect::<Vec<f64>>());
    let are_shares = rows.task != Task::Regression;
    let mut found: Vec<Found> =
        (0..inputs.count()).filter_map(|column| Found::of(&inputs, column, &losses, are_shares)).collect();
    let p_values: Vec<f64> = found.iter().map(|found| found.p_value).collect();
    let adjusted = correction::holm(&p_values);
    found.iter_mut().zip(adjusted).for_each(|(found, p_adjusted)| found.p_adjusted = p_adjusted);
    sort_by(&mut found, &|one, other| one.p_value.total_cmp(&other.p_value).then(one.column.cmp(&other.column)));
    found.truncate(MOST_COLUMNS);
    found.into_iter().map(|found| found.written(rows, &inputs)).collect()
}

/// A column and its levels by how far their change is from that of the others.
struct Found {
    column: usize,
    p_value: f64,
    p_adjusted: f64,
    levels: Vec<u8>,
}

/// The errors of a level of a side.
#[derive(Clone, Copy, Default)]
struct Errors {
    n: f64,
    sum: f64,
    squares: f64,
}

impl Errors {
    fn add(&mut self, loss: f64) {
        self.n += 1.0;
        self.sum += loss;
        self.squares += loss * loss;
    }

    fn mean(&self) -> f64 {
        self.sum / self.n
    }

    fn variance(&self, share: Option<f64>) -> f64 {
        if let Some(share) = share {
            let rate = (self.sum + 2.0 * share) / (self.n + 2.0);
            return rate * (1.0 - rate) / self.n;
        }
        let spread = (self.squares - self.sum * self.mean()).max(0.0);
        spread / (self.n - 1.0) / self.n
    }
}

impl Found {
    fn of(inputs: &Inputs<'_>, column: usize, losses: &[Vec<f64>; 2], are_shares: bool) -> Option<Self> {
        let mut sides = [0, 1].map(|_| vec![Errors::default(); inputs.outline(column).values.len()]);
        for (side, levels) in sides.iter_mut().enumerate() {
            for (row, level) in inputs.groups(column, side) {
                let loss = losses[side].get(row as usize).copied().filter(|loss| loss.is_finite());
                if let Some((loss, errors)) = loss.zip(levels.get_mut(usize::from(level))) {
                    errors.add(loss);
                }
            }
        }
        let share = sides.each_ref().map(|levels| {
            let sum = |of: fn(&Errors) -> f64| levels.iter().map(of).sum::<f64>();
            are_shares.then(|| sum(|errors| errors.sum) / sum(|errors| errors.n))
        });
        let change = |level: usize| {
            let [before, now] = [sides[0][level], sides[1][level]];
            let is_large = before.n >= FEWEST_ROWS as f64 && now.n >= FEWEST_ROWS as f64;
            let variance = before.variance(share[0]) + now.variance(share[1]);
            (is_large && variance > 0.0).then(|| (level as u8, now.mean() - before.mean(), 1.0 / variance))
        };
        let changes: Vec<(u8, f64, f64)> = (0..sides[0].len()).filter_map(change).collect();
        if changes.len() < 2 {
            return None;
        }
        let total: f64 = changes.iter().map(|(.., weight)| weight).sum();
        let mean = changes.iter().map(|(_, change, weight)| change * weight).sum::<f64>() / total;
        let distance = |&(_, change, weight): &(u8, f64, f64)| weight * (change - mean) * (change - mean);
        let q: f64 = changes.iter().map(distance).sum();
        // A level's own part in the mean makes its distance smaller.
        let far = |found: &(u8, f64, f64)| distance(found) / (1.0 - found.2 / total);
        let mut order = changes.clone();
        sort_by(&mut order, &|one, other| far(other).total_cmp(&far(one)).then(one.0.cmp(&other.0)));
        let levels = order.into_iter().take(MOST_VALUES).map(|(level, ..)| level).collect();
        let p_value = chi_squared_law::sf(q, (changes.len() - 1) as f64);
        p_value.is_finite().then_some(Self { column, p_value, p_adjusted: p_value, levels })
    }

    fn written(self, rows: &ModelRows<'_>, inputs: &Inputs<'_>) -> ColumnErrors {
        let outline = inputs.outline(self.column);
        let value = |&level: &u8| {
            let figures = [0, 1].map(|side| {
                let members = inputs.groups(self.column, side).filter(|(_, found)| *found == level);
                rows.figures(side, members.map(|(row, _)| row as usize))
            });
            PerformanceGroup {
                by: outline.name.clone(),
                value: outline.values.get(usize::from(level)).cloned().unwrap_or_default(),
                n: figures.iter().map(|figures| figures.rows).sum(),
                metrics: of_some(rows, figures.each_ref().map(Some), &LEADS),
            }
        };
        ColumnErrors {
            column: outline.name.clone(),
            p_value: self.p_value,
            p_adjusted: self.p_adjusted,
            values: self.levels.iter().map(value).collect(),
        }
    }
}
