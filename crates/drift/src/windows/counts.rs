//! The values of a column counted by window.

use driftscope_report::{ColumnReport, ColumnWindows, Presence, Window, WindowedCounts};
use driftscope_table::Column;

use super::window_counts::Counts;
use super::{RowWindows, WindowPlan, among};
use crate::values::binned::Binned;

/// Bins of numbers, beyond which neighbours are joined.
const MOST_BINS: usize = 12;

/// Categories that are counted by themselves.
pub(crate) const MOST_LABELS: usize = 11;

/// A column by window. `edges` are those of the bins of its effect. `None` for columns that only one side has, and for the time.
pub(crate) fn windowed(
    report: &ColumnReport,
    edges: &[f64],
    columns: [Option<&Column>; 2],
    windows: &RowWindows,
) -> Option<ColumnWindows> {
    let (Some(here), Some(there)) = (columns[0], columns[1]) else { return None };
    if report.presence != Presence::Both || report.name == windows.plan.windows.column {
        return None;
    }
    let binned = Binned::of(report, edges, [here, there], MOST_LABELS);
    let sides = [&windows.plan.windows.reference, &windows.plan.windows.production];
    let counted = [0, 1].map(|side| count(&binned, side, &windows.codes[side], sides[side].len()));
    let among = if windows.plan.windows.unit.is_of_time() {
        None
    } else {
        among::among(report, [here, there], sides[1], &windows.codes[1], &counted[1])
    };
    Some(ColumnWindows { among, ..of_counts(&windows.plan, binned.edges, binned.labels, &counted) })
}

/// What the report holds of a column whose values are counted by window. `edges` and `labels` describe the bins.
pub(crate) fn of_counts(
    plan: &WindowPlan,
    edges: Vec<f64>,
    labels: Vec<String>,
    counted: &[Vec<Counts>; 2],
) -> ColumnWindows {
    let windows = &plan.windows;
    let bins = counted.iter().flatten().map(|counts| counts.bins.len()).max().unwrap_or(0);
    let reference = counted[0].iter().fold(Counts::none(bins), Counts::with);
    let of_reference = written(&windows.reference, &counted[0], |window| reference.without(window).effect(window));
    let of_production = written(&windows.production, &counted[1], |window| reference.effect(window));
    let mut column = ColumnWindows {
        edges,
        labels,
        reference: of_reference,
        production: of_production,
        change: None,
        no_change: None,
        among: None,
    };
    if windows.unit.is_of_time() {
        plan.find_change(&mut column);
    }
    slimmed(column)
}

/// The same with less to write: neighbouring bins are joined where there are many, and zeros that say nothing are left out.
fn slimmed(mut column: ColumnWindows) -> ColumnWindows {
    if column.edges.len() >= MOST_BINS {
        column.edges = column.edges.into_iter().skip(1).step_by(2).collect();
        for counts in column.reference.counts.iter_mut().chain(&mut column.production.counts) {
            *counts = counts.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
    }
    for side in [&mut column.reference, &mut column.production] {
        if side.missing.iter().all(|missing| *missing == 0) {
            side.missing.clear();
        }
    }
    column
}

/// The counts of each window of a side.
fn count(binned: &Binned, side: usize, windows: &[u16], count: usize) -> Vec<Counts> {
    let mut counted: Vec<Counts> = (0..count).map(|_| Counts::none(binned.bins)).collect();
    for (&window, &code) in windows.iter().zip(&binned.codes[side]) {
        let Some(Counts { bins, missing }) = counted.get_mut(usize::from(window)) else { continue };
        // The code of no value lies beyond every bin.
        *bins.get_mut(usize::from(code)).unwrap_or(missing) += 1;
    }
    counted
}

/// What the report holds of a side: windows with too few rows are left empty.
fn written(windows: &[Window], counted: &[Counts], effect: impl Fn(&Counts) -> Option<f64>) -> WindowedCounts {
    let mut side = WindowedCounts::default();
    for (window, counts) in windows.iter().zip(counted) {
        let shown = Some(counts).filter(|_| window.has_counts());
        side.counts.push(shown.map_or_else(Vec::new, |counts| counts.bins.clone()));
        side.missing.push(shown.map_or(0, |counts| counts.missing));
        side.effect.push(shown.and_then(&effect));
    }
    side
}
