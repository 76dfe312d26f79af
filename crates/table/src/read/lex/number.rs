//! Parses numbers of JSON, with `NaN` and `Infinity` as other writers add them.

use super::fault::Fault;
use super::nearest::nearest;

/// A number that was read, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    /// Without fraction or exponent, and exact.
    Integer(f64),
    /// With fraction or exponent, or infinite.
    Decimal(f64),
    /// Digits, a capital E and digits, `1E10`: a number of JSON, and elsewhere the code of a disease or a thing, since programs write
    /// `1E+10`, `1e10` or `1.0E10`.
    CapitalE(f64),
    /// An integer that no double holds exactly.
    Big,
    /// A bare `NaN`.
    Nan,
}

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// What is wrong where no value begins.
pub(crate) const NO_VALUE: &str = "a value is neither a string, a number, true, false, null, an object nor an array";

/// Integers up to here are doubles exactly.
pub(crate) const EXACT: u64 = 1 << 53;

/// Parses the number that starts at `start`, which holds `-` or a digit. Gives it and where it ends.
///
/// Correctly rounded: most numbers are [`exact`], most others [`nearest`], and the rest goes through `str::parse`.
#[inline]
pub(crate) fn parse(input: &[u8], start: usize) -> Result<(Number, usize), Fault> {
    let negative = input[start] == b'-';
    let mut at = start + usize::from(negative);
    let (mut mantissa, first) = (0_u64, at);
    // Before the point there are few digits, nearly always.
    (mantissa, at) = single_digits(input, at, mantissa);
    let whole = at - first;
    match whole {
        0 => return word(input, start, at, negative),
        1 => {}
        _ if input[first] == b'0' => return Err(Fault::invalid(first, "a number has a leading zero")),
        _ => {}
    }
    let mut places = 0;
    let mut is_decimal = false;
    if input.get(at) == Some(&b'.') {
        is_decimal = true;
        let point = at + 1;
        (mantissa, at) = digits(input, point, mantissa);
        places = at - point;
        if places == 0 {
            return Err(Fault::expected(input, at, "a number has no digit after its point"));
        }
    }
    let mut exponent = 0_i32;
    if matches!(input.get(at), Some(b'e' | b'E')) {
        is_decimal = true;
        let letter = at;
        (exponent, at) = parse_exponent(input, at + 1)?;
        if places == 0 && input[letter] == b'E' && input[letter + 1].is_ascii_digit() && !negative {
            return Ok((Number::CapitalE(rounded(&input[start..at])), at));
        }
    }
    // Nineteen digits cannot overflow 64 bits.
    let power = exponent.saturating_sub(i32::try_from(places).unwrap_or(i32::MAX));
    if whole + places <= 19
        && let Some(value) = exact(mantissa, power)
    {
        let value = if negative { -value } else { value };
        return Ok((if is_decimal { Number::Decimal(value) } else { Number::Integer(value) }, at));
    }
    if is_decimal
        && whole + places <= 19
        && let Some(value) = nearest(mantissa, power)
    {
        return Ok((Number::Decimal(if negative { -value } else { value }), at));
    }
    let text = &input[start..at];
    let value = rounded(text);
    let number = match is_decimal {
        true => Number::Decimal(value),
        // A double has finitely many decimal digits, and with no place asked for all of them are written.
        false if format!("{value:.0}").as_bytes() == text => Number::Integer(value),
        false => Number::Big,
    };
    Ok((number, at))
}

