//! How long labels take to come.

use driftscope_report::LabelDelay;
use driftscope_report::calendar::format_datetime;
use driftscope_stats::kaplan_meier::time_of_share;
use driftscope_table::{Table, delay_at};

/// Fewer labels say nothing, and would show single rows.
const FEWEST: u64 = driftscope_report::FEWEST_ROWS_OF_A_WINDOW;

/// The delays of a side's labels. `None` unless at least ten came in files of their own with times.
pub(crate) fn of(table: &Table) -> Option<LabelDelay> {
    let delays = table.labels.as_ref()?.delays.as_ref()?;
    let labels: u64 = delays.came.iter().sum();
    let time = |share: f64| time_of_share(&delays.came, &delays.waiting, share).map(delay_at);
    (labels >= FEWEST).then(|| LabelDelay {
        labels,
        waiting: delays.waiting.iter().sum(),
        before: delays.before,
        half: time(0.5),
        most: time(0.9),
        newest: format_datetime(delays.newest as f64).unwrap_or_default(),
    })
}
