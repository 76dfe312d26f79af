//! Whether two shares differ: by the normal law, or exactly where counts are small.

use driftscope_stats::{fisher, proportions};

/// Expected count below which the normal approximation gives way to Fisher's exact test.
const SMALLEST_EXPECTED: f64 = 5.0;

/// The test of `hits` among `rows` of both sides: its name and its p-value. `None` where a side is empty, or all are hits, or
/// none is.
pub(crate) fn test(hits: [u64; 2], rows: [u64; 2]) -> Option<(&'static str, f64)> {
    let misses = [rows[0].checked_sub(hits[0])?, rows[1].checked_sub(hits[1])?];
    let [all_hits, all_misses] = [hits[0] + hits[1], misses[0] + misses[1]];
    if all_hits == 0 || all_misses == 0 || rows[0] == 0 || rows[1] == 0 {
        return None;
    }
    let rarer = all_hits.min(all_misses) as f64;
    let smallest_expected = rarer * rows[0].min(rows[1]) as f64 / (rows[0] + rows[1]) as f64;
    if smallest_expected < SMALLEST_EXPECTED {
        return Some(("fisher", fisher::fisher_exact(hits[0], misses[0], hits[1], misses[1])));
    }
    Some(("z", proportions::two_proportions(hits[0], rows[0], hits[1], rows[1])?.p_value))
}
