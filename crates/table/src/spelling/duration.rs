//! Parses durations as programs write them: `0:00:00.125` and `2 days, 3:04:05` (Python), `2 days 03:04:05.5` (pandas),
//! `PT5M12.5S` (ISO 8601, polars, Java).
//!
//! They are numbers, of seconds, so that a latency is compared whatever wrote it. A time of the day, `10:45:00`, is the
//! span since midnight. Years and months have no fixed length, and a number of days alone is more often the name of a
//! plan; neither is taken for a span.

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 40;

/// The seconds that a text spells; `None` where it spells no span.
#[inline(never)]
pub(crate) fn parse(text: &str) -> Option<f64> {
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (nanoseconds, is_negative) = match text.strip_prefix('P') {
        Some(rest) => (iso(rest)?, is_negative),
        None => {
            let (days, clock) = days(text)?;
            // Of `-1 days +23:00:00` only the days are negative.
            let (days, is_negative) = if is_negative && days > 0 { (-days, false) } else { (days, is_negative) };
            (i128::from(days) * DAY + clocked(clock.strip_prefix('+').unwrap_or(clock))?, is_negative)
        }
    };
    // Exact below 2^53 nanoseconds, and rounded once above.
    let seconds = nanoseconds as f64 / NANO;
    Some(if is_negative { -seconds } else { seconds })
}

/// Nanoseconds of a second.
const NANO: f64 = 1e9;
const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;

/// `2 days 03:04:05`, `1 day, 3:04:05`: the days, and what follows.
fn days(text: &str) -> Option<(i64, &str)> {
    let Some((count, rest)) = text.split_once(" day") else { return Some((0, text)) };
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    let clock = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?;
    Some((whole(count, 7)?, clock))
}

/// `3:04:05.5` as nanoseconds.
fn clocked(text: &str) -> Option<i128> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    let is_clock = parts.next().is_none() && minute.len() == 2 && second.split('.').next()?.len() == 2;
    let (hours, minutes, seconds) = (whole(hour, 5)?, whole(minute, 2)?, fraction(second)?);
    (is_clock && minutes < 60 && seconds < 60 * SECOND)
        .then_some(i128::from(hours * 3_600 + minutes * 60) * SECOND + seconds)
}

/// `1DT2H3M4.5S` as nanoseconds.
fn iso(text: &str) -> Option<i128> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let is_timed = text.contains('T');
    let date = added(date, &[('W', 7 * DAY), ('D', DAY)])?;
    let time = added(time, &[('H', 3_600 * SECOND), ('M', 60 * SECOND), ('S', SECOND)])?;
    let is_empty = date.is_none() && time.is_none() || is_timed && time.is_none();
    (!is_empty).then(|| date.unwrap_or(0) + time.unwrap_or(0))
}

/// The sum of the parts, each a number before its letter, in this order; the inner `None` where there is none.
fn added(mut text: &str, units: &[(char, i128)]) -> Option<Option<i128>> {
    let mut sum = None;
    for &(letter, unit) in units {
        let Some((number, rest)) = text.split_once(letter) else { continue };
        let value = match letter {
            'S' => fraction(number)?,
            _ => i128::from(whole(number, 7)?) * unit,
        };
        sum = Some(sum.unwrap_or(0) + value);
        text = rest;
    }
    text.is_empty().then_some(sum)
}

/// Seconds with at most nine places, as nanoseconds.
fn fraction(text: &str) -> Option<i128> {
    let (seconds, places) = text.split_once('.').unwrap_or((text, "0"));
    let nanoseconds = whole(places, 9)? * 10_i64.pow(9 - places.len() as u32);
    Some(i128::from(whole(seconds, 9)?) * SECOND + i128::from(nanoseconds))
}

fn whole(text: &str, most: usize) -> Option<i64> {
    let is_number = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_seconds() {
        for (text, seconds) in [
            ("0:00:00.125", 0.125),
            ("10:45:00", 38_700.0),
            ("2 days 03:04:05.5", 183_845.5),
            ("1 day, 3:04:05", 97_445.0),
            ("0 days 00:00:01.000001", 1.000_001),
            ("-1 days +23:00:00", -3_600.0),
            ("-1 day, 23:00:00", -3_600.0),
            ("-0:00:05", -5.0),
            ("PT5M12.5S", 312.5),
            ("P1DT2H", 93_600.0),
            ("P2W", 1_209_600.0),
            ("PT0S", 0.0),
            ("-PT5S", -5.0),
            ("120:00:00", 432_000.0),
        ] {
            assert_eq!(parse(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_no_span_is_none() {
        for text in [
            "12:30",
            "4:3",
            "1:2:3",
            "10:60:00",
            "10:00:60",
            "a:00:00",
            "00:00:00:00",
            "3 days",
            "P",
            "PT",
            "P1DT",
            "P1Y",
            "P1M",
            "PT1S2M",
            "PTS",
            "P5",
            "PATH",
            "Paris",
            "::",
            "aa:bb:cc",
            "00:1b:44:11:3a:b7",
            "10:45:00 AM",
            "1:00:00.",
            "2 day3:00:00",
            "days 1:00:00",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
