//! Parses times of the day as programs and people write them: `14:30`, `14:30:05.250`, `2:25 AM`, `T14:30:05Z`,
//! `14:30+02:00`, `2:25 PM EST`.
//!
//! Only some of these can be nothing else. `14:30` may be minutes and seconds of a lap, and `14:30:05` a span of fourteen hours, so
//! the column decides ([`typing`](crate::typing)).
//!
//! With an offset or a zone it is the time in UTC, as timestamps are, so that both sides of a column are on one clock. `09:00-12:00` is a
//! time of opening, not an offset.

use driftscope_report::calendar::offset_seconds;

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 24;

/// Zones whose abbreviation has had one offset all over the world since 1990 (tz database 2026a), in hours: not CST, PST, IST, BST.
const ZONES: [(&str, i32); 19] = [
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("EET", 2),
    ("EEST", 3),
    ("SAST", 2),
    ("HKT", 8),
    ("JST", 9),
    ("AEST", 10),
    ("AEDT", 11),
    ("NZST", 12),
    ("NZDT", 13),
    ("EST", -5),
    ("EDT", -4),
    ("MST", -7),
    ("MDT", -6),
];

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TimeOfDay {
    /// Seconds since midnight, from 0 to less than 86 400. Midnight at the end of the day, `24:00`, is that at its beginning.
    pub seconds: f64,
    /// It can be nothing else: it has AM or PM, a zone, or the marks of ISO 8601.
    pub is_sure: bool,
}

/// The time of the day that a text spells; `None` where it spells none.
#[inline(never)]
pub(crate) fn parse(text: &str) -> Option<TimeOfDay> {
    let text = text.trim();
    if text.len() > LONGEST || !text.is_ascii() || !text.contains([':', 'M', 'm']) {
        return None;
    }
    let (marked, offset) = without_zone(text.strip_prefix('T').unwrap_or(text));
    let (clock, half) = half_of_day(marked);
    if half.is_some() && (text.starts_with('T') || text.ends_with('Z')) {
        return None;
    }
    let mut parts = clock.split(':');
    let hours = whole(parts.next()?, 1..=2)?;
    let (minutes, seconds) = match (parts.next(), parts.next()) {
        (None, _) if half.is_some() => (0, 0.0),
        (minutes, seconds) => (whole(minutes?, 2..=2)?, seconds.map_or(Some(0.0), seconds_of)?),
    };
    let hours = match half {
        Some(after_noon) if (1..=12).contains(&hours) => hours % 12 + if after_noon { 12 } else { 0 },
        Some(_) => return None,
        None => hours,
    };
    let total = f64::from(hours * 3_600 + minutes * 60) + seconds;
    let is_time = parts.next().is_none() && minutes < 60 && total <= DAY;
    is_time.then_some(TimeOfDay {
        seconds: if offset == 0 && total < DAY { total } else { (total - f64::from(offset)).rem_euclid(DAY) },
        is_sure: half.is_some() || marked.len() < text.len(),
    })
}

/// The offset from UTC in seconds of a zone's abbreviation.
pub(crate) fn zone(name: &str) -> Option<i32> {
    ZONES.iter().find(|(known, _)| *known == name).map(|(_, hours)| hours * 3_600)
}

/// The text without the zone behind it, and the zone's offset from UTC in seconds.
fn without_zone(text: &str) -> (&str, i32) {
    if let Some(clock) = text.strip_suffix('Z') {
        return (clock, 0);
    }
    let named =
        ZONES.iter().find_map(|(name, hours)| Some((text.strip_suffix(name)?.strip_suffix(' ')?, hours * 3_600)));
    named.or_else(|| with_offset(text)).unwrap_or((text, 0))
}

/// `+02:00`, `+0530`, `-05`. Behind hours and minutes alone a minus stands between two times.
fn with_offset(text: &str) -> Option<(&str, i32)> {
    let (clock, written) = text.split_at(text.rfind(['+', '-'])?);
    let seconds = i32::try_from(offset_seconds(written.as_bytes())?).ok()?;
    let is_between = written.starts_with('-') && written.contains(':') && clock.matches(':').count() < 2;
    let is_offset = seconds.abs() <= 14 * 3_600 && seconds % 900 == 0 && !is_between;
    is_offset.then_some((clock.trim_end(), seconds))
}

/// `2:25 PM`, `2:25pm`, `2:25 p.m.`: what stands before, and whether it is the half of the day after noon.
fn half_of_day(text: &str) -> (&str, Option<bool>) {
    let halves = [(" a.m.", false), (" p.m.", true), ("am", false), ("pm", true)];
    let found = halves.into_iter().find_map(|(word, after_noon)| {
        let (start, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
        end.eq_ignore_ascii_case(word).then_some((start.trim_end(), Some(after_noon)))
    });
    found.unwrap_or((text, None))
}

/// The minutes and seconds of `57:23`, of which there may be more than a day has.
pub(crate) fn minutes_and_seconds(text: &str) -> Option<(u32, f64)> {
    let (minutes, seconds) = text.trim().split_once(':')?;
    Some((whole(minutes, 1..=4)?, seconds_of(seconds)?))
}

/// `05`, `05.250`: seconds of a minute.
fn seconds_of(text: &str) -> Option<f64> {
    let (seconds, places) = text.split_once('.').unwrap_or((text, "0"));
    whole(seconds, 2..=2).filter(|seconds| *seconds < 60)?;
    whole(places, 1..=9)?;
    text.parse().ok()
}

fn whole(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_seconds_since_midnight() {
        for (text, seconds, is_sure) in [
            ("14:30", 52_200.0, false),
            ("9:05", 32_700.0, false),
            ("00:00", 0.0, false),
            ("24:00", 0.0, false),
            (" 23:59:59 ", 86_399.0, false),
            ("09:05:00.25", 32_700.25, false),
            ("2:25 AM", 8_700.0, true),
            ("12:00 am", 0.0, true),
            ("12:30PM", 45_000.0, true),
            ("2:25 p.m.", 51_900.0, true),
            ("11:59:59 PM", 86_399.0, true),
            ("2 PM", 50_400.0, true),
            ("T14:30", 52_200.0, true),
            ("14:30:05Z", 52_205.0, true),
            ("14:30+02:00", 45_000.0, true),
            ("01:00:30.5+0530", 70_230.5, true),
            ("T22:30:00-05:00", 12_600.0, true),
            ("14:30 -05", 70_200.0, true),
            ("24:00+01:00", 82_800.0, true),
            ("2:25 PM EST", 69_900.0, true),
            ("2:25pm UTC", 51_900.0, true),
            ("14:30 CEST", 45_000.0, true),
        ] {
            assert_eq!(parse(text), Some(TimeOfDay { seconds, is_sure }), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_none() {
        for text in [
            "24:01",
            "25:00",
            "120:00:00",
            "14:60",
            "14:30:60",
            "4:3",
            "1:2:3",
            "14:30:05.",
            "13:00 PM",
            "0:30 AM",
            "14",
            "m",
            "am",
            " PM",
            "T",
            "Z",
            ":",
            "::",
            "14:30:00:00",
            "2:25 AMZ",
            "-1:30",
            "09:00-12:00",
            "14:30+15:00",
            "14:30+02:20",
            "14:30+2",
            "14:30+02:",
            "14:30 PST",
            "14:30EST",
            "14:30 é",
            "1:00 é.m.",
            "Pam",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
