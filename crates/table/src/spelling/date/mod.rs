//! Parses timestamps as mail, web servers, spreadsheets and people write them: `Fri, 01 Mar 2013 10:45:00 GMT`,
//! `01/Mar/2013:10:45:00 +0000`, `3/1/2013 10:45 AM`, `01.03.2013`, `Mar 1, 2013`, `2013/03/01`, `20130301T104500Z`; and
//! months as `2013-03`, which stand for their beginning.
//!
//! Years have four digits, from 1800 to 2199, so that versions and amounts stay what they are. With points the day comes
//! first; with slashes or hyphens the column decides ([`Conventions`]). A timestamp without an offset counts as UTC, as in
//! [`calendar`](driftscope_report::calendar); abbreviations of zones other than UTC mean several offsets, and no timestamp is made of them.

use crate::spelling::conventions::{Conventions, Hint};
use driftscope_report::calendar::{clock, days_from_civil, days_in_month, digits, offset_seconds, parse_datetime};

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 64;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Seconds since 1970-01-01T00:00:00Z, and what the text says of how its column writes dates; `None` where it is no
/// timestamp. Those of ISO 8601 are not for here, but for the name of a zone behind them.
#[inline(never)]
pub(crate) fn parse(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if text.len() == 7 {
        return month(text).map(|at| (at, Hint::None));
    }
    if text.len() < 8 || text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    if let Some((timestamp, zone)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        // `2013-03-01T10:45:00+01:00[Europe/Berlin]`: the offset says it all, and without one the zone would have to.
        let has_offset = timestamp.ends_with('Z') || timestamp.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
        return (has_offset && !zone.is_empty())
            .then(|| parse_datetime(timestamp))
            .flatten()
            .map(|at| (at, Hint::None));
    }
    let text = without_weekday(text);
    compact(text).map(|at| (at, Hint::None)).or_else(|| by_parts(text, conventions))
}

/// `2013-03`.
fn month(text: &str) -> Option<f64> {
    let (year, month) = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2))?;
    Some(midnight(digits(year.as_bytes())?, digits(month.as_bytes())?, 1)? as f64)
}

/// `Fri, 01 Mar`, `Fri Mar  1`: without the day's name.
fn without_weekday(text: &str) -> &str {
    let (word, rest) = letters(text);
    if named(word, &DAYS).is_none() {
        return text;
    }
    rest.strip_prefix(',').unwrap_or(rest).trim_start()
}

/// `20130301T104500Z`.
fn compact(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    if bytes.len() < 13 || !matches!(bytes[8], b'T' | b't') {
        return None;
    }
    let (date, time) = (&bytes[..8], &bytes[9..]);
    let midnight = midnight(digits(&date[..4])?, digits(&date[4..6])?, digits(&date[6..])?)?;
    let length = time.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let parts: Vec<i64> = time[..length].chunks(2).map(digits).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts[..] {
        [hour, minute] if length == 4 => (hour, minute, 0),
        [hour, minute, second] if length == 6 => (hour, minute, second),
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (fraction, rest) = fraction(&time[length..])?;
    Some((midnight + hour * 3_600 + minute * 60 + second - offset_seconds(rest)?) as f64 + fraction)
}

/// `.123` and what follows.
fn fraction(rest: &[u8]) -> Option<(f64, &[u8])> {
    let Some(places) = rest.strip_prefix(b".") else { return Some((0.0, rest)) };
    let length = places.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let kept = length.min(9);
    let value = digits(places.get(..kept).filter(|places| !places.is_empty())?)? as f64;
    Some((value / 10_i64.pow(kept as u32) as f64, &places[length..]))
}

fn by_parts(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return by_month(text).map(|at| (at, Hint::None));
    }
    let (first, rest) = number(text)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, '/' | '.' | '-' | ' '))?;
    let (name, after_name) = letters(&rest[1..]);
    if let Some(month) = named(name, &MONTHS) {
        let after_name = after_name.strip_prefix([sign, ',', ' '])?;
        let (year, rest) = number(after_name.trim_start())?;
        return Some((at(year.1, month, first.1, rest).filter(|_| year.0 == 4 && first.0 <= 2)?, Hint::None));
    }
    let (second, rest) = number(&rest[1..])?;
    let (third, rest) = number(rest.strip_prefix(sign)?)?;
    match (sign, [first.0, second.0, third.0]) {
        ('/', [4, 1 | 2, 1 | 2]) => Some((at(first.1, second.1, third.1, rest)?, Hint::None)),
        ('.', [1 | 2, 1 | 2, 4]) => Some((at(third.1, second.1, first.1, rest)?, Hint::None)),
        ('/' | '-', [1 | 2, 1 | 2, 4]) => {
            let (is_day_first, hint) = match (first.1 > 12, second.1 > 12) {
                (true, false) => (true, Hint::DayFirst),
                (false, true) => (false, Hint::MonthFirst),
                // The same day either way.
                _ if first.1 == second.1 => (false, Hint::None),
                _ => (conventions.day_first, Hint::DayOrMonth),
            };
            let (day, month) = if is_day_first { (first.1, second.1) } else { (second.1, first.1) };
            Some((at(third.1, month, day, rest)?, hint))
        }
        _ => None,
    }
}

