//! The metrics by window of time, by version and by segment, and since when answers are more or less often wrong.

use driftscope_report::{FEWEST_ROWS_OF_A_WINDOW, PerformanceGroup, Report, Role, WindowChange};

use super::classes::{Named, ValueGroup};
use super::metrics::of_group;
use super::rows::ModelRows;
use crate::joint::JointColumn;
use crate::windows::RowsByWindow;

/// Rows with a label and an answer that a group has at least.
const FEWEST_ROWS: u64 = FEWEST_ROWS_OF_A_WINDOW;

/// A column with more distinct values is no segment.
const MOST_DISTINCT: usize = 10_000;

/// The metrics of every group with enough rows.
pub(super) fn of(
    report: &Report,
    rows: &ModelRows<'_>,
    columns: &[JointColumn],
    windows: Option<&RowsByWindow<'_>>,
) -> Vec<PerformanceGroup> {
    let mut groups = windows.map_or_else(Vec::new, |windows| by_window(rows, windows));
    let picked = report.settings.segment.as_deref();
    for column in columns {
        let name = column.outline.name.as_str();
        let by = match column.outline.role {
            Role::Version => "version",
            Role::Segment => name,
            _ if picked == Some(name) => name,
            _ => continue,
        };
        groups.extend(by_value(rows, column, by));
    }
    groups
}

fn by_window(rows: &ModelRows<'_>, windows: &RowsByWindow<'_>) -> Vec<PerformanceGroup> {
    let mut groups = Vec::new();
    for (side, windows) in windows.sides.iter().enumerate() {
        for window in windows {
            let figures = rows.figures(side, window.rows.iter().map(|&row| row as usize));
            if figures.rows < FEWEST_ROWS {
                continue;
            }
            let mut sides = [None, None];
            sides[side] = Some(&figures);
            groups.push(PerformanceGroup {
                by: "window".to_owned(),
                value: window.window.start.clone(),
                n: figures.rows,
                metrics: of_group(rows, sides),
            });
        }
    }
    groups
}

fn by_value(rows: &ModelRows<'_>, column: &JointColumn, by: &str) -> Vec<PerformanceGroup> {
    let Some(named) = Named::of(column, MOST_DISTINCT).filter(|named| named.labels.len() > 1) else {
        return Vec::new();
    };
    let places = [0, 1].map(|side| named.rows(side, |row| rows.is_compared(side, row)));
    let of_side = |side: usize, value: usize| -> u64 {
        places[side][value].iter().map(|&row| rows.size(side, row as usize)).sum()
    };
    let size = |value: usize| of_side(0, value) + of_side(1, value);
    let is_large = |value: usize| [0, 1].into_iter().any(|side| of_side(side, value) >= FEWEST_ROWS);
    let (groups, _) = named.largest(size, is_large);
    let group = |group: ValueGroup| {
        let figures = [0, 1].map(|side| {
            let figures = rows.figures(side, group.rows(&places[side]));
            Some(figures).filter(|figures| figures.rows >= FEWEST_ROWS)
        });
        let n = figures.iter().flatten().map(|figures| figures.rows).sum();
        let metrics = of_group(rows, figures.each_ref().map(Option::as_ref));
        (n > 0).then(|| PerformanceGroup { by: by.to_owned(), value: group.value, n, metrics })
    };
    groups.into_iter().filter_map(group).collect()
}

/// Since when answers are more or less often wrong, or errors larger or smaller.
pub(super) fn change(rows: &ModelRows<'_>, windows: &RowsByWindow<'_>) -> Option<WindowChange> {
    let (mut means, mut sizes) = (Vec::new(), Vec::new());
    for (side, windows) in windows.sides.iter().enumerate() {
        for window in windows {
            let (mut sum, mut count) = (0.0, 0);
            for row in window.rows.iter().map(|&row| row as usize) {
                let Some(loss) = rows.loss(side, row) else { continue };
                let size = rows.size(side, row);
                sum += loss * size as f64;
                count += size;
            }
            means.push(if count == 0 { 0.0 } else { sum / count as f64 });
            let is_evidence = window.window.is_evidence() && count >= FEWEST_ROWS;
            sizes.push(if is_evidence { count as f64 } else { 0.0 });
        }
    }
    windows.plan.change_of(&means, &sizes)
}
