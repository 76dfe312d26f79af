//! Parses numbers as people write them: `1,234.50`, `1.234,50`, `(12.50)`, `12-`, `$12`, `12.5 %`, `3.4K`, `70.3 kg`.
//!
//! Spreadsheets, reports and forms write numbers for the eye. Read as labels they would be nearly as many as rows, and
//! drift in them would go unseen, so they are numbers here:
//!
//! - a sign of currency before or behind the digits is left out, and `%` behind them is a hundredth: `12.5 %` is 0.125, as it
//!   is to the spreadsheets that write it, and in the number before it was formatted;
//! - in parentheses, or with a minus or DR behind it, a number is negative, as accountants have it; CR leaves it as it is;
//! - thousands may be separated by commas, by points where a decimal comma follows, by apostrophes and by blanks, always into
//!   groups of three, or as in India by commas into groups of two before the last three;
//! - the decimal sign is a point or a comma;
//! - `~`, `<`, `≥` and their like before a number, and a plus behind it, are left out: `<5` and `65+` count as their limits, unless
//!   they are among the [labels of ranges](Spelled::is_limit);
//! - a unit, the code of a currency, or K, M and B for thousands, millions and billions behind it are read where the column says
//!   that they are such ([`Conventions::units`]): `12B` may be the number of a house.
//!
//! `12,345` may be either: it is 12345, unless other values of the column have decimal commas and none has commas for
//! thousands. A text with several points and no comma is a version or an address, not a number. Nor is a row of blank groups
//! without decimals, such as `612 345 678`, which may be a telephone's.

use super::conventions::{Conventions, Hint, Units};
use super::signs::{MINUS, SIGNS, debit_or_credit, is_percent, without_about, without_sign, without_unit};
use super::units::{self, Unit};

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 48;

/// A number as it was spelled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spelled {
    pub number: f64,
    /// What it says of how the column writes numbers.
    pub hint: Hint,
    /// What stands behind it, for the column to decide about.
    pub suffix: Option<Suffix>,
    /// It is a limit, `<5`, `≥100` or `65+`: beside other numbers, a value that is known to lie beyond it; among few texts, the label of an
    /// open range.
    pub is_limit: bool,
}

/// What stands behind a number and may be part of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Suffix {
    /// A unit.
    Unit(Unit),
    /// K, M or B by their zeros; whether the number before it has decimals or a currency, as a label has not.
    Scale { zeros: u32, is_clear: bool },
}

/// The number that a text spells; `None` where it spells none. Plain numbers are not for here.
#[inline(never)]
pub(crate) fn parse(text: &str, conventions: Conventions) -> Option<Spelled> {
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = text;
    let (about, is_limit) = without_about(text);
    let (negative, text) = match about.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => debit_or_credit(about),
    };
    let is_marked = negative || text.len() < whole.len() || text.starts_with(MINUS);
    let (signed, text) = without_sign(text);
    if signed && negative {
        return None;
    }
    let (text, unit) = without_suffix(text);
    let bare = without_unit(text);
    let has_currency = bare.len() < text.len();
    let (negative, bare) = match without_sign(bare) {
        (true, _) if negative || signed => return None,
        (second, bare) => (negative || signed || second, bare),
    };
    if !bare.starts_with(|first: char| first.is_ascii_digit()) || !bare.ends_with(|last: char| last.is_ascii_digit()) {
        return None;
    }
    let is_plain = bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_sign = |letter: char| letter.is_ascii_digit() || ",. ".contains(letter) || is_space(letter);
    if is_plain && !has_currency && unit.is_none() && !is_marked || !bare.chars().all(is_sign) {
        return None;
    }
    let (digits, hint) = if is_plain { (bare.to_owned(), Hint::None) } else { ungrouped(bare, conventions)? };
    // No price has three decimals, so the comma of `$1,250` is clear.
    let hint = if hint == Hint::Comma && text.contains(SIGNS) { Hint::ThousandsComma } else { hint };
    // By its exponent, so that the hundredth is rounded once.
    let digits = if is_percent(text) { digits + "e-2" } else { digits };
    let (digits, suffix) = match unit {
        None => (digits, None),
        Some(Behind::Scale(zeros)) => {
            let is_clear = has_currency || digits.contains('.');
            (format!("{digits}e{zeros}"), Some(Suffix::Scale { zeros, is_clear }))
        }
        Some(Behind::Unit(unit)) => (digits, Some(Suffix::Unit(unit))),
    };
    let number: f64 = digits.parse().ok()?;
    let number = with_unit(if negative { -number } else { number }, suffix, conventions)?;
    Some(Spelled { number, hint, suffix, is_limit })
}

