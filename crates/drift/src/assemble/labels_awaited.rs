//! Targets whose labels are not there yet.
//!
//! What really happened is often known weeks after a prediction, and comes in a file of its own. So a target that the reference
//! has and production has not, or has without a value, is neither a column that was removed nor one that drifted: there is
//! nothing to compare yet.

use crate::column::Described;

/// Why such a column is not tested.
const REASON: &str = "Not tested: no labels in production yet";

/// Whether production has no label of this target yet.
pub(crate) fn are_awaited(column: &Described) -> bool {
    column.report.awaits_labels()
}

/// Takes such columns out of the tests.
pub(crate) fn leave_out(columns: &mut [Described]) {
    for column in columns.iter_mut().filter(|column| are_awaited(column)) {
        column.leave_out(REASON);
        column.report.presets.clear();
    }
}
