//! An approximate comparison of a period, from a report's counts by window: what a drag over the windows shows before the rows are
//! compared, and all that a page without rows can show.
//!
//! Numbers are compared by the bins of the windows (12 at most) and categories by the labels that are counted (11 and the others), so an
//! effect may be smaller than that of the rows, and windows with fewer than 10 rows do not count. p-values are those of χ² on these
//! counts, corrected over columns by Benjamini–Hochberg. A preview is never part of a report.
//!
//! Where the rows are at hand, [`FineCounts`] of them bound the effects: what the rows of the period give lies between the two ends.

mod bounds;
mod fine_counts;

use std::ops::Range;

use driftscope_report::calendar::parse_datetime;
use driftscope_report::{PeriodChoice, Report, Settings, Window, Windows};
use driftscope_stats::correction::benjamini_hochberg;
use driftscope_stats::interval::Interval;
use driftscope_stats::sorting::sort_by;

use self::bounds::Bounds;
pub use self::fine_counts::{FineColumn, FineCounts};
use crate::window_sums::{p_value, parts, summed};

/// An approximate comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The rows that the period is compared with, and the period's rows.
    pub rows: [u64; 2],
    /// The columns that are counted by window, the largest effect first.
    pub columns: Vec<PreviewedColumn>,
}

/// A column's part in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PreviewedColumn {
    /// Its place in the report.
    pub place: usize,
    /// The effect, from 0 to 1: the bias-corrected Jensen–Shannon distance of the values, or of whether they are missing where that is
    /// larger. Approximate, but within `bounds`.
    pub effect: f64,
    /// Between which ends the effect of the rows lies, where they were counted by fine buckets: of the same kind, and not rounded to the
    /// decimals of one side.
    pub bounds: Option<Interval>,
    /// Whether it is larger than chance and the limit of the settings allow.
    pub differs: bool,
}

/// The moment at which a window begins.
fn start(window: &Window) -> Option<f64> {
    parse_datetime(&window.start)
}

/// The period of some of production's windows, by their numbers. `None` if there are no such windows.
pub fn period_of(report: &Report, windows: Range<usize>) -> Option<PeriodChoice> {
    let found = report.time_windows()?;
    let of_production = &found.production;
    let from = start(of_production.get(windows.start)?)?;
    let last = of_production.get(windows.end.checked_sub(1)?)?;
    let to = match (of_production.get(windows.end), found.unit.unit()) {
        (Some(next), _) => start(next)?,
        (None, Some(unit)) => unit.end(start(last)? as i64) as f64,
        // The last timestamp belongs to the last window of equally many rows.
        (None, None) => parse_datetime(&report.production.period.as_ref()?.last)? + 1.0,
    };
    Some(PeriodChoice { column: Some(found.column.clone()), from, to, ..PeriodChoice::default() })
}

/// The numbers of production's windows that begin within a period.
pub fn windows_of(windows: &Windows, period: &PeriodChoice) -> Range<usize> {
    let is_within = |window: &Window| start(window).is_some_and(|start| period.is_within(start));
    let first = windows.production.iter().position(is_within).unwrap_or_default();
    let count = windows.production.iter().skip(first).take_while(|window| is_within(window)).count();
    first..first + count
}

/// Compares a period by the windows of a report, under the α and the limit of these settings, and by fine counts of the same windows as far
/// as there are some. `None` if there is nothing to compare it with.
pub fn preview(
    report: &Report,
    settings: &Settings,
    period: &PeriodChoice,
    fine: Option<&FineCounts>,
) -> Option<Preview> {
    let windows = report.time_windows()?;
    let bounded = fine.and_then(|fine| Bounds::of(fine, windows, period));
    let chosen = |side: &[Window], is_chosen: &dyn Fn(f64) -> bool| -> Vec<bool> {
        side.iter().map(|window| window.has_counts() && start(window).is_some_and(is_chosen)).collect()
    };
    let within = chosen(&windows.production, &|start| period.is_within(start));
    let is_against = |start| period.is_against(start);
    let mut against = [chosen(&windows.reference, &is_against), chosen(&windows.production, &is_against)];
    if period.against.is_reference() {
        against[0] = chosen(&windows.reference, &|_| true);
    } else if against[1].contains(&true) {
        against[0].fill(false);
    }
    let rows = |side: &[Window], chosen: &[bool]| -> u64 {
        side.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(window, _)| window.rows).sum()
    };
    let rows = [
        rows(&windows.reference, &against[0]) + rows(&windows.production, &against[1]),
        rows(&windows.production, &within),
    ];
    if rows.contains(&0) {
        return None;
    }
    let mut columns = Vec::new();
    let mut p_values = Vec::new();
    for (place, column) in report.columns.iter().enumerate() {
        let Some(counts) = column.windows.as_ref().filter(|_| column.drift.tested) else { continue };
        let sides = [summed(counts, &against), summed(counts, &[Vec::new(), within.clone()])];
        let parts = parts(sides.each_ref());
        let effect = parts.iter().map(|part| part.1).fold(0.0, f64::max);
        let bounds = bounded.as_ref().and_then(|bounded| bounded.of_column(&column.name));
        let effect = bounds.map_or(effect, |bounds| effect.clamp(bounds.low.max(0.0), bounds.high));
        columns.push(PreviewedColumn { place, effect, bounds, differs: effect >= settings.tolerance });
        p_values.push(p_value(&parts));
    }
    for (column, p_value) in columns.iter_mut().zip(benjamini_hochberg(&p_values)) {
        column.differs &= p_value < settings.alpha;
    }
    sort_by(&mut columns, &|one, other| other.effect.total_cmp(&one.effect));
    Some(Preview { rows, columns })
}
