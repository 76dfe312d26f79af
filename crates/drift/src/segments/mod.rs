//! For whom: the segments that hold most of a column's drift, and what a change owes to the mix of a picked column's values.
//!
//! Columns are first written as levels, a small number for each row ([`LevelledColumn`]), where their rows are; then all of them are
//! searched in one place. Method: `docs/methods.md`, For whom.

mod levels;
mod mix;
mod search;
mod table;

use driftscope_report::{Report, SegmentAnswer, Segments};
use driftscope_table::Table;

pub use self::levels::{LevelOutline, LevelledColumn};
pub(crate) use self::levels::{SampledRows, levelled_rows};
use crate::DescribedColumn;

/// The columns of both tables as levels, those that can drift by segment or be a condition. `described` has the columns of these tables or
/// of parts of them.
pub fn levelled_columns(described: &[DescribedColumn], reference: &Table, production: &Table) -> Vec<LevelledColumn> {
    let rows = SampledRows::of([reference.rows, production.rows]);
    described.iter().filter_map(|column| levelled_column(column, [reference, production], &rows)).collect()
}

/// A described column as levels, those of these rows.
pub(crate) fn levelled_column(
    DescribedColumn(column): &DescribedColumn,
    tables: [&Table; 2],
    rows: &SampledRows,
) -> Option<LevelledColumn> {
    let sides = tables.map(|table| table.column(&column.report.name));
    levels::of(&column.report, &column.edges, sides, rows)
}

/// Adds for whom columns drifted to a report, as its settings ask: the segments of a picked column, and those that a search finds. Needs all
/// columns as levels, in the order of the report.
pub(crate) fn with_segments(mut report: Report, columns: &[LevelledColumn]) -> Report {
    let picked = report.settings.segment.clone();
    if picked.is_none() && !report.settings.find_segments {
        return report;
    }
    let mut segments = match report.settings.find_segments {
        true => search::find(&report, columns),
        false => Segments { answer: SegmentAnswer::NotSearched, ..Segments::default() },
    };
    segments.picked = picked.and_then(|name| mix::add(&mut report, columns, &name));
    driftscope_decide::with_segments(report, segments)
}