/// `Mar 1, 2013 10:45` and C's `Mar  1 10:45:00 2013`.
fn by_month(text: &str) -> Option<f64> {
    let (name, rest) = letters(text);
    let month = named(name, &MONTHS)?;
    let (day, rest) = number(rest.strip_prefix('.').unwrap_or(rest).trim_start())?;
    let rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?.trim_start();
    if rest.as_bytes().get(2) == Some(&b':') {
        let (time, year) = rest.rsplit_once(' ')?;
        let (length, year) = number(year).filter(|(_, rest)| rest.is_empty())?.0;
        return at(year, month, day.1, &format!(" {time}")).filter(|_| length == 4);
    }
    let (year, rest) = number(rest)?;
    at(year.1, month, day.1, rest).filter(|_| year.0 == 4 && day.0 <= 2)
}

/// The timestamp of a day and what follows it: nothing, or a time after a space, `T`, a comma or a colon.
fn at(year: i64, month: i64, day: i64, rest: &str) -> Option<f64> {
    let midnight = midnight(year, month, day)?;
    if rest.is_empty() {
        return Some(midnight as f64);
    }
    let rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix([' ', 'T', ':', ',']))?.trim_start();
    // `9:05`: the clock has two digits for the hour.
    let padded = if rest.as_bytes().get(1) == Some(&b':') { format!("0{rest}") } else { rest.to_owned() };
    let (seconds, fraction, rest) = clock(padded.as_bytes())?;
    let half = rest.strip_prefix(b" ").unwrap_or(rest);
    let (shift, rest) = match half.get(..2) {
        Some(b"AM" | b"am") => (if seconds >= 43_200 { -43_200 } else { 0 }, &half[2..]),
        Some(b"PM" | b"pm") => (if seconds < 43_200 { 43_200 } else { 0 }, &half[2..]),
        _ => (0, rest),
    };
    let is_half = rest.len() < half.len();
    if is_half && half.get(..2).is_some_and(|half| half[1] | 32 == b'm') && !(3_600..46_800).contains(&seconds) {
        return None;
    }
    Some((midnight + seconds + shift - offset_seconds(rest)?) as f64 + fraction)
}

fn midnight(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_date =
        (1800..2200).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    is_date.then(|| days_from_civil(year, month, day) * 86_400)
}

/// The digits at the start, as their number and their value, and what follows.
fn number(text: &str) -> Option<((usize, i64), &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = (1..=4).contains(&length).then(|| digits(&text.as_bytes()[..length])).flatten()?;
    Some(((length, value), &text[length..]))
}

/// The letters at the start, and what follows.
fn letters(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_alphabetic).count())
}

