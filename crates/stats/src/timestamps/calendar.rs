//! Counts of timestamps by hour of the day and day of the week, and the unit in which they were written.
//!
//! Moments are seconds since 1970-01-01T00:00:00, in any order, before it negative; parts of a second count to the second
//! that they are in. The calendar is that of the seconds given, here always UTC. A moment that is not finite is left out;
//! beyond ±2⁶³ seconds it counts as the last second there is. Counts are exact.

/// Seconds of a day.
pub const DAY: f64 = 86_400.0;

const SECONDS: i64 = 86_400;

/// The moments in each hour of the day, from 0 to 23.
///
/// ```
/// let hours = driftscope_stats::calendar::hours_of_day(&[0.0, 3_599.9, 86_400.0 + 7_200.0, -1.0]);
/// assert_eq!((hours[0], hours[2], hours[23]), (2, 1, 1));
/// ```
#[must_use]
pub fn hours_of_day(moments: &[f64]) -> [u64; 24] {
    let mut counts = [0; 24];
    for second in whole_seconds(moments) {
        counts[(second.rem_euclid(SECONDS) / 3_600) as usize] += 1;
    }
    counts
}

/// The moments on each day of the week, from Monday to Sunday.
///
/// ```
/// // The first of January 1970 was a Thursday.
/// assert_eq!(driftscope_stats::calendar::days_of_week(&[0.0, -0.5]), [0, 0, 1, 1, 0, 0, 0]);
/// ```
#[must_use]
pub fn days_of_week(moments: &[f64]) -> [u64; 7] {
    let mut counts = [0; 7];
    for second in whole_seconds(moments) {
        counts[(second.div_euclid(SECONDS) + 3).rem_euclid(7) as usize] += 1;
    }
    counts
}

/// The unit in which timestamps were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resolution {
    /// Parts of a second.
    Fraction,
    /// Whole seconds.
    Second,
    /// Whole minutes.
    Minute,
    /// Whole hours.
    Hour,
    /// Whole days: dates, without a time of day.
    Day,
}

/// The coarsest unit of which every timestamp is a whole number. `None` without timestamps.
///
/// ```
/// use driftscope_stats::calendar::{Resolution, resolution};
///
/// assert_eq!(resolution(&[0.0, 86_400.0]), Some(Resolution::Day));
/// assert_eq!(resolution(&[0.0, 86_460.0]), Some(Resolution::Minute));
/// ```
#[must_use]
pub fn resolution(moments: &[f64]) -> Option<Resolution> {
    moments.iter().copied().filter(|moment| moment.is_finite()).map(resolution_of).min()
}

fn resolution_of(moment: f64) -> Resolution {
    if moment != moment.trunc() {
        return Resolution::Fraction;
    }
    match moment as i64 {
        second if second % SECONDS == 0 => Resolution::Day,
        second if second % 3_600 == 0 => Resolution::Hour,
        second if second % 60 == 0 => Resolution::Minute,
        _ => Resolution::Second,
    }
}

fn whole_seconds(moments: &[f64]) -> impl Iterator<Item = i64> {
    moments.iter().filter(|moment| moment.is_finite()).map(|moment| moment.floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_has_an_hour_and_a_day_or_none() {
        let strange = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, f64::MIN_POSITIVE, -0.0];
        assert_eq!(hours_of_day(&strange).iter().sum::<u64>(), 4);
        assert_eq!(days_of_week(&strange).iter().sum::<u64>(), 4);
        assert!(resolution(&strange[3..4]).is_some());
        assert_eq!((resolution(&[]), resolution(&strange[..3])), (None, None));
    }

    #[test]
    fn the_finest_moment_tells_the_resolution() {
        for (moments, expected) in [
            (&[86_400.0, 3_600.0][..], Resolution::Hour),
            (&[3_600.0, 61.0], Resolution::Second),
            (&[0.5, 86_400.0], Resolution::Fraction),
            (&[-86_400.0, 0.0], Resolution::Day),
        ] {
            assert_eq!(resolution(moments), Some(expected), "{moments:?}");
        }
    }
}
