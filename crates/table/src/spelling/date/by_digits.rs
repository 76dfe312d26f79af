//! Dates that begin with digits: `3/1/2013`, `01.03.13`, `01. 03. 2013`, `2013/03/01`, `1 March 2013`, `01-MAR-13`, `2013年3月1日`.

use super::by_month::month_of;
use super::time::at;
use super::{letters, number, year};
use crate::spelling::conventions::{Conventions, Hint};

/// The timestamp of a date that begins with digits, and a time behind it.
pub(super) fn parse(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    let (first, rest) = number(text)?;
    // `01MAR2013`, as SAS writes it.
    let (name, behind) = letters(rest);
    if let Some(month) = month_of(name).filter(|_| name.len() == 3) {
        let (last, rest) = number(behind)?;
        return Some((at(year(last)?, month, first.1, rest)?, Hint::None));
    }
    // `1er mars`, `1º de março`, `1st March`, `1st of March`.
    let rest = without_ordinal(rest).filter(|after| after.starts_with(' ')).unwrap_or(rest);
    let sign = rest.chars().next().filter(|sign| matches!(sign, '/' | '.' | '-' | ' ' | ':'))?;
    // `1. 3. 2013`, `1. March 2013`.
    let after = |rest: &'_ str| if sign == '.' { rest.strip_prefix(' ').unwrap_or(rest).len() } else { rest.len() };
    let skip = |rest: &'_ str| rest.len() - after(rest);
    let rest = &rest[1..];
    let rest = &rest[skip(rest)..];
    let (name, after_name) = letters(rest.strip_prefix("de ").or_else(|| rest.strip_prefix("of ")).unwrap_or(rest));
    let after_name = after_name.strip_prefix('.').filter(|after| after.starts_with(' ')).unwrap_or(after_name);
    if let Some(month) = month_of(name) {
        return with_month(first, month, after_name, sign);
    }
    let (second, rest) = number(rest)?;
    let rest = rest.strip_prefix(sign)?;
    let (third, rest) = number(&rest[skip(rest)..])?;
    match (sign, [first.0, second.0, third.0]) {
        ('/', [4, 1 | 2, 1 | 2]) => Some((at(first.1, second.1, third.1, rest)?, Hint::None)),
        // An hour alone, `2013-03-01 10`; EXIF's `2013:03:01 10:45:00`; a version, `2013.03.01`, has no time.
        ('-' | '.' | ':', [4, 2, 2]) if !rest.is_empty() => {
            let hour = (rest.len() == 3).then(|| format!("{rest}:00"));
            Some((at(first.1, second.1, third.1, hour.as_deref().unwrap_or(rest))?, Hint::None))
        }
        // A version, `1.2.13`, has no zeros to fill up.
        ('.', [1 | 2, 1 | 2, 4] | [2, 2, 2]) => Some((at(year(third)?, second.1, first.1, rest)?, Hint::None)),
        ('/', [1 | 2, 1 | 2, 4 | 2]) | ('-', [1 | 2, 1 | 2, 4] | [2, 2, 2]) => {
            let (is_day_first, hint) = match (first.1 > 12, second.1 > 12) {
                (true, false) => (true, Hint::DayFirst),
                (false, true) => (false, Hint::MonthFirst),
                // The same day either way.
                _ if first.1 == second.1 => (false, Hint::None),
                _ => (conventions.day_first, Hint::DayOrMonth),
            };
            let (day, month) = if is_day_first { (first.1, second.1) } else { (second.1, first.1) };
            Some((at(year(third)?, month, day, rest)?, hint))
        }
        _ => None,
    }
}

/// What follows the ending of an ordinal number.
pub(super) fn without_ordinal(text: &str) -> Option<&str> {
    ["er", "º", "st", "nd", "rd", "th"].into_iter().find_map(|ending| text.strip_prefix(ending))
}

/// `1 March 2013`, `01-MAR-13`, `2013-Mar-01`: what follows the name of the month.
fn with_month(first: (usize, i64), month: i64, rest: &str, sign: char) -> Option<(f64, Hint)> {
    let rest = rest.strip_prefix([sign, ',', ' '])?;
    let rest = rest.trim_start();
    let (last, rest) = number(rest.strip_prefix("de ").unwrap_or(rest))?;
    let (year_digits, day) = if first.0 == 4 { (first, last) } else { (last, first) };
    let is_day = day.0 <= 2 && (year_digits.0 == 4 || sign != '.');
    Some((at(year(year_digits)?, month, day.1, rest).filter(|_| is_day)?, Hint::None))
}

/// `2013年3月1日`, `2013년 3월 1일 10:45`, `2013年3月1日10時45分`, `2013年3月`.
pub(super) fn east_asian(text: &str) -> Option<f64> {
    let (first, rest) = number(text).filter(|(first, _)| first.0 == 4)?;
    after_year(first.1, rest.strip_prefix(['年', '년'])?.trim_start())
}

/// The first years of Japanese eras, less one.
const ERAS: [(&str, i64); 3] = [("令和", 2_018), ("平成", 1_988), ("昭和", 1_925)];

/// `令和8年3月1日`, `平成元年1月8日`: years of a Japanese era.
pub(super) fn of_era(text: &str) -> Option<f64> {
    let (rest, before) = ERAS.into_iter().find_map(|(era, before)| Some((text.strip_prefix(era)?, before)))?;
    let ((_, year), rest) = rest.strip_prefix('元').map_or_else(|| number(rest), |rest| Some(((1, 1), rest)))?;
    after_year(before + year, rest.strip_prefix('年')?)
}

/// `3月1日10時45分` of a year.
fn after_year(year: i64, text: &str) -> Option<f64> {
    let (month, rest) = number(text)?;
    let rest = rest.strip_prefix(['月', '월'])?.trim_start();
    if rest.is_empty() {
        return at(year, month.1, 1, "");
    }
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix(['日', '일'])?.trim_start();
    if rest.is_empty() {
        return at(year, month.1, day.1, "");
    }
    let clock: String = rest.chars().filter_map(clock_sign).collect();
    at(year, month.1, day.1, &format!(" {}", clock.trim_end_matches(':')))
}

fn clock_sign(letter: char) -> Option<char> {
    match letter {
        '時' | '时' | '시' | '分' | '분' => Some(':'),
        '秒' | '초' | ' ' => None,
        other => Some(other),
    }
}
