//! Classifies a string by the value that it spells: a number, a boolean, a date-time, or text.

use driftscope_report::calendar::parse_datetime;

use super::conventions::{Conventions, Hint};
use super::number::{self, Suffix};
use super::{compound, coordinate, date, duration, literal, typeset};

/// What a string reads as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextClass {
    /// A spelling of nothing: `""`, `"NA"`, `"nan"`, …
    Null,
    /// A number.
    Number(f64),
    /// A spelling of true or false other than a digit.
    Boolean(bool),
    /// A timestamp, in seconds since 1970-01-01T00:00:00Z.
    Datetime(f64),
    /// Something else.
    Other,
}

/// The spellings of a missing value that pandas reads as one, less those that are words in ordinary columns, the one of
/// MySQL and Hive, what spreadsheets write where a formula fails, and ClickHouse's.
const NULLS: [&str; 30] = [
    "",
    "\\N",
    "NA",
    "N/A",
    "n/a",
    "#N/A",
    "#NA",
    "#N/A N/A",
    "<NA>",
    "NaN",
    "nan",
    "NaT",
    "null",
    "NULL",
    "None",
    "-nan",
    "-NaN",
    "1.#IND",
    "-1.#IND",
    "1.#QNAN",
    "-1.#QNAN",
    "(null)",
    "<null>",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "ᴺᵁᴸᴸ",
];

/// Bytes of the longest of them.
const LONGEST_NULL: usize = 12;

/// Classifies one string; white space around it does not count. Where its column would have to say what it means, that
/// is left at what is usual (`Conventions`).
pub fn classify_text(text: &str) -> TextClass {
    classify(text, Conventions::default()).class
}

/// A string of a column.
pub(crate) struct Classified {
    pub class: TextClass,
    /// What it says of how the column is written.
    pub hint: Hint,
    /// What stands behind the number, for the column to decide about.
    pub suffix: Option<Suffix>,
    /// It spells a limit, which may be the label of a range.
    pub is_limit: bool,
    /// It spells a number or a timestamp as people write them, and programs do not.
    pub is_written_out: bool,
}

/// Classifies one string of a column that is written so.
pub(crate) fn classify(text: &str, conventions: Conventions) -> Classified {
    let text = text.trim();
    let found =
        |class, is_written_out| Classified { class, hint: Hint::None, suffix: None, is_limit: false, is_written_out };
    if let Some(class) = plain(text) {
        return found(class, false);
    }
    let content = literal::content(text);
    let text = content.as_deref().unwrap_or(text);
    let plainly = typeset::plainly(text);
    let text = plainly.as_deref().unwrap_or(text);
    if let Some(class) = plainly.as_deref().or(content.as_deref()).and_then(plain) {
        // The content of a literal is as programs write it; a text in quotes that spells nothing is a text.
        return found(if class == TextClass::Null { TextClass::Other } else { class }, plainly.is_some());
    }
    let spelled = number::parse(text, conventions).or_else(|| compound::parse(text, conventions));
    let number = spelled.map(|found| (TextClass::Number(found.number), found.hint));
    let timestamp = || date::parse(text, conventions).map(|(timestamp, hint)| (TextClass::Datetime(timestamp), hint));
    let span = || duration::parse(text).or_else(|| coordinate::parse(text));
    let span = || span().map(|number| (TextClass::Number(number), Hint::None));
    let found = number.or_else(timestamp).or_else(span);
    let is_written_out = found.is_some();
    let (class, hint) = found.unwrap_or((TextClass::Other, Hint::None));
    let (suffix, is_limit) = spelled.map_or((None, false), |found| (found.suffix, found.is_limit));
    Classified { class, hint, suffix, is_limit, is_written_out }
}