/// Which of these names a word is, from 1: the whole name, or its first three letters.
fn named(word: &str, names: &[&str]) -> Option<i64> {
    let is = |name: &&str| word.eq_ignore_ascii_case(name) || word.len() == 3 && word.eq_ignore_ascii_case(&name[..3]);
    names.iter().position(is).map(|place| place as i64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<f64> {
        parse(text, Conventions::default()).map(|(seconds, _)| seconds)
    }

    /// 2013-03-01T10:45:00Z is 1362134700, by Python's `datetime`.
    #[test]
    fn timestamps_are_those_of_python() {
        const MIDNIGHT: f64 = 1_362_096_000.0;
        const AT: f64 = 1_362_134_700.0;
        for (text, expected) in [
            ("Fri, 01 Mar 2013 10:45:00 GMT", AT),
            ("Fri, 1 Mar 2013 11:45:00 +0100", AT),
            ("01/Mar/2013:10:45:00 +0000", AT),
            ("Fri Mar  1 10:45:00 2013", AT),
            ("Mar 1, 2013", MIDNIGHT),
            ("2013-03", MIDNIGHT),
            ("March 01, 2013 10:45 AM", AT),
            ("1 March 2013", MIDNIGHT),
            ("01-Mar-2013", MIDNIGHT),
            ("01-MAR-2013 10:45:00", AT),
            ("2013/03/01", MIDNIGHT),
            ("2013/3/1 10:45:00", AT),
            ("01.03.2013", MIDNIGHT),
            ("1.3.2013 10:45", AT),
            ("3/1/2013", MIDNIGHT),
            ("03/01/2013 10:45:00", AT),
            ("3/1/2013, 10:45:00 AM", AT),
            ("03/01/2013 10:45 PM", AT + 43_200.0),
            ("03/01/2013 12:00 AM", MIDNIGHT),
            ("03/01/2013 12:00 PM", MIDNIGHT + 43_200.0),
            ("20130301T104500Z", AT),
            ("20130301T104500.250Z", AT + 0.25),
            ("20130301T1145+0100", AT),
            ("2013-03-01T11:45:00+01:00[Europe/Berlin]", AT),
            ("28/03/2013", MIDNIGHT + 27.0 * 86_400.0),
            ("28-03-2013 9:05", MIDNIGHT + 27.0 * 86_400.0 + 32_700.0),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_timestamp_is_none() {
        for text in [
            "1.2.3",
            "10.0.0.1",
            "2013.03.01",
            "13/13/2013",
            "31/02/2013",
            "3/1/13",
            "1/2",
            "3-1-20130",
            "20130301",
            "May",
            "March",
            "Mar 2013",
            "2013-13",
            "2013-00",
            "2013-3x",
            "1492-10",
            "2013/03",
            "201-303",
            "May be 1, 2013",
            "Fri",
            "Fri, ",
            "20130301T",
            "20130301T10450",
            "03/01/2013 25:00",
            "03/01/2013 00:10 PM",
            "03/01/2013 EST",
            "2013-03-01T10:45:00[Europe/Berlin]",
            "99/Mar/2013",
            "555-12-3456",
            "0/0/2013",
            "01.13.2013",
            "01/03.2013",
            "Mär 1, 2013",
            "]",
            "[]",
            "Mar 1, 2013 10",
            "12 34 5678",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn the_column_decides_where_the_day_is() {
        let day_first = Conventions { day_first: true, ..Conventions::default() };
        let march = Some((1_362_096_000.0, Hint::DayOrMonth));
        assert_eq!(parse("03/01/2013", Conventions::default()), march);
        assert_eq!(parse("01/03/2013", day_first), march);
        assert_eq!(parse("03/28/2013", day_first).map(|(_, hint)| hint), Some(Hint::MonthFirst));
        assert_eq!(parse("03/03/2013", day_first).map(|(_, hint)| hint), Some(Hint::None));
    }
}
