//! Moments by the clock of a zone: written without the letter that stands for UTC.

use driftscope_report::calendar::without_utc;
use driftscope_report::{ColumnReport, MomentGap, MomentProfile, MomentSide, Period};

/// Writes the moments of a column without the letter.
pub(super) fn of_column(column: &mut ColumnReport) {
    let Some(MomentProfile { reference, production, .. }) = &mut column.moments else { return };
    for MomentSide { first, last, longest_gaps, .. } in [reference, production] {
        let gaps = longest_gaps.iter_mut().flat_map(|MomentGap { from, to, .. }| [from, to]);
        first.iter_mut().chain(last).chain(gaps).for_each(without_utc);
    }
}

/// Writes the ends of a period without the letter.
pub(super) fn of_period(period: &mut Option<Period>) {
    let ends = period.iter_mut().flat_map(|Period { first, last, .. }| [first, last]);
    ends.for_each(without_utc);
}
