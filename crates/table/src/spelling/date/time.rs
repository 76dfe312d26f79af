//! The time that follows a day: `10:45`, `@ 10:45:00.000`, `10.45.00.000000 AM`, `10:45:00 GMT+0100 (Central European Time)`.

use driftscope_report::calendar::{clock, digits, offset_seconds};

use super::midnight;

/// The timestamp of a day and what follows it: nothing, or a time after a space, `T`, a comma or a colon.
pub(super) fn at(year: i64, month: i64, day: i64, rest: &str) -> Option<f64> {
    let midnight = midnight(year, month, day)?;
    if rest.is_empty() {
        return Some(midnight as f64);
    }
    let rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix([' ', 'T', ':', ',']))?.trim_start();
    let rest = BEFORE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let mut time = in_colons(rest.strip_suffix(" Uhr").unwrap_or(rest));
    // `9:05`: the clock has two digits for the hour.
    if matches!(time.as_bytes().get(1), Some(b':' | b'.')) {
        time.insert(0, '0');
    }
    // `10.45.00`, as Oracle writes it.
    if time.is_ascii() && time.as_bytes().get(2) == Some(&b'.') && time.as_bytes().get(5) == Some(&b'.') {
        time.replace_range(2..3, ":");
        time.replace_range(5..6, ":");
    }
    let (seconds, fraction, rest) = clock(time.as_bytes())?;
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
    Some((midnight + seconds + shift - offset(rest)?) as f64 + fraction)
}

/// Words between a day and its time.
const BEFORE: [&str; 7] = ["@ ", "at ", "à ", "um ", "a las ", "alle ", "às "];

/// `10h45` as `10:45`, and `9h` as `9:00`.
fn in_colons(time: &str) -> String {
    let hour = time.bytes().take_while(u8::is_ascii_digit).count();
    match time[hour..].strip_prefix('h') {
        Some("") => format!("{}:00", &time[..hour]),
        Some(minutes) if matches!(hour, 1 | 2) && minutes.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("{}:{minutes}", &time[..hour])
        }
        _ => time.to_owned(),
    }
}

/// The offset from UTC in seconds, `GMT+0100 (Central European Time)` of JavaScript among its spellings.
fn offset(zone: &[u8]) -> Option<i64> {
    let zone = match zone {
        [zone @ .., b')'] => &zone[..zone.iter().position(|byte| *byte == b'(')?],
        zone => zone,
    };
    let zone = zone.trim_ascii();
    let sign = |rest: &[u8]| rest.starts_with(b"+") || rest.starts_with(b"-");
    if let Some(offset) = std::str::from_utf8(zone).ok().and_then(crate::spelling::clock::zone) {
        return Some(i64::from(offset));
    }
    let bare = zone.strip_prefix(b"GMT").or_else(|| zone.strip_prefix(b"UTC")).filter(|rest| sign(rest));
    offset_seconds(bare.unwrap_or(zone))
}

/// `20130301T104500Z`.
pub(super) fn compact(text: &str) -> Option<f64> {
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
