//! Parses timestamps as mail, web servers, databases, spreadsheets and people write them: `Fri, 01 Mar 2013 10:45:00 GMT`,
//! `01/Mar/2013:10:45:00 +0000`, `3/1/13 10:45 AM`, `01. 03. 2013`, `Mar 1, 2013 @ 10:45:00.000`, `01-MAR-13 10.45.00 AM`,
//! `1. März 2013`, `1er mars 2013`, `1 de marzo de 2013`, `2013年3月1日`, `20130301T104500Z`, `/Date(1362134700000)/`; and months, weeks and quarters, `2013-03`, `March 2013`, `2013-W09`,
//! `2013-Q1`, which stand for their beginning.
//!
//! Years are those from 1800 to 2199, so that versions and amounts stay what they are. One of two digits is from 1969 to 2068, as
//! POSIX has it. With points the day comes first; with slashes or hyphens the column decides ([`Conventions`]). A timestamp without
//! an offset counts as UTC, as in [`calendar`](driftscope_report::calendar). An abbreviation of a zone counts where it means one offset;
//! no timestamp is made of one with `CST`, which means several. What has no year, as in the logs of syslog, is read in the leap year 2000.

mod by_digits;
mod by_month;
mod periods;
mod time;

use std::borrow::Cow;

use super::conventions::{Conventions, Hint};
use driftscope_report::calendar::{days_from_civil, days_in_month, digits, parse_datetime};

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 96;

/// Bytes of the shortest: `Mar-13`.
const SHORTEST: usize = 6;

/// Seconds since 1970-01-01T00:00:00Z, and what the text says of how its column writes dates; `None` where it is no
/// timestamp. Those of ISO 8601 are not for here, but for the name of a zone behind them.
#[inline(never)]
pub(crate) fn parse(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if text.len() < SHORTEST || text.len() > LONGEST {
        return None;
    }
    let plain = |at: f64| (at, Hint::None);
    match text.as_bytes()[0] {
        b'0'..=b'9' if !text.is_ascii() => {
            by_digits::east_asian(text).map(plain).or_else(|| by_digits::parse(text, conventions))
        }
        b'0'..=b'9' if text.ends_with(']') => with_zone(text).map(plain),
        b'0'..=b'9' => periods::parse(text)
            .or_else(|| time::compact(text))
            .or_else(|| with_abbreviation(text))
            .map(plain)
            .or_else(|| by_digits::parse(text, conventions)),
        b'/' => of_milliseconds(text).map(plain),
        first if first.is_ascii_alphabetic() || first >= 0x80 => {
            by_name(text, conventions).or_else(|| by_digits::of_era(text).map(plain))
        }
        _ => None,
    }
}

/// Whether a timestamp names its zone, or counts from 1970 in UTC: `Z`, `UTC`, `+02:00`, `+0200`, `PST` behind the time.
pub(crate) fn names_zone(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with("/Date(") || text.ends_with(']') {
        return true;
    }
    // A date alone has none, and nothing before the minutes is one.
    let of_digits = || {
        text.as_bytes().windows(3).position(|of| of[0].is_ascii_digit() && of[1] | 32 == b't' && of[2].is_ascii_digit())
    };
    let Some(behind) = text.find(':').or_else(of_digits).and_then(|at| text.get(at + 1..)) else { return false };
    let mut words = behind.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let is_of_clock = |word: &str| ["am", "pm", "uhr", "t"].iter().any(|known| known.eq_ignore_ascii_case(word));
    behind.contains(['+', '-']) || words.any(|word| !is_of_clock(word))
}

/// A date that begins with the name of a weekday or a month, or with a quarter, and has digits as all dates have: most texts are words, and
/// are done after one look at their first.
fn by_name(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bare = without_weekday(text);
    let is_date = bare.len() < text.len() || text.starts_with('Q') || by_month::month_of(letters(text).0).is_some();
    is_date
        .then(|| periods::parse(text).map(|at| (at, Hint::None)).or_else(|| by_month::parse(bare, conventions)))
        .flatten()
}

/// `2013-03-01T10:45:00+01:00[Europe/Berlin]`: the offset says it all, and without one the zone would have to.
fn with_zone(text: &str) -> Option<f64> {
    let (timestamp, zone) = text.strip_suffix(']')?.split_once('[')?;
    let has_offset = timestamp.ends_with('Z') || timestamp.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    (has_offset && !zone.is_empty()).then(|| parse_datetime(timestamp)).flatten()
}

/// `2013-03-01 10:45:00.123456789 +0100 CET`, as Go writes it: the offset says it all.
fn with_abbreviation(text: &str) -> Option<f64> {
    let (timestamp, zone) = text.rsplit_once(' ')?;
    let has_offset = timestamp.rsplit_once(' ').is_some_and(|(_, offset)| offset.starts_with(['+', '-']));
    let is_name = has_offset && zone.bytes().all(|byte| byte.is_ascii_uppercase());
    is_name.then(|| parse_datetime(timestamp)).flatten()
}

