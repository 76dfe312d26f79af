//! Reports of earlier versions, brought to the present one.

use crate::{ColumnReport, Outcome, Part, Report, SCHEMA_VERSION};

/// A report of an earlier version as one of this version.
///
/// Version 1 kept no reason apart from the verdict, did not say whether a column is identical apart from its outcome, and counted
/// no rows of a part. These are taken from the verdict and the counts that are there. The rows of a part are then those of the
/// column, which is what most parts look at; they only serve the number of rows that would settle an unclear column.
///
/// Version 2 had one flag for a report that stopped after the verdict. The parts that it lacks follow from what it holds.
pub(crate) fn upgrade(report: &mut Report) {
    if report.schema_version < 2 {
        report.columns.iter_mut().for_each(from_version_1);
    }
    if report.schema_version < 3 && !report.incomplete.is_empty() {
        report.incomplete = report.missing_after_verdict();
    }
    report.schema_version = SCHEMA_VERSION;
}

fn from_version_1(column: &mut ColumnReport) {
    column.identical = column.drift.outcome == Outcome::Identical;
    if column.drift.rule.is_none() || column.drift.parts.is_empty() {
        column.not_tested = column.drift.reason.clone();
    }
    let sides = [&column.reference, &column.production];
    for part in &mut column.drift.parts {
        part.rows =
            sides.map(|side| side.count.saturating_add(if part.part == Part::Missing { side.missing } else { 0 }));
    }
}
