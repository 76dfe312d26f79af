//! The moments of a date-time column on both sides: shared days, and how hours and weekdays changed.

use driftscope_stats::calendar::DAY;
use driftscope_stats::jensen_shannon;

use crate::statistics::counts;
use crate::values::numeric::Numbers;
use driftscope_report::{MomentProfile, MomentSide, ProfileChange};

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