/// `/Date(1362134700000+0100)/`, as older .NET writes it: the milliseconds count from 1970 in UTC, whatever the offset.
fn of_milliseconds(text: &str) -> Option<f64> {
    let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let (sign, inner) = inner.strip_prefix('-').map_or((1.0, inner), |inner| (-1.0, inner));
    let (milliseconds, offset) = inner.split_at(inner.bytes().take_while(u8::is_ascii_digit).count());
    let is_offset = offset.is_empty() || offset.len() == 5 && offset.starts_with(['+', '-']);
    let milliseconds =
        digits(milliseconds.as_bytes()).filter(|_| (1..=15).contains(&milliseconds.len()) && is_offset)?;
    Some(sign * milliseconds as f64 / 1e3)
}

/// `Fri, 01 Mar`, `Fri Mar  1`, `lundi 4 mars`: without the day's name.
fn without_weekday(text: &str) -> &str {
    let (word, rest) = letters(text);
    if DAYS.get(word).is_none() {
        return text;
    }
    rest.strip_prefix('.').unwrap_or(rest).strip_prefix(',').unwrap_or(rest).trim_start()
}

/// The names of the days of a week in the languages of the months, and their usual abbreviations.
static DAYS: Names<75> = Names::new([
    ("monday", 1),
    ("mon", 1),
    ("montag", 1),
    ("mo", 1),
    ("lundi", 1),
    ("lun", 1),
    ("lunes", 1),
    ("lunedì", 1),
    ("segunda-feira", 1),
    ("maandag", 1),
    ("ma", 1),
    ("tuesday", 2),
    ("tue", 2),
    ("tues", 2),
    ("dienstag", 2),
    ("di", 2),
    ("mardi", 2),
    ("martes", 2),
    ("martedì", 2),
    ("terça-feira", 2),
    ("dinsdag", 2),
    ("wednesday", 3),
    ("wed", 3),
    ("mittwoch", 3),
    ("mi", 3),
    ("mercredi", 3),
    ("mer", 3),
    ("miércoles", 3),
    ("mercoledì", 3),
    ("quarta-feira", 3),
    ("woensdag", 3),
    ("wo", 3),
    ("thursday", 4),
    ("thu", 4),
    ("thur", 4),
    ("thurs", 4),
    ("donnerstag", 4),
    ("do", 4),
    ("jeudi", 4),
    ("jeu", 4),
    ("jueves", 4),
    ("giovedì", 4),
    ("quinta-feira", 4),
    ("donderdag", 4),
    ("friday", 5),
    ("fri", 5),
    ("freitag", 5),
    ("fr", 5),
    ("vendredi", 5),
    ("ven", 5),
    ("viernes", 5),
    ("venerdì", 5),
    ("sexta-feira", 5),
    ("vrijdag", 5),
    ("vr", 5),
    ("saturday", 6),
    ("sat", 6),
    ("samstag", 6),
    ("sa", 6),
    ("samedi", 6),
    ("sam", 6),
    ("sábado", 6),
    ("sabato", 6),
    ("zaterdag", 6),
    ("za", 6),
    ("sunday", 7),
    ("sun", 7),
    ("sonntag", 7),
    ("so", 7),
    ("dimanche", 7),
    ("dim", 7),
    ("domingo", 7),
    ("domenica", 7),
    ("zondag", 7),
    ("zo", 7),
]);

fn midnight(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_date =
        (1800..2200).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    is_date.then(|| days_from_civil(year, month, day) * 86_400)
}

/// A year of four digits, or of two, as its number of digits and their value.
fn year((length, value): (usize, i64)) -> Option<i64> {
    match length {
        4 => Some(value),
        2 => Some(value + if value < 69 { 2_000 } else { 1_900 }),
        _ => None,
    }
}

/// The digits at the start, as their number and their value, and what follows.
fn number(text: &str) -> Option<((usize, i64), &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = (1..=4).contains(&length).then(|| digits(&text.as_bytes()[..length])).flatten()?;
    Some(((length, value), &text[length..]))
}

/// The letters at the start, and what follows; Portuguese days of the week end in `-feira`.
fn letters(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    text.split_at(if text[end..].starts_with("-feira") { end + "-feira".len() } else { end })
}

/// Names in any case, which all begin with a letter of ASCII, each with a number.
struct Names<const COUNT: usize> {
    names: [(&'static str, i64); COUNT],
    /// For each first letter, a bit for each length that a name has.
    lengths: [u32; 26],
}

impl<const COUNT: usize> Names<COUNT> {
    const fn new(names: [(&'static str, i64); COUNT]) -> Self {
        let (mut lengths, mut at) = ([0; 26], 0);
        while at < COUNT {
            let name = names[at].0.as_bytes();
            lengths[(name[0] - b'a') as usize] |= 1 << name.len();
            at += 1;
        }
        Self { names, lengths }
    }

    /// The number of a name. Nearly every text comes by here with its first word, and few words begin like a name and are as long.
    fn get(&self, word: &str) -> Option<i64> {
        let first = word.bytes().next()?.to_ascii_lowercase().wrapping_sub(b'a');
        let lengths = *self.lengths.get(usize::from(first))?;
        if word.len() >= 32 || lengths & 1 << word.len() == 0 {
            return None;
        }
        let word = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        self.names.iter().find(|(name, _)| name.eq_ignore_ascii_case(&word)).map(|(_, number)| *number)
    }
}

#[cfg(test)]
mod tests;