/// The number in the unit of its column; `None` where the column has no units.
fn with_unit(number: f64, suffix: Option<Suffix>, Conventions { units, .. }: Conventions) -> Option<f64> {
    match (suffix, units) {
        (None, _) | (_, Units::Any) => Some(number),
        (Some(Suffix::Unit(unit)), Units::In(main)) => Some(unit.convert(number, &main)),
        (Some(Suffix::Scale { .. }), Units::Scales) => Some(number),
        // Bytes beside kilobytes.
        (Some(Suffix::Scale { zeros: 9, .. }), Units::In(main)) => {
            let bytes = units::unit_of("B").filter(|bytes| bytes.is_of_family(&main))?;
            Some(bytes.convert(number / 1e9, &main))
        }
        _ => None,
    }
}

/// What was found behind the digits.
enum Behind {
    /// How many zeros it stands for.
    Scale(u32),
    Unit(Unit),
}

/// The text without the unit, code of a currency or scale behind its digits, or the code before them.
fn without_suffix(text: &str) -> (&str, Option<Behind>) {
    if let Some((code, rest)) = text.split_at_checked(3).filter(|(code, _)| units::is_currency(code)) {
        return (rest.trim_start(), units::currency(code).map(Behind::Unit));
    }
    let is_digit = |letter: char| letter.is_ascii_digit();
    let Some(last) = text.rfind(is_digit) else { return (text, None) };
    // `m2` and `kg/m3`: a digit may belong to the unit.
    let end = if text.ends_with("m2") || text.ends_with("m3") {
        text[..text.len() - 2].rfind(is_digit).unwrap_or(last)
    } else {
        last
    };
    let (digits, suffix) = text.split_at(end + 1);
    let word = suffix.trim_start();
    let zeros = match word {
        "K" | "k" => Some(3),
        "M" | "mn" | "mio" | "Mio" | "Mio." | "million" => Some(6),
        "B" | "bn" | "Mrd" | "Mrd." | "billion" => Some(9),
        "lakh" | "lakhs" | "lac" => Some(5),
        "crore" | "crores" | "Cr" => Some(7),
        _ => None,
    };
    let unit = units::currency(word).or_else(|| units::unit_of(word));
    // `600x` may be the name of a thing, `6.5x` is a multiple.
    let unit = unit.filter(|unit| !unit.is_multiple() || digits.contains('.'));
    match (zeros, unit) {
        (Some(zeros), _) => (digits, Some(Behind::Scale(zeros))),
        (None, Some(unit)) => (digits, Some(Behind::Unit(unit))),
        (None, None) => (text, None),
    }
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
    let is_blank = |sign: char| sign == ' ' || is_space(sign);
    let is_split = before.first().is_none_or(|first| is_blank(*first) && are_all(*first));
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
        _ if is_space(last) && are_all(last) || last == ' ' && before.is_empty() => (false, Hint::None),
        _ => return None,
    };
    let whole = if is_decimal { &groups[..groups.len() - 1] } else { &groups[..] };
    let (first, rest) = whole.split_first()?;
    let of_three = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    // `1,23,456`, as in India.
    let of_two = |(last, others): (&&str, &[&str])| last.len() == 3 && others.iter().all(|group| group.len() == 2);
    let is_indian = signs[0] == ',' && first.len() <= 2 && rest.len() >= 2 && rest.split_last().is_some_and(of_two);
    if !rest.is_empty() && (first.starts_with('0') || !of_three && !is_indian) {
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
        parse(text, Conventions::default()).map(|found| found.number)
    }

    fn hinted(text: &str, conventions: Conventions) -> Option<(f64, Hint)> {
        parse(text, conventions).map(|found| (found.number, found.hint))
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
            ("1,23,456", 123_456.0),
            ("12,34,567.5", 1_234_567.5),
            ("(1,234.50)", -1_234.5),
            ("(12)", -12.0),
            ("($5.00)", -5.0),
            ("12-", -12.0),
            ("1.234,50-", -1_234.5),
            ("1 234", 1_234.0),
            ("1 234,5", 1_234.5),
            ("1 234 567,50", 1_234_567.5),
            ("R$ 1.234,56", 1_234.56),
            ("12,50 zł", 12.5),
            ("~12", 12.0),
            ("\u{2212}12.5", -12.5),
            ("\u{2212}12", -12.0),
            ("1,250.75 DR", -1_250.75),
            ("80.00 CR", 80.0),
            ("<12.5", 12.5),
            ("≥ 1,000", 1_000.0),
            ("65+", 65.0),
            ("10,000+", 10_000.0),
            ("%12.5", 0.125),
            ("12.5 percent", 0.125),
            ("ca. 1,200", 1_200.0),
            ("approx. 12", 12.0),
            ("60.1*", 60.1),
            ("1,250 **", 1_250.0),
            ("1,200円", 1_200.0),
            ("1 250,50 руб.", 1_250.5),
            ("65¢", 65.0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn lists_versions_and_addresses_are_no_numbers() {
        for text in [
            "1,2,3",
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
            "612 345 678",
            "1 23",
            "0 123",
            "(-5)",
            "-5-",
            "()",
            "1,2,345",
            "12B",
            "12 kg",
            "USD 12",
            "~",
            "1_000",
            "$1.2.3",
            "a1,000",
            "1,000b",
            "12DR",
            "<5+",
            "+",
            "5+5",
            "4*",
            "-5 DR",
            "CR",
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
        assert_eq!(hinted("12,345", Conventions::default()), Some((12_345.0, Hint::Comma)));
        assert_eq!(hinted("12,345", comma), Some((12.345, Hint::Comma)));
        assert_eq!(hinted("$12,345", Conventions::default()), Some((12_345.0, Hint::ThousandsComma)));
        assert_eq!(hinted("12,345.5", comma), Some((12_345.5, Hint::ThousandsComma)));
    }

    #[test]
    fn units_and_scales_count_where_the_column_has_them() {
        let any = Conventions { units: Units::Any, ..Conventions::default() };
        for (text, expected) in [
            ("70.3kg", 70.3),
            ("213 MB", 213.0),
            ("21.4°C", 21.4),
            ("-21,5 °C", -21.5),
            ("1,234 km", 1_234.0),
            ("120 m2", 120.0),
            ("USD 1,234.50", 1_234.5),
            ("12.50 EUR", 12.5),
            ("3.4K", 3_400.0),
            ("$1.25M", 1_250_000.0),
            ("(2.5bn)", -2.5e9),
            ("1.5 lakh", 150_000.0),
            ("₹2.25 crore", 22_500_000.0),
            ("21,5 º", 21.5),
            ("3.5pp", 3.5),
            ("<5 mg", 5.0),
            ("1.25 kg/m³", 1.25),
            ("12.5 \u{3bc}g/m3", 12.5),
            ("$46/mo", 46.0),
            ("€52,000 p.a.", 52_000.0),
            ("6.5x", 6.5),
        ] {
            assert_eq!(hinted(text, any).map(|found| found.0), Some(expected), "{text}");
            assert_eq!(parse(text, Conventions::default()), None, "{text}");
        }
        for text in ["12 apples", "kg", "K", "12 kg 5", "USD", "5 USD USD", "A12", "12th", "600x"] {
            assert_eq!(parse(text, any), None, "{text}");
        }
        let main = units::unit_of("MB").unwrap();
        assert_eq!(hinted("1.2 GB", Conventions { units: Units::In(main), ..any }), Some((1_200.0, Hint::None)));
    }
}
