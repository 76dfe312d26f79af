//! Dates that begin with the name of a month: `Mar 1, 2013 10:45`, C's `Mar  1 10:45:00 2013`, syslog's `Mar  1 10:45:00`.

use super::time::at;
use super::{Names, letters, number, without_weekday};
use crate::spelling::conventions::{Conventions, Hint};

/// The names of the months and their usual abbreviations, without the point behind them: English, German, French, Spanish, Italian,
/// Portuguese, Dutch, Swedish, Danish, Norwegian, Polish (as in dates) and Indonesian. No name means two months.
pub(super) static MONTHS: Names<134> = Names::new([
    ("january", 1),
    ("jan", 1),
    ("januar", 1),
    ("jän", 1),
    ("jänner", 1),
    ("janvier", 1),
    ("janv", 1),
    ("enero", 1),
    ("ene", 1),
    ("gennaio", 1),
    ("gen", 1),
    ("janeiro", 1),
    ("januari", 1),
    ("february", 2),
    ("feb", 2),
    ("februar", 2),
    ("février", 2),
    ("févr", 2),
    ("fév", 2),
    ("febrero", 2),
    ("febbraio", 2),
    ("fevereiro", 2),
    ("fev", 2),
    ("februari", 2),
    ("march", 3),
    ("mar", 3),
    ("märz", 3),
    ("mär", 3),
    ("mrz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("maart", 3),
    ("mrt", 3),
    ("april", 4),
    ("apr", 4),
    ("avril", 4),
    ("avr", 4),
    ("abril", 4),
    ("abr", 4),
    ("aprile", 4),
    ("may", 5),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("mag", 5),
    ("maio", 5),
    ("mei", 5),
    ("june", 6),
    ("jun", 6),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("giu", 6),
    ("junho", 6),
    ("july", 7),
    ("jul", 7),
    ("juli", 7),
    ("juillet", 7),
    ("juil", 7),
    ("julio", 7),
    ("luglio", 7),
    ("lug", 7),
    ("julho", 7),
    ("august", 8),
    ("aug", 8),
    ("août", 8),
    ("agosto", 8),
    ("ago", 8),
    ("augustus", 8),
    ("september", 9),
    ("sep", 9),
    ("sept", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("settembre", 9),
    ("set", 9),
    ("setembro", 9),
    ("october", 10),
    ("oct", 10),
    ("oktober", 10),
    ("okt", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("ott", 10),
    ("outubro", 10),
    ("out", 10),
    ("november", 11),
    ("nov", 11),
    ("novembre", 11),
    ("noviembre", 11),
    ("novembro", 11),
    ("december", 12),
    ("dec", 12),
    ("dezember", 12),
    ("dez", 12),
    ("décembre", 12),
    ("déc", 12),
    ("diciembre", 12),
    ("dicembre", 12),
    ("dic", 12),
    ("dezembro", 12),
    ("stycznia", 1),
    ("sty", 1),
    ("lutego", 2),
    ("lut", 2),
    ("marts", 3),
    ("marca", 3),
    ("maret", 3),
    ("kwietnia", 4),
    ("kwi", 4),
    ("maj", 5),
    ("maja", 5),
    ("czerwca", 6),
    ("cze", 6),
    ("lipca", 7),
    ("lip", 7),
    ("augusti", 8),
    ("sierpnia", 8),
    ("sie", 8),
    ("agustus", 8),
    ("wrzesnia", 9),
    ("września", 9),
    ("wrz", 9),
    ("października", 10),
    ("paź", 10),
    ("listopada", 11),
    ("lis", 11),
    ("desember", 12),
    ("des", 12),
    ("grudnia", 12),
    ("gru", 12),
]);

/// A leap year for dates that tell none, so that 29 February is one.
const NO_YEAR: i64 = 2_000;

/// The number of the month with this name, from 1.
pub(super) fn month_of(name: &str) -> Option<i64> {
    MONTHS.get(name)
}

/// The timestamp of a date that begins with the name of its month, or with a day after that of its weekday.
pub(super) fn parse(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return super::by_digits::parse(text, conventions);
    }
    let (name, rest) = letters(text);
    let month = month_of(name)?;
    let (day, rest) = number(rest.strip_prefix('.').unwrap_or(rest).trim_start()).filter(|(day, _)| day.0 <= 2)?;
    let rest = super::by_digits::without_ordinal(rest).unwrap_or(rest);
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
