//! Months, weeks and quarters, as timestamps of their beginning: `2013-03`, `03/2013`, `March 2013`, `Mar-13`, `2013-W09`, `2013-Q1`, `Q1 2013`.

use driftscope_report::calendar::{days_from_civil, digits};

use super::by_month::month_and_year;
use super::{midnight, year};

/// Bytes of the longest: `septiembre de 2013`.
const LONGEST: usize = 20;

/// The beginning of a period.
pub(super) fn parse(text: &str) -> Option<f64> {
    if text.len() > LONGEST {
        return None;
    }
    let seconds = month(text).or_else(|| week(text)).or_else(|| quarter(text)).or_else(|| {
        let (month, digits) = month_and_year(text)?;
        midnight(year(digits)?, month, 1)
    })?;
    Some(seconds as f64)
}

/// `2013-03`, `03/2013`.
fn month(text: &str) -> Option<i64> {
    let (year, month) = text.split_once('-').or_else(|| text.split_once('/').map(|(month, year)| (year, month)))?;
    if (year.len(), month.len()) != (4, 2) {
        return None;
    }
    midnight(digits(year.as_bytes())?, digits(month.as_bytes())?, 1)
}

/// `2013-W09`, `2013W09`, `2013-W09-5`: the first week of a year is that of 4 January, and weeks begin on Mondays (ISO 8601).
fn week(text: &str) -> Option<i64> {
    let year = digits(text.as_bytes().get(..4)?).filter(|year| (1800..2200).contains(year))?;
    let rest = text[4..].strip_prefix('-').unwrap_or(&text[4..]).strip_prefix('W')?;
    let (week, day) = rest.split_at_checked(2)?;
    let day = match day {
        "" => 1,
        day => digits(day.strip_prefix('-').unwrap_or(day).as_bytes()).filter(|day| (1..=7).contains(day))?,
    };
    let week = digits(week.as_bytes()).filter(|week| (1..=53).contains(week))?;
    let january = days_from_civil(year, 1, 4);
    // 1970-01-01 was a Thursday.
    let monday = january - (january + 3).rem_euclid(7);
    Some((monday + (week - 1) * 7 + day - 1) * 86_400)
}

/// `2013-Q1`, `2013Q1`, `Q1 2013`, `Q1-2013`.
fn quarter(text: &str) -> Option<i64> {
    let (year, quarter) = match text.strip_prefix('Q') {
        Some(rest) => (rest.get(1..)?.strip_prefix([' ', '-', '/'])?, rest.get(..1)?),
        None => (text.get(..4)?, text[4..].strip_prefix(['-', ' ']).unwrap_or(&text[4..]).strip_prefix('Q')?),
    };
    let quarter = digits(quarter.as_bytes()).filter(|number| quarter.len() == 1 && (1..=4).contains(number))?;
    midnight(digits(year.as_bytes()).filter(|_| year.len() == 4)?, quarter * 3 - 2, 1)
}
