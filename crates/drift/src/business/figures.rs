//! A column of key figures by week: the sum and the mean of its values.

use driftscope_report::{FEWEST_ROWS_OF_A_WINDOW, KeyFigure, KeyFigureWindow, WindowUnit};
use driftscope_stats::power_sums::PowerSums;

use super::series::{Days, day, place};
use crate::joint::{JointColumn, JointValues};

/// The weeks of a column with at least 10 values.
pub(super) fn of(column: &JointColumn, moments: [&[f64]; 2], sides: &[Option<Days>; 2]) -> KeyFigure {
    let [reference, production] = [0, 1].map(|side| {
        let windows = sides[side].map(|days| days.windows(WindowUnit::Week)).unwrap_or_default();
        let mut sums: Vec<PowerSums> = windows.iter().map(|_| PowerSums::of([])).collect();
        let mut ends = vec![[f64::INFINITY, f64::NEG_INFINITY]; windows.len()];
        for (row, &moment) in moments[side].iter().enumerate() {
            let value = value(column, side, row).filter(|value| value.is_finite());
            let Some((window, value)) = place(&windows, moment).zip(value) else { continue };
            sums[window].add(value);
            ends[window] = [ends[window][0].min(value), ends[window][1].max(value)];
        }
        let window = |at: usize| {
            let (n, [low, high]) = (sums[at].count(), ends[at]);
            let mean = sums[at].moments(low, high).mean.filter(|_| n >= FEWEST_ROWS_OF_A_WINDOW)?;
            let sum = Some(mean * n as f64).filter(|sum| sum.is_finite())?;
            Some(KeyFigureWindow { start: day(windows[at].start), n, sum, mean, partial: windows[at].is_partial })
        };
        (0..windows.len()).filter_map(window).collect::<Vec<KeyFigureWindow>>()
    });
    KeyFigure { name: column.outline.name.clone(), reference, production }
}

/// A number, or 1 for true.
fn value(column: &JointColumn, side: usize, row: usize) -> Option<f64> {
    match &column.values[side] {
        JointValues::Absent => None,
        JointValues::Numbers(numbers) => numbers.get(row).copied(),
        JointValues::Labels(codes) => match column.outline.labels.get(*codes.get(row)? as usize)?.as_str() {
            "true" => Some(1.0),
            "false" => Some(0.0),
            label => label.parse().ok(),
        },
    }
}
