//! The parts of a report on the model: whether its answers are right, how it is served, and how much it is used.

use driftscope_report::Report;

use crate::business;
use crate::explanation;
use crate::joint::JointColumn;
use crate::known_parts::KnownParts;
use crate::performance;
use crate::segments::LevelledColumn;
use crate::service;
use crate::windows::RowWindows;

/// Adds the performance of a model whose rows are counted to a report of profiles.
pub(crate) fn with_counted_model(
    mut report: Report,
    columns: Vec<JointColumn>,
    counts: [Vec<u64>; 2],
    windows: Option<&RowWindows>,
) -> Report {
    let columns = in_order(&report, columns);
    let windows = windows.map(RowWindows::by_window);
    report.performance = performance::of_counted(&report, &columns, counts, windows.as_ref());
    driftscope_decide::with_model(report)
}

/// Adds the parts on the model to a report of rows, from the columns that are read together, in any order, the columns as
/// levels, and the windows of their rows.
///
/// Each part has a folder of its own, which adds its line here.
pub(crate) fn with_model(
    mut report: Report,
    columns: Vec<JointColumn>,
    levels: &[LevelledColumn],
    windows: Option<&RowWindows>,
    known: Option<&KnownParts>,
) -> Report {
    let columns = in_order(&report, columns);
    // Figures are followed from one stretch of time to the next; versions have groups of their own.
    let windows = windows.filter(|windows| windows.plan.windows.unit.is_of_time()).map(RowWindows::by_window);
    report.performance = performance::of(&report, &columns, levels, windows.as_ref());
    if let Some(known) = known {
        known.add_model(&mut report);
    } else {
        report.explanation = explanation::of(&report, &columns, levels);
        report.business = business::of(&columns);
        report.service = service::of(&report, &columns, windows.as_ref());
    }
    driftscope_decide::with_model(report)
}

/// The columns in the order of the report.
fn in_order(report: &Report, mut columns: Vec<JointColumn>) -> Vec<JointColumn> {
    let place = |name: &str| report.columns.iter().position(|column| column.name == name);
    columns.sort_by_cached_key(|column| place(&column.outline.name));
    columns
}
