//! The moments of one side: which period, which gaps, which hours and weekdays.

use driftscope_report::calendar::format_datetime;
use driftscope_report::{MomentGap, MomentSide, Resolution};
use driftscope_stats::calendar::{self, DAY};
use driftscope_stats::gaps::{Gap, gaps};

/// Gaps that are listed.
const LISTED: usize = 3;

/// Describes moments in ascending order, in seconds since 1970.
pub(crate) fn describe(sorted: &[f64]) -> MomentSide {
    let (Some(&first), Some(&last)) = (sorted.first(), sorted.last()) else { return MomentSide::default() };
    let resolution = calendar::resolution(sorted).map(resolution_of);
    let gaps = gaps(sorted, LISTED);
    let listed = |gap: &Gap| {
        let (from, to) = (format_datetime(gap.from)?, format_datetime(gap.to)?);
        Some(MomentGap { from, to, seconds: gap.length() })
    };
    MomentSide {
        first: format_datetime(first),
        last: format_datetime(last),
        span_days: finite((last - first) / DAY),
        median_spacing: gaps.as_ref().and_then(|gaps| finite(gaps.median_spacing)),
        holes: gaps.as_ref().map_or(0, |gaps| gaps.holes),
        longest_gaps: gaps.iter().flat_map(|gaps| &gaps.longest).filter_map(listed).collect(),
        hours: if resolution == Some(Resolution::Day) { Vec::new() } else { calendar::hours_of_day(sorted).to_vec() },
        weekdays: calendar::days_of_week(sorted).to_vec(),
        resolution,
    }
}

/// JSON has no infinity.
fn finite(value: f64) -> Option<f64> {
    Some(value).filter(|value| value.is_finite())
}

fn resolution_of(found: calendar::Resolution) -> Resolution {
    match found {
        calendar::Resolution::Fraction => Resolution::Fraction,
        calendar::Resolution::Second => Resolution::Second,
        calendar::Resolution::Minute => Resolution::Minute,
        calendar::Resolution::Hour => Resolution::Hour,
        calendar::Resolution::Day => Resolution::Day,
    }
}
