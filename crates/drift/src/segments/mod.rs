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
pub(crate) use self::levels::{SampledRows, bins_of, hour, levelled_rows, outline};
pub(crate) use self::mix::CountedSegments;
pub(crate) use self::table::SegmentTable;
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
pub(crate) fn with_segments(report: Report, columns: &[LevelledColumn]) -> Report {
    let counted = report.settings.segment.as_ref().and_then(|name| mix::count(columns, name));
    let searched = |report: &Report| search::find(report, columns);
    added(report, counted, &searched)
}

/// The same for profiles: the segments of a picked column, if both hold them. There are no rows to search.
pub(crate) fn with_counted_segments(report: Report, counted: Option<CountedSegments>) -> Report {
    added(report, counted, &|_| Segments { answer: SegmentAnswer::TooFewRows, ..Segments::default() })
}

fn added(mut report: Report, counted: Option<CountedSegments>, search: &dyn Fn(&Report) -> Segments) -> Report {
    if report.settings.segment.is_none() && !report.settings.find_segments {
        return report;
    }
    let mut segments = match report.settings.find_segments {
        true => search(&report),
        false => Segments { answer: SegmentAnswer::NotSearched, ..Segments::default() },
    };
    segments.picked = counted.map(|counted| mix::add(&mut report, counted));
    driftscope_decide::with_segments(report, segments)
}
