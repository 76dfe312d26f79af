//! Parses numbers as people write them: `1,234.50`, `1.234,50`, `$12`, `12.5 %`, `0,75`.
//!
//! Spreadsheets, reports and forms write numbers for the eye. Read as labels they would be nearly as many as rows, and
//! drift in them would go unseen, so they are numbers here:
//!
//! - a sign of currency before or behind the digits is left out, and `%` behind them is a hundredth: `12.5 %` is 0.125, as it
//!   is to the spreadsheets that write it, and in the number before it was formatted;
//! - thousands may be separated by commas, by points where a decimal comma follows, by apostrophes and by no-break spaces,
//!   always into groups of three;
//! - the decimal sign is a point or a comma.
//!
//! `12,345` may be either: it is 12345, unless other values of the column have decimal commas and none has commas for
//! thousands. A text with several points and no comma is a version or an address, not a number.

use super::conventions::{Conventions, Hint};

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 48;

/// Signs of currencies.
const SIGNS: [char; 8] = ['$', '€', '£', '¥', '₹', '₽', '₩', '₿'];

/// The number that a text spells, and what that says of how the column writes them; `None` where it spells none. Plain
/// numbers are not for here.
#[inline(never)]
pub(crate) fn parse(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
    if text.len() > LONGEST {
        return None;
    }
    let (negative, text) = without_sign(text);
    let bare = without_unit(text);
    let has_unit = bare.len() < text.len();
    let (negative, bare) = match without_sign(bare) {
        (true, _) if negative => return None,
        (second, bare) => (negative || second, bare),
    };
    if !bare.starts_with(|first: char| first.is_ascii_digit()) || !bare.ends_with(|last: char| last.is_ascii_digit()) {
        return None;
    }
    let is_plain = bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain && !has_unit
        || !bare.chars().all(|letter| letter.is_ascii_digit() || ",.".contains(letter) || is_space(letter))
    {
        return None;
    }
    let (digits, hint) = if is_plain { (bare.to_owned(), Hint::None) } else { ungrouped(bare, conventions)? };
    // No price has three decimals, so the comma of `$1,250` is clear.
    let hint = if hint == Hint::Comma && text.contains(SIGNS) { Hint::ThousandsComma } else { hint };
    // By its exponent, so that the hundredth is rounded once.
    let digits = if text.ends_with('%') { digits + "e-2" } else { digits };
    let number: f64 = digits.parse().ok()?;
    Some((if negative { -number } else { number }, hint))
}

fn without_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn without_unit(text: &str) -> &str {
    let text = text.strip_prefix(SIGNS).map_or(text, str::trim_start);
    text.strip_suffix(SIGNS).or_else(|| text.strip_suffix('%')).map_or(text, str::trim_end)
}

/// What parts thousands and nothing else.
fn is_space(sign: char) -> bool {
    matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}')
}

/// Digits with a decimal point only, of digits with signs between them.
fn ungrouped(text: &str, conventions: Conventions) -> Option<(String, Hint)> {
    let groups: Vec<&str> = text.split(|letter: char| !letter.is_ascii_digit()).collect();
    let signs: Vec<char> = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    if groups.iter().any(|group| group.is_empty()) {
        return None;
    }
    let (&last, before) = signs.split_last()?;
    let are_all = |wanted: char| before.iter().all(|sign| *sign == wanted);
    let is_split = before.first().is_none_or(|first| is_space(*first) && are_all(*first));
    let could_be_group = groups.last().is_some_and(|group| group.len() == 3);
    // Whether the last sign stands before decimals, and what that tells.
    let (is_decimal, hint) = match last {
        ',' if before.is_empty() && could_be_group && groups[0].len() <= 3 && !groups[0].starts_with('0') => {
            (conventions.decimal_comma, Hint::Comma)
        }
        ',' if before.is_empty() => (true, Hint::DecimalComma),
        ',' if are_all(',') => (false, Hint::ThousandsComma),
        ',' if are_all('.') || is_split => (true, Hint::DecimalComma),
        '.' if are_all(',') && !before.is_empty() => (true, Hint::ThousandsComma),
        '.' if is_split && !before.is_empty() => (true, Hint::None),
        _ if is_space(last) && are_all(last) => (false, Hint::None),
        _ => return None,
    };
    let whole = if is_decimal { &groups[..groups.len() - 1] } else { &groups[..] };
    let (first, rest) = whole.split_first()?;
    if !rest.is_empty() && (first.len() > 3 || first.starts_with('0') || rest.iter().any(|group| group.len() != 3)) {
        return None;
    }
    let mut digits = whole.concat();
    if is_decimal {
        digits.push('.');
        digits.push_str(groups.last()?);
    }
    Some((digits, hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<f64> {
        parse(text, Conventions::default()).map(|(number, _)| number)
    }

    #[test]
    fn numbers_for_the_eye_are_numbers() {
        for (text, expected) in [
            ("1,234", 1_234.0),
            ("1,234.5", 1_234.5),
            ("-1,234,567.25", -1_234_567.25),
            ("1.234,50", 1_234.5),
            ("1.234.567,5", 1_234_567.5),
            ("0,75", 0.75),
            ("0,750", 0.75),
            ("3,5", 3.5),
            ("1234,567", 1_234.567),
            ("1\u{202f}234\u{202f}567", 1_234_567.0),
            ("1\u{a0}234,5", 1_234.5),
            ("1'234.50", 1_234.5),
            ("12.5%", 0.125),
            ("12,5 %", 0.125),
            ("$1,234.50", 1_234.5),
            ("-$5", -5.0),
            ("$-5", -5.0),
            ("9.99 €", 9.99),
            ("€ 9,99", 9.99),
            ("\u{2212}1,5", -1.5),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn lists_versions_and_addresses_are_no_numbers() {
        for text in [
            "1,2,3",
            "1,23,456",
            "12,34.5",
            "1.2.3",
            "1.234.567",
            "10.0.0.1",
            "52.5,13.4",
            "1,",
            ",5",
            "$",
            "%",
            "5%5",
            "--5",
            "-$-5",
            "1 234",
            "1_000",
            "$1.2.3",
            "a1,000",
            "1,000b",
            "0,123,456",
            "1234,567,890",
            "",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"1,000".repeat(20)), None);
    }

    #[test]
    fn the_column_decides_what_a_lone_comma_means() {
        let comma = Conventions { decimal_comma: true, ..Conventions::default() };
        assert_eq!(parse("12,345", Conventions::default()), Some((12_345.0, Hint::Comma)));
        assert_eq!(parse("12,345", comma), Some((12.345, Hint::Comma)));
        assert_eq!(parse("$12,345", Conventions::default()), Some((12_345.0, Hint::ThousandsComma)));
        assert_eq!(parse("12,345.5", comma), Some((12_345.5, Hint::ThousandsComma)));
    }
}
