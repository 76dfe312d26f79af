//! The windows of the calendar between two timestamps, without gaps.

use driftscope_report::{MOST_REPORT_WINDOWS, WindowUnit};

/// The share of a window that the data cover, below which it is partial.
const COVERED: f64 = 0.8;

/// Where windows begin, from that of the first timestamp to that of the last, and where the last one ends. `None` if they would be too many.
pub(crate) fn bounds(unit: WindowUnit, first: f64, last: f64) -> Option<Vec<f64>> {
    let mut start = unit.start(first)?;
    let mut bounds = vec![start as f64];
    while bounds.len() <= MOST_REPORT_WINDOWS {
        start = unit.end(start);
        bounds.push(start as f64);
        if start as f64 > last {
            return Some(bounds);
        }
    }
    None
}

/// Whether data from the first to the last timestamp cover too little of a window.
pub(crate) fn is_partial([start, end]: [f64; 2], [first, last]: [f64; 2]) -> bool {
    (end.min(last) - start.max(first)) / (end - start) < COVERED
}
