//! Dates that begin with the name of a month: `Mar 1, 2013 10:45`, C's `Mar  1 10:45:00 2013`, syslog's `Mar  1 10:45:00`.

use super::time::at;
use super::{letters, named, number, without_weekday};
use crate::spelling::conventions::{Conventions, Hint};

/// The names of the months and their usual abbreviations, without the point behind them: English, German, French, Spanish, Italian,
/// Portuguese and Dutch. No name means two months.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jän", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro",
        "januari",
    ],
    &["february", "feb", "februar", "février", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari"],
    &["march", "mar", "märz", "mär", "mrz", "mars", "marzo", "março", "maart", "mrt"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho"],
    &["august", "aug", "août", "agosto", "ago", "augustus"],
    &["september", "sep", "sept", "septembre", "septiembre", "settembre", "set", "setembro"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &["december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dicembre", "dic", "dezembro"],
];

/// A leap year for dates that tell none, so that 29 February is one.
const NO_YEAR: i64 = 2_000;

/// The number of the month with this name, from 1.
pub(super) fn month_of(name: &str) -> Option<i64> {
    named(name, &MONTHS)
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
    let rest = rest.strip_prefix("de ").unwrap_or(rest);
    let (year, _) =
        number(rest).filter(|(year, rest)| rest.is_empty() && (year.0 == 4 || year.0 == 2 && sign == '-'))?;
    Some((month, year))
}
