//! Parses amounts in several units at once: `1h 5m`, `2m30.5s` (Go), `1 hour 5 minutes`, `5 ft 3 in`, `5'3"`, `2 lb 3 oz`.
//!
//! The parts are of one family of units, each unit smaller than the one before, and all numbers but the last are whole. Spans of time are
//! in seconds, other amounts in the unit that comes first. One part alone is not for here: `5 m` may be minutes or metres.

use super::conventions::{Conventions, Hint, Units};
use super::number::{Spelled, Suffix};
use super::units::{self, Unit};

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 48;

/// Parts of the longest: days, hours, minutes, seconds and three fractions of them.
const MOST_PARTS: usize = 7;

/// The amount that a text spells in two parts or more; `None` where it spells none, or where the column has another unit.
#[inline(never)]
pub(crate) fn parse(text: &str, Conventions { units, .. }: Conventions) -> Option<Spelled> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    if text.len() > LONGEST || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    // Codes and identifiers have these, and no amount: each word would be looked for among all units.
    if text.bytes().any(|byte| matches!(byte, b'-' | b'_' | b':')) {
        return None;
    }
    let parts = parts(text)?;
    let [(_, first), .., _] = &parts[..] else { return None };
    let is_smaller =
        |pair: &[(&str, Unit)]| pair[1].1.is_of_family(&pair[0].1) && pair[1].1.convert(1.0, &pair[0].1) < 1.0;
    let are_whole = parts[..parts.len() - 1].iter().all(|(number, _)| !number.contains('.'));
    if !parts.windows(2).all(is_smaller) || !are_whole {
        return None;
    }
    let second = units::unit_of("s")?;
    let unit = if first.is_of_family(&second) { second } else { *first };
    let mut sum = 0.0;
    for (number, part) in &parts {
        sum += part.convert(number.parse().ok()?, &unit);
    }
    let sum = if negative { -sum } else { sum };
    let number = match units {
        Units::None | Units::Any => sum,
        Units::In(main) => unit.is_of_family(&main).then(|| unit.convert(sum, &main))?,
        Units::Scales => return None,
    };
    Some(Spelled { number, hint: Hint::None, suffix: Some(Suffix::Unit(unit)), is_limit: false })
}

/// Each number and the unit behind it.
fn parts(text: &str) -> Option<Vec<(&str, Unit)>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (number, behind) = split_where(rest, |letter| !letter.is_ascii_digit() && letter != '.');
        let (word, after) = split_where(behind.trim_start(), |letter| letter.is_ascii_digit() || " ,".contains(letter));
        let is_number = number.starts_with(|first: char| first.is_ascii_digit()) && !number.ends_with('.');
        let unit = unit(word, parts.first().map(|(_, unit)| unit))?;
        parts.push((number, unit));
        rest = after.trim_start_matches([' ', ',']);
        if !is_number || parts.len() > MOST_PARTS {
            return None;
        }
    }
    Some(parts)
}

fn split_where(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The unit of a word, beside that of the first part: `m` is a minute unless lengths come before it.
fn unit(word: &str, first: Option<&Unit>) -> Option<Unit> {
    let is_length = |unit: &Unit| units::unit_of("m").is_some_and(|metre| unit.is_of_family(&metre));
    let name = match word {
        "w" => "week",
        "d" => "day",
        "m" if !first.is_some_and(is_length) => "min",
        "'" | "’" | "′" => "ft",
        "\"" | "”" | "″" | "''" => "in",
        // `5'11`
        "" if first.is_some_and(|first| first.name == "ft") => "in",
        word => word,
    };
    units::unit_of(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, units: Units) -> Option<f64> {
        parse(text, Conventions { units, ..Conventions::default() }).map(|found| found.number)
    }

    #[test]
    fn parts_add_up() {
        for (text, expected) in [
            ("47m 30s", 2_850.0),
            ("1h 5m", 3_900.0),
            ("2m30.5s", 150.5),
            ("1h2m0s", 3_720.0),
            ("1d 2h", 93_600.0),
            ("1 hour 5 minutes", 3_900.0),
            ("2 hrs, 30 mins", 9_000.0),
            ("-1m 30s", -90.0),
            ("1s 250ms", 1.25),
            ("5'6\"", 5.5),
            ("5' 6\"", 5.5),
            ("5'6", 5.5),
            ("5 ft 6 in", 5.5),
            ("1 km 500 m", 1.5),
        ] {
            assert_eq!(number(text, Units::None), Some(expected), "{text}");
        }
        let pounds = number("2 lb 4 oz", Units::None).unwrap();
        assert!((pounds - 2.25).abs() < 1e-12, "{pounds}");
    }

    #[test]
    fn what_is_no_amount_in_parts_is_none() {
        for text in [
            "5m", "30s 5m", "1m 5m", "1.5h 30m", "1h 5kg", "1h 5", "h 5m", "1h 5x", "1..5h 3m", "1h 3.m", "5d3h2", "",
            "12",
        ] {
            assert_eq!(number(text, Units::None), None, "{text}");
        }
        assert_eq!(number("1m 30s", Units::In(units::unit_of("ms").unwrap())), Some(90_000.0));
        assert_eq!(number("1m 30s", Units::In(units::unit_of("kg").unwrap())), None);
    }
}
