//! Decides what a field is: missing, a number, true or false, or text.
//!
//! Numbers are those of JSON and a few more that other writers have: `+1`, `.5`, `1.`, `nan`, `inf`. Digits after a zero,
//! as in `007`, are a text, since only a label is written so, and so is `1E10`. What stands for thousands is never guessed.

use crate::read::lex::number::{self, Number};

/// What a field means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    /// It is empty.
    Missing,
    Number(Number),
    Boolean(bool),
    /// Other words for a missing value, such as `NA`, are left to the decision on types.
    Text,
}

/// Bytes of a number whose decimal comma is replaced.
const LONGEST: usize = 64;

/// What the text of a field means. `comma` says that numbers have a decimal comma.
#[inline]
pub(crate) fn value_of(text: &[u8], comma: bool) -> Value {
    match text.first() {
        None => Value::Missing,
        Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b',' | b' ' | b'N' | b'n' | b'I' | b'i') => number_of(text, comma),
        Some(b't' | b'T' | b'f' | b'F') => match text {
            b"true" | b"True" | b"TRUE" => Value::Boolean(true),
            b"false" | b"False" | b"FALSE" => Value::Boolean(false),
            _ => Value::Text,
        },
        Some(_) => Value::Text,
    }
}

fn number_of(text: &[u8], comma: bool) -> Value {
    let text = text.trim_ascii();
    match text {
        b"NaN" | b"nan" => return Value::Number(Number::Nan),
        _ if comma => {}
        _ => return with_point(text),
    }
    let mut copy = [0; LONGEST];
    let Some(copy) = copy.get_mut(..text.len()) else { return with_point(text) };
    copy.copy_from_slice(text);
    // A point would be for thousands here.
    if copy.contains(&b'.') {
        return Value::Text;
    }
    if let Some(place) = copy.iter_mut().find(|byte| **byte == b',') {
        *place = b'.';
    }
    with_point(copy)
}

/// The number of a text without white space around it, with a decimal point.
fn with_point(text: &[u8]) -> Value {
    let (is_negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if matches!(digits, b"inf" | b"Inf" | b"Infinity" | b"INF" | b"infinity") {
        return Value::Number(Number::Decimal(if is_negative { f64::NEG_INFINITY } else { f64::INFINITY }));
    }
    let as_json = if text.first() == Some(&b'+') { digits } else { text };
    if digits.first().is_some_and(u8::is_ascii_digit)
        && let Ok((number, end)) = number::parse(as_json, 0)
        && end == as_json.len()
    {
        return if matches!(number, Number::CapitalE(_)) { Value::Text } else { Value::Number(number) };
    }
    half_written(text, digits).map_or(Value::Text, |number| Value::Number(Number::Decimal(number)))
}

/// The number of `.5`, `1.` or `1.e5`: with no digit on one side of its point.
fn half_written(text: &[u8], digits: &[u8]) -> Option<f64> {
    let whole = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let has_zeros = whole > 1 && digits[0] == b'0';
    let rest = digits[whole..].strip_prefix(b".")?;
    let places = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let exponent = match &rest[places..] {
        [] => &b"0"[..],
        [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] => exponent,
        _ => return None,
    };
    let is_number = !has_zeros && whole + places > 0 && !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit);
    is_number.then(|| std::str::from_utf8(text).ok()?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_writers_write() {
        for (text, number) in [
            ("1", Number::Integer(1.0)),
            ("-0", Number::Integer(-0.0)),
            ("+1", Number::Integer(1.0)),
            (" 12 ", Number::Integer(12.0)),
            (".5", Number::Decimal(0.5)),
            ("-.5e1", Number::Decimal(-5.0)),
            ("1.", Number::Decimal(1.0)),
            ("+1.e-2", Number::Decimal(0.01)),
            ("1e5", Number::Decimal(1e5)),
            ("0.1", Number::Decimal(0.1)),
            ("nan", Number::Nan),
            ("NaN", Number::Nan),
            ("inf", Number::Decimal(f64::INFINITY)),
            ("-Infinity", Number::Decimal(f64::NEG_INFINITY)),
            ("9007199254740993", Number::Big),
        ] {
            assert_eq!(value_of(text.as_bytes(), false), Value::Number(number), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_a_text() {
        for text in [
            "007",
            "-007",
            "00",
            "00.5",
            "1,5",
            "1.2.3",
            "1e",
            ".",
            "-",
            "+",
            "--1",
            "+-1",
            "1E10",
            "1_000",
            "0x10",
            "2024-01-02",
        ] {
            assert_eq!(value_of(text.as_bytes(), false), Value::Text, "{text}");
        }
        for text in ["NA", "null", "None", "infinite", "Nancy", "tRUE", "yes", " ", "\\N", "e5", "1e5x"] {
            assert_eq!(value_of(text.as_bytes(), false), Value::Text, "{text}");
        }
    }

    #[test]
    fn booleans_are_spelled_in_three_ways() {
        for (text, value) in [("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false)] {
            assert_eq!(value_of(text.as_bytes(), false), Value::Boolean(value));
        }
        assert_eq!(value_of(b"", false), Value::Missing);
    }

    #[test]
    fn a_decimal_comma_leaves_no_meaning_to_the_point() {
        let number = |text: &str| value_of(text.as_bytes(), true);
        assert_eq!(number("1,5"), Value::Number(Number::Decimal(1.5)));
        assert_eq!(number("-0,25e3"), Value::Number(Number::Decimal(-250.0)));
        assert_eq!(number("12"), Value::Number(Number::Integer(12.0)));
        assert_eq!(number(",5"), Value::Number(Number::Decimal(0.5)));
        for text in ["1.500", "1.234,5", "1,2,3", ","] {
            assert_eq!(number(text), Value::Text, "{text}");
        }
    }
}