/// The number of a text of any length.
#[cold]
fn rounded(text: &[u8]) -> f64 {
    std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

/// A whole number times a power of ten, correctly rounded: below 2^53 and with a power up to 22 it needs one operation on two exact
/// numbers (Clinger 1990, doi 10.1145/93542.93557). `None` for others.
#[inline]
pub(crate) fn exact(mantissa: u64, power: i32) -> Option<f64> {
    let is_exact = mantissa < EXACT && (-22..=22).contains(&power);
    is_exact.then(|| match power {
        ..0 => mantissa as f64 / POWERS[-power as usize],
        0.. => mantissa as f64 * POWERS[power as usize],
    })
}

/// Parses the exponent that begins at `start`, behind its letter, and gives where it ends. One past all doubles is kept
/// short.
#[inline]
fn parse_exponent(input: &[u8], start: usize) -> Result<(i32, usize), Fault> {
    let sign = input.get(start).copied();
    let from = start + usize::from(matches!(sign, Some(b'+' | b'-')));
    let (value, end) = digits(input, from, 0);
    if end == from {
        return Err(Fault::expected(input, end, "a number has no digit in its exponent"));
    }
    let size = if end - from > 6 { 1_000_000 } else { value as i32 };
    Ok((if sign == Some(b'-') { -size } else { size }, end))
}

/// `NaN`, `Infinity` or `-Infinity`, as Python and DuckDB write them.
#[cold]
pub(crate) fn word(input: &[u8], start: usize, at: usize, negative: bool) -> Result<(Number, usize), Fault> {
    for (word, number) in
        [("Infinity", Number::Decimal(if negative { f64::NEG_INFINITY } else { f64::INFINITY })), ("NaN", Number::Nan)]
    {
        let rest = &input[at..];
        if rest.starts_with(word.as_bytes()) {
            return Ok((number, at + word.len()));
        }
        if word.as_bytes().starts_with(rest) {
            return Err(Fault::Incomplete);
        }
    }
    Err(Fault::invalid(start, NO_VALUE))
}

/// Adds the digits from `at` on to `value`, which wraps where there are too many to matter, and gives where they end.
#[inline]
fn digits(input: &[u8], mut at: usize, mut value: u64) -> (u64, usize) {
    while let Some(eight) = input.get(at..at + 8).and_then(|eight| eight.first_chunk::<8>()).and_then(eight_digits) {
        value = value.wrapping_mul(100_000_000).wrapping_add(eight);
        at += 8;
    }
    single_digits(input, at, value)
}

/// The same, one digit at a time.
#[inline]
fn single_digits(input: &[u8], mut at: usize, mut value: u64) -> (u64, usize) {
    while let Some(digit) = input.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    (value, at)
}

/// The value of eight digits at once, if all of them are: pairs become numbers, pairs of pairs, and those (Lemire,
/// Number parsing at a gigabyte per second, doi 10.1002/spe.2984).
#[inline]
fn eight_digits(eight: &[u8; 8]) -> Option<u64> {
    let word = u64::from_le_bytes(*eight);
    let above = word.wrapping_add(0x4646_4646_4646_4646);
    let digits = word.wrapping_sub(0x3030_3030_3030_3030);
    if (above | digits) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let upper = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
    let lower = (pairs >> 16 & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
    Some(upper.wrapping_add(lower) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<Number> {
        let (number, end) = parse(text.as_bytes(), 0).ok()?;
        (end == text.len()).then_some(number)
    }

    #[test]
    fn every_number_is_rounded_as_the_standard_library_does() {
        let mut state = 1_u64;
        for round in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let double = f64::from_bits(state);
            let text = match round % 4 {
                _ if !double.is_finite() => continue,
                0 => format!("{double:e}"),
                1 => format!("{:.6}", (state >> 20) as f64 / 1e7),
                2 => format!("{:?}", (state >> 11) as f64 / 9_007_199_254_740_992.0),
                _ => format!("{}.{}e{}", state % 1000, state >> 40, (state % 50) as i64 - 25),
            };
            let expected: f64 = text.parse().unwrap();
            match value(&text) {
                Some(Number::Decimal(number) | Number::Integer(number) | Number::CapitalE(number)) => {
                    assert_eq!(number.to_bits(), expected.to_bits(), "{text}");
                }
                other => assert_eq!(other, Some(Number::Big), "{text}"),
            }
        }
    }

    #[test]
    fn integers_stay_exact_or_are_said_to_be_big() {
        assert_eq!(value("9007199254740992"), Some(Number::Integer(9_007_199_254_740_992.0)));
        assert_eq!(value("9007199254740993"), Some(Number::Big));
        assert_eq!(value("-9007199254740993"), Some(Number::Big));
        assert_eq!(value("-9007199254740994"), Some(Number::Integer(-9_007_199_254_740_994.0)));
        assert_eq!(value("18446744073709551615"), Some(Number::Big));
        assert_eq!(value("18446744073709551616"), Some(Number::Integer(18_446_744_073_709_551_616.0)));
        assert_eq!(value(&"9".repeat(400)), Some(Number::Big));
        assert_eq!(value("1E10"), Some(Number::CapitalE(1e10)));
        assert_eq!(
            ["1E+10", "-1E10", "1.0E10", "1e10"].map(|text| matches!(value(text), Some(Number::CapitalE(_)))),
            [false; 4]
        );
        assert_eq!(value("1e400"), Some(Number::Decimal(f64::INFINITY)));
        assert_eq!(value("-0"), Some(Number::Integer(-0.0)));
        assert_eq!(value("-Infinity"), Some(Number::Decimal(f64::NEG_INFINITY)));
    }

    #[test]
    fn what_json_forbids_is_no_number() {
        for text in ["01", "1.", "1.e3", "1e", "1e+", "-", "--1", "+1", ".5", "-x", "1.2.3"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
