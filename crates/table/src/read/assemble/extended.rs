//! MongoDB's Extended JSON: values that are wrapped in an object which names their type.
//!
//! `{"n": {"$numberLong": "5"}}` is the number 5 in the field `n`, as the relaxed form of the same export writes it
//! plainly. So the wrapping object gives no name to its column, and what is in it becomes the value that was meant.
//! Only within a field, since a record itself is never a wrapped value.
//!
//! Source: MongoDB Extended JSON (v2), specifications/source/extended-json of the MongoDB drivers.

use crate::read::lex::number::{self, Number};
use crate::typing::format_datetime;

/// What a key says of the value that it wraps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wrapper {
    /// It wraps nothing.
    #[default]
    None,
    /// A string: `$oid`, `$symbol`, `$uuid`.
    Text,
    /// A number in a string: `$numberInt`, `$numberLong`, `$numberDouble`, `$numberDecimal`.
    Number,
    /// A timestamp: `$date`, with milliseconds since 1970 or a string.
    Date,
}

impl Wrapper {
    /// What a key is.
    pub(crate) fn of(key: &[u8]) -> Self {
        match key {
            b"$oid" | b"$symbol" | b"$uuid" => Self::Text,
            b"$numberInt" | b"$numberLong" | b"$numberDouble" | b"$numberDecimal" => Self::Number,
            b"$date" => Self::Date,
            _ => Self::None,
        }
    }
}

/// What was meant by a wrapped value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meant {
    /// What is written there.
    Same,
    /// A number.
    Number(Number),
    /// A timestamp, spelled as the relaxed form spells it.
    Timestamp(String),
}

/// What was meant by the text of a `$number…`; within a `$date` they are milliseconds.
pub(crate) fn number_in(text: &[u8], in_date: bool) -> Meant {
    let number = match text {
        b"NaN" => Number::Nan,
        b"Infinity" => Number::Decimal(f64::INFINITY),
        b"-Infinity" => Number::Decimal(f64::NEG_INFINITY),
        [b'-' | b'0'..=b'9', ..] => match number::parse(text, 0) {
            Ok((number, end)) if end == text.len() => number,
            _ => return Meant::Same,
        },
        _ => return Meant::Same,
    };
    match number {
        Number::Integer(milliseconds) if in_date => timestamp(milliseconds),
        number => Meant::Number(number),
    }
}

/// What was meant by a number of milliseconds in a `$date`.
pub(crate) fn timestamp(milliseconds: f64) -> Meant {
    let seconds = (milliseconds / 1_000.0).floor();
    let Some(mut text) = format_datetime(seconds) else { return Meant::Same };
    let rest = (milliseconds - seconds * 1_000.0) as u32;
    if rest > 0 && text.pop().is_some() {
        text.push_str(&format!(".{rest:03}Z"));
    }
    Meant::Timestamp(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_values_are_what_was_meant() {
        assert_eq!(number_in(b"5", false), Meant::Number(Number::Integer(5.0)));
        assert_eq!(number_in(b"9007199254740993", false), Meant::Number(Number::Big));
        assert_eq!(number_in(b"NaN", false), Meant::Number(Number::Nan));
        assert_eq!(number_in(b"1E+3", false), Meant::Number(Number::Decimal(1000.0)));
        assert_eq!(number_in(b"five", false), Meant::Same);
        assert_eq!(number_in(b"1704164645678", true), Meant::Timestamp("2024-01-02T03:04:05.678Z".to_owned()));
        assert_eq!(timestamp(1_704_164_645_000.0), Meant::Timestamp("2024-01-02T03:04:05Z".to_owned()));
        assert_eq!(timestamp(-1.0), Meant::Timestamp("1969-12-31T23:59:59.999Z".to_owned()));
        assert_eq!(timestamp(1e300), Meant::Same);
    }
}
