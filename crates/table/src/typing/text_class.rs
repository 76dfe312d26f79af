//! What a string would be if it had been written as something else.

use super::parse_datetime;

/// What a string reads as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextClass {
    /// A spelling of nothing: `""`, `"NA"`, `"nan"`, …
    Null,
    /// A number.
    Number(f64),
    /// A spelling of true or false other than a digit.
    Boolean(bool),
    /// A moment, in seconds since 1970-01-01T00:00:00Z.
    Datetime(f64),
    /// Something else.
    Other,
}

/// The spellings of a missing value that pandas reads as one, less those that are words in ordinary columns, and the one
/// of MySQL and Hive.
const NULLS: [&str; 14] =
    ["", "\\N", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NaT", "null", "NULL", "None", "-nan"];

/// Classifies one string; white space around it does not count.
pub fn classify_text(text: &str) -> TextClass {
    let text = text.trim();
    if NULLS.contains(&text) {
        return TextClass::Null;
    }
    if let Some(number) = parse_number(text) {
        return TextClass::Number(number);
    }
    match text {
        "true" | "True" | "TRUE" => return TextClass::Boolean(true),
        "false" | "False" | "FALSE" => return TextClass::Boolean(false),
        _ => {}
    }
    parse_datetime(text).map_or(TextClass::Other, TextClass::Datetime)
}

/// A decimal number or an infinity; `f64::from_str` alone would take `infinity` in any case and `nan`.
fn parse_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    match digits.as_bytes().first()? {
        b'0'..=b'9' | b'.' => text.parse().ok(),
        b'I' | b'i' if matches!(digits, "Infinity" | "inf" | "Inf") => {
            Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_read_as_what_they_spell() {
        assert_eq!(classify_text(" 12.30 "), TextClass::Number(12.3));
        assert_eq!(classify_text("-1e3"), TextClass::Number(-1000.0));
        assert_eq!(classify_text("-Infinity"), TextClass::Number(f64::NEG_INFINITY));
        assert_eq!(classify_text("NaN"), TextClass::Null);
        assert_eq!(classify_text("  "), TextClass::Null);
        assert_eq!(classify_text("True"), TextClass::Boolean(true));
        assert_eq!(classify_text("1970-01-02"), TextClass::Datetime(86_400.0));
        for other in ["infinite", "N12345", "1.2.3", "-", ".", "0x10", "1_000", "nano"] {
            assert_eq!(classify_text(other), TextClass::Other, "{other}");
        }
    }
}
