//! Moments in time as logs write them: ISO 8601 and its near relatives.
//!
//! The civil-day arithmetic is Howard Hinnant's, exact over the years -9999 to 9999
//! (<https://howardhinnant.github.io/date_algorithms.html>). A moment without an offset counts as UTC, since two
//! logs of one service are compared and a shared offset cancels out.

/// Seconds since 1970-01-01T00:00:00Z of a text such as `2013-03-01`, `2013-03-01T10:45:00.5Z`,
/// `2013-03-01 10:45:00,123`, `2013-03-01 10:45 UTC` or `2013-03-01T10:45:00+02:00`.
pub fn parse_datetime(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes.len() > 40 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digits(&bytes[0..4])?;
    let month = digits(&bytes[5..7])?;
    let day = digits(&bytes[8..10])?;
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return None;
    }
    let midnight = days_from_civil(year, month, day) * 86_400;
    if bytes.len() == 10 {
        return Some(midnight as f64);
    }
    if !matches!(bytes[10], b'T' | b't' | b' ') {
        return None;
    }
    let (seconds, fraction, rest) = clock(&bytes[11..])?;
    let offset = offset_seconds(rest)?;
    Some((midnight + seconds - offset) as f64 + fraction)
}

/// A moment as `2013-03-01T10:45:00Z`; parts of a second are dropped. Years outside -9999 to 9999 give `None`.
pub fn format_datetime(seconds: f64) -> Option<String> {
    if !(-377_705_116_800.0..=253_402_300_799.0).contains(&seconds) {
        return None;
    }
    let seconds = seconds.floor() as i64;
    let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
    let second_of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// The same as a clock of a zone shows it: `2013-03-01T10:45:00`, without the letter that stands for UTC.
pub fn format_clock(seconds: f64) -> Option<String> {
    let mut text = format_datetime(seconds)?;
    without_utc(&mut text);
    Some(text)
}

/// Takes the letter that stands for UTC from a moment that [`format_datetime`] wrote, also within a sentence.
pub fn without_utc(text: &mut String) {
    let letters =
        text.char_indices().filter(|&(place, letter)| letter == 'Z' && ends_a_time(&text.as_bytes()[..place]));
    let places: Vec<usize> = letters.map(|(place, _)| place).collect();
    for place in places.into_iter().rev() {
        text.remove(place);
    }
}

/// Whether text ends with the minutes and seconds of a time: `:45:00`.
fn ends_a_time(text: &[u8]) -> bool {
    matches!(text, [.., b':', m0, m1, b':', s0, s1] if [m0, m1, s0, s1].iter().all(|digit| digit.is_ascii_digit()))
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`: whole seconds, the fraction, and what follows.
pub fn clock(bytes: &[u8]) -> Option<(i64, f64, &[u8])> {
    if bytes.len() < 5 || bytes[2] != b':' {
        return None;
    }
    let hour = digits(&bytes[0..2])?;
    let minute = digits(&bytes[3..5])?;
    if hour > 24 || minute > 59 {
        return None;
    }
    let mut seconds = hour * 3_600 + minute * 60;
    let mut rest = &bytes[5..];
    let mut fraction = 0.0;
    if rest.first() == Some(&b':') {
        let second = digits(rest.get(1..3)?)?;
        if second > 60 {
            return None;
        }
        seconds += second;
        rest = &rest[3..];
        if matches!(rest.first(), Some(b'.' | b',')) {
            let length = rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length == 0 {
                return None;
            }
            // Nanoseconds are the finest that logs write; sixteen digits more would only overflow.
            let kept = length.min(9);
            let scale = 10_i64.pow(kept as u32) as f64;
            fraction = digits(&rest[1..=kept])? as f64 / scale;
            rest = &rest[1 + length..];
        }
    }
    (seconds <= 86_400).then_some((seconds, fraction, rest))
}

/// Nothing, `Z`, ` UTC`, `+02:00`, `+0200` or `+02`, in seconds east of Greenwich.
pub fn offset_seconds(rest: &[u8]) -> Option<i64> {
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    match rest {
        b"" | b"Z" | b"z" | b"UTC" | b"GMT" => return Some(0),
        _ => {}
    }
    let sign = match rest[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours = digits(rest.get(1..3)?)?;
    let minutes = match &rest[3..] {
        b"" => 0,
        [b':', minutes @ ..] | minutes if minutes.len() == 2 => digits(minutes)?,
        _ => return None,
    };
    (hours <= 18 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// The number that these ASCII digits write; `None` where any byte is another.
pub fn digits(bytes: &[u8]) -> Option<i64> {
    let mut value = 0;
    for &byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value)
}

/// The days of a month, from 1 to 12, of the proleptic Gregorian calendar.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a day of the proleptic Gregorian calendar.
pub const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from Python's `datetime.fromisoformat(…).timestamp()`.
    #[test]
    fn moments_are_those_of_python() {
        for (text, seconds) in [
            ("2013-03-01T10:45:00Z", 1_362_134_700.0),
            ("2013-03-01 10:45:00,250", 1_362_134_700.25),
            ("2013-03-01T10:45:00+02:00", 1_362_127_500.0),
            ("2013-03-01T10:45:00-0330", 1_362_147_300.0),
            ("2013-03-01 10:45:00 UTC", 1_362_134_700.0),
            ("2013-03-01 10:45", 1_362_134_700.0),
            ("2000-02-29", 951_782_400.0),
            ("1969-12-31T23:59:59Z", -1.0),
            ("0001-01-01", -62_135_596_800.0),
        ] {
            assert_eq!(parse_datetime(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "2013-02-29",
            "2013-13-01",
            "2013-00-10",
            "2013-1-1",
            "20130301",
            "2013-03-01T25:00:00Z",
            "2013-03-01x",
            "2013-03-01T10",
            "2013-03-01T10:45:00.",
            "2013-03-01T10:45:00+",
            "2013-03-01T10:45:00 Paris",
            "é013-03-01",
        ] {
            assert_eq!(parse_datetime(text), None, "{text}");
        }
    }

    #[test]
    fn formatting_undoes_parsing() {
        for day in (-4_000_000_i64..2_900_000).step_by(997) {
            let seconds = (day * 86_400 + 12_345) as f64;
            if let Some(text) = format_datetime(seconds).filter(|text| !text.starts_with('-')) {
                assert_eq!(parse_datetime(&text), Some(seconds), "{text}");
            }
        }
        assert_eq!(format_datetime(1_362_134_700.9).as_deref(), Some("2013-03-01T10:45:00Z"));
        assert_eq!(format_datetime(f64::NAN), None);
        let mut text = "Z until 2013-03-01T10:45:00Z, Z10:45Z".to_owned();
        without_utc(&mut text);
        assert_eq!(text, "Z until 2013-03-01T10:45:00, Z10:45Z");
        assert_eq!(format_datetime(1e15), None);
    }
}