/// What a string reads as that is written as programs write.
fn plain(text: &str) -> Option<TextClass> {
    if text.len() <= LONGEST_NULL && NULLS.contains(&text) {
        return Some(TextClass::Null);
    }
    if let Some(number) = parse_number(text) {
        return Some(TextClass::Number(number));
    }
    match text {
        "true" | "True" | "TRUE" => Some(TextClass::Boolean(true)),
        "false" | "False" | "FALSE" => Some(TextClass::Boolean(false)),
        _ => parse_datetime(text).map(TextClass::Datetime),
    }
}

/// A decimal number or an infinity; `f64::from_str` alone would take `infinity` in any case and `nan`.
fn parse_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    match digits.as_bytes().first()? {
        // `1E10` is a code.
        b'0'..=b'9' if digits.split_once('E').is_some_and(|(one, other)| is_whole(one) && is_whole(other)) => None,
        b'0'..=b'9' | b'.' => text.parse().ok(),
        b'I' | b'i' if matches!(digits, "Infinity" | "inf" | "Inf") => {
            Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        _ => None,
    }
}

fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::conventions::Units;

    #[test]
    fn strings_read_as_what_they_spell() {
        assert_eq!(classify_text(" 12.30 "), TextClass::Number(12.3));
        assert_eq!(classify_text("-1e3"), TextClass::Number(-1000.0));
        assert_eq!(classify_text("-Infinity"), TextClass::Number(f64::NEG_INFINITY));
        assert_eq!(classify_text("NaN"), TextClass::Null);
        assert_eq!(classify_text("  "), TextClass::Null);
        assert_eq!(classify_text("True"), TextClass::Boolean(true));
        assert_eq!(classify_text("1970-01-02"), TextClass::Datetime(86_400.0));
        assert_eq!(classify_text("1,234.5"), TextClass::Number(1_234.5));
        assert_eq!(classify_text("2/1/1970"), TextClass::Datetime(31.0 * 86_400.0));
        assert_eq!(classify_text("0:00:00.5"), TextClass::Number(0.5));
        assert_eq!(classify_text("1E+10"), TextClass::Number(1e10));
        assert_eq!(classify_text("np.float64(0.5)"), TextClass::Number(0.5));
        assert_eq!(classify_text("datetime.date(1970, 1, 2)"), TextClass::Datetime(86_400.0));
        assert_eq!(classify_text("46°30'S"), TextClass::Number(-46.5));
        for null in NULLS {
            assert_eq!(classify_text(null), TextClass::Null, "{null}");
        }
        for other in ["infinite", "N12345", "1E10", "'abc'", "''", "1.2.3", "-", ".", "0x10", "1_000", "nano"] {
            assert_eq!(classify_text(other), TextClass::Other, "{other}");
        }
    }

    #[test]
    fn no_string_makes_it_stumble() {
        let pieces = [
            "0",
            "1",
            "12",
            "999",
            "2024",
            "00",
            ",",
            ".",
            ":",
            "/",
            "-",
            "+",
            " ",
            "T",
            "Z",
            "P",
            "D",
            "H",
            "M",
            "S",
            "$",
            "€",
            "%",
            "'",
            "day",
            " days ",
            "Mar",
            "Fri",
            ", ",
            "AM",
            "pm",
            "GMT",
            "[",
            "]",
            "\u{a0}",
            "e5",
            "inf",
            "np.float64(",
            "datetime.datetime(",
            ")",
            "°",
            "N",
            "½",
            " 1/2",
            "×10^",
            "x10-3",
            "³",
            "٣",
            "<",
            "+",
        ];
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut meant = 0;
        for _ in 0..200_000 {
            let text: String = (0..=next(9)).map(|_| pieces[next(pieces.len())]).collect();
            for decimal_comma in [false, true] {
                let class =
                    classify(&text, Conventions { decimal_comma, day_first: decimal_comma, units: Units::Any }).class;
                assert!(!matches!(class, TextClass::Datetime(timestamp) if !timestamp.is_finite()), "{text}");
                meant += u32::from(class != TextClass::Other);
            }
        }
        assert!(meant > 5_000, "{meant}");
    }
}
