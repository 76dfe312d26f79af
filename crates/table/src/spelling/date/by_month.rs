//! Dates that begin with the name of a month: `Mar 1, 2013 10:45`, C's `Mar  1 10:45:00 2013`, syslog's `Mar  1 10:45:00`.

use super::time::at;
use super::{letters, named, number, without_weekday};
use crate::spelling::conventions::{Conventions, Hint};

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

/// A leap year for dates that tell none, so that 29 February is one.
const NO_YEAR: i64 = 2_000;

/// The number of the month with this name, from 1.
pub(super) fn month_of(name: &str) -> Option<i64> {
    named(name, &MONTHS).or_else(|| name.eq_ignore_ascii_case("sept").then_some(9))
}

/// The timestamp of a date that begins with the name of its month, or with a day after that of its weekday.
pub(super) fn parse(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return super::by_digits::parse(text, conventions);
    }
    let (name, rest) = letters(text);
    let month = month_of(name)?;
    let (day, rest) = number(rest.strip_prefix('.').unwrap_or(rest).trim_start()).filter(|(day, _)| day.0 <= 2)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?.trim_start();
    if rest.as_bytes().get(2) == Some(&b':') {
        // The year may stand behind the time, or nowhere.
        let last = rest.rsplit_once(' ').and_then(|(time, last)| Some((time, number(last)?)));
        return match last {
            Some((time, ((4, year), ""))) => Some((at(year, month, day.1, &format!(" {time}"))?, Hint::None)),
            _ => Some((at(NO_YEAR, month, day.1, &format!(" {rest}"))?, Hint::NoYear)),
        };
    }
    let (year, rest) = number(rest).filter(|(year, _)| year.0 == 4)?;
    Some((at(year.1, month, day.1, rest)?, Hint::None))
}

/// `March 2013`, `Mar-13`, `Mar 2013`: the month and its year, as their number of digits and their value.
pub(super) fn month_and_year(text: &str) -> Option<(i64, (usize, i64))> {
    let (name, rest) = letters(without_weekday(text));
    let month = month_of(name)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, ' ' | '-' | '/' | '.'))?;
    let rest = rest[1..].trim_start();
    let (year, _) =
        number(rest).filter(|(year, rest)| rest.is_empty() && (year.0 == 4 || year.0 == 2 && sign == '-'))?;
    Some((month, year))
}
