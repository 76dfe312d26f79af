//! Whether two shares differ: by the normal law, or exactly where counts are small.

use driftscope_stats::{fisher, proportions, unconditional};

/// Expected count below which the normal approximation gives way to an exact test.
const SMALLEST_EXPECTED: f64 = 5.0;

/// The test of `hits` among `rows` of both sides: its name and its p-value. `None` where a side is empty, or all are hits, or
/// none is.
pub(crate) fn test(hits: [u64; 2], rows: [u64; 2]) -> Option<(&'static str, f64)> {
    let [reference, production] = counts(hits, rows)?;
    if smallest_expected(hits, rows) < SMALLEST_EXPECTED {
        let exact = unconditional::unconditional(reference[0], reference[1], production[0], production[1]);
        return Some(("unconditional", exact));
    }
    Some(("z", proportions::two_proportions(hits[0], rows[0], hits[1], rows[1])?.p_value))
}

/// The test and the p-value of one among thousands of such: by Fisher's exact test where counts are small, which takes a hundredth of the
/// time.
pub(crate) fn test_among_many(hits: [u64; 2], rows: [u64; 2]) -> Option<(&'static str, f64)> {
    let [reference, production] = counts(hits, rows)?;
    if smallest_expected(hits, rows) < SMALLEST_EXPECTED {
        let exact = fisher::fisher_exact(reference[0], reference[1], production[0], production[1]);
        return Some(("fisher", exact));
    }
    Some(("z", proportions::two_proportions(hits[0], rows[0], hits[1], rows[1])?.p_value))
}

/// Hits and misses of both sides.
fn counts(hits: [u64; 2], rows: [u64; 2]) -> Option<[[u64; 2]; 2]> {
    let misses = [rows[0].checked_sub(hits[0])?, rows[1].checked_sub(hits[1])?];
    let is_constant = hits == [0, 0] || misses == [0, 0];
    (!is_constant && rows[0] > 0 && rows[1] > 0).then_some([[hits[0], misses[0]], [hits[1], misses[1]]])
}

fn smallest_expected(hits: [u64; 2], rows: [u64; 2]) -> f64 {
    let [hits, all] = [hits, rows].map(|counts| counts[0] as f64 + counts[1] as f64);
    hits.min(all - hits) * rows[0].min(rows[1]) as f64 / all
}
