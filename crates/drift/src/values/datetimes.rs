//! The moments of a date-time column: which period, which gaps, which hours and weekdays.

use driftscope_report::calendar::format_datetime;
use driftscope_stats::calendar::{self, DAY};
use driftscope_stats::gaps::{Gap, gaps};
use driftscope_stats::jensen_shannon;

use crate::statistics::counts;
use crate::values::numeric::Numbers;
use driftscope_report::{MomentGap, MomentProfile, MomentSide, ProfileChange, Resolution};

/// Gaps that are listed.
const LISTED: usize = 3;

/// Describes both sides, whose moments are seconds since 1970. `None` where neither has one.
pub(crate) fn describe(sides: [&Numbers; 2]) -> Option<MomentProfile> {
    let [reference, production] = sides.map(Numbers::finite);
    if reference.is_empty() && production.is_empty() {
        return None;
    }
    let [reference_side, production_side] = sides.map(|side| side.calendar().clone());
    let change = |of: fn(&MomentSide) -> &[u64]| change([of(&reference_side), of(&production_side)]);
    let (hours, weekdays) = (change(|side| &side.hours), change(|side| &side.weekdays));
    Some(MomentProfile {
        overlap_days: overlap(reference, production),
        hours,
        weekdays,
        reference: reference_side,
        production: production_side,
    })
}

/// Describes one side, whose moments are sorted.
pub(crate) fn side(sorted: &[f64]) -> MomentSide {
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

/// What both periods share, in days, or the distance between them as a negative number.
fn overlap(reference: &[f64], production: &[f64]) -> Option<f64> {
    let begin = reference.first()?.max(*production.first()?);
    let end = reference.last()?.min(*production.last()?);
    finite((end - begin) / DAY)
}

fn change([reference, production]: [&[u64]; 2]) -> Option<ProfileChange> {
    let pooled = counts::pooled([reference, production]);
    let test = pooled.chi_square?;
    Some(ProfileChange {
        chi_square: test.statistic,
        degrees_of_freedom: test.degrees_of_freedom,
        p_value: test.p_value,
        effect: jensen_shannon::effect(&pooled.counts[0], &pooled.counts[1])?,
    })
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
