//! Writes numbers as people set them in type plainly: `53½`, `1 1/2`, `5×10³`, `1.2x10-3`, and digits of other scripts.
//!
//! What stands before and behind the number stays, so that signs, currencies and units are read as usual. A fraction alone,
//! `3/4`, may be a rating, a date or two numbers, and is not for here.

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 48;

/// The largest exponent of ten; with more, a number would be longer than numbers are looked at.
const LARGEST_EXPONENT: i32 = 30;

/// Zeros of the decimal digits of other scripts: Arabic, Persian, Devanagari, Bengali, full width.
const ZEROS: [char; 5] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];

/// Fractions of one letter, above and below the line.
const FRACTIONS: [(char, f64, f64); 15] = [
    ('½', 1.0, 2.0),
    ('¼', 1.0, 4.0),
    ('¾', 3.0, 4.0),
    ('⅓', 1.0, 3.0),
    ('⅔', 2.0, 3.0),
    ('⅕', 1.0, 5.0),
    ('⅖', 2.0, 5.0),
    ('⅗', 3.0, 5.0),
    ('⅘', 4.0, 5.0),
    ('⅙', 1.0, 6.0),
    ('⅚', 5.0, 6.0),
    ('⅛', 1.0, 8.0),
    ('⅜', 3.0, 8.0),
    ('⅝', 5.0, 8.0),
    ('⅞', 7.0, 8.0),
];

/// Raised digits from 0 to 9, and a raised minus.
const RAISED: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];

/// The text with its number written plainly; `None` where it is so already, or holds none.
pub(crate) fn plainly(text: &str) -> Option<String> {
    if text.len() > LONGEST
        || text.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'/' | b'^' | b'x' | b'X' | b'*'))
    {
        return None;
    }
    let latin: String = text.chars().map(in_latin_digits).collect();
    let plain = without_power(&latin).or_else(|| without_fraction(&latin));
    plain.or((latin != text).then_some(latin))
}

fn in_latin_digits(letter: char) -> char {
    let digit = |zero: char| (letter as u32).checked_sub(zero as u32).filter(|digit| *digit < 10);
    match letter {
        '٫' | '．' => '.',
        '٬' | '，' => ',',
        letter if letter.is_ascii() => letter,
        letter => ZEROS.into_iter().find_map(digit).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter),
    }
}

/// What stands before the first digit, the digits with their signs, and what stands behind.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(|letter: char| letter.is_ascii_digit() || is_fraction(letter))?;
    let (before, rest) = text.split_at(start);
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ',')).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    Some((before, digits, behind))
}

/// `5×10^3`, `3·10⁴`, `1.2x10-3`, `10⁶`.
fn without_power(text: &str) -> Option<String> {
    let (before, digits, behind) = split(text)?;
    let rest = behind.trim_start();
    let (mantissa, exponent, is_clear) = match rest.strip_prefix(['×', '·', '⋅']) {
        Some(rest) => (digits, rest.trim_start().strip_prefix("10")?, true),
        // `30x10-3` may be the name of a part.
        None => match rest.strip_prefix(['x', 'X', '*']) {
            Some(rest) => (digits, rest.trim_start().strip_prefix("10")?, digits.contains(['.', ','])),
            None => (Some("1").filter(|_| digits == "10")?, rest, false),
        },
    };
    let (exponent, behind, is_raised) = raised(exponent)?;
    if !is_raised && !is_clear || exponent.abs() > LARGEST_EXPONENT {
        return None;
    }
    let number: f64 = format!("{}e{exponent}", mantissa.replace(',', ".")).parse().ok()?;
    Some(format!("{before}{number}{behind}"))
}

/// The exponent at the beginning of a text, what follows it, and whether it is raised or has a `^`, and not a sign alone.
fn raised(text: &str) -> Option<(i32, &str, bool)> {
    let value = |letter: char| RAISED.iter().position(|raised| *raised == letter);
    let low = text.strip_prefix('^').unwrap_or(text);
    let is_marked = low.len() < text.len();
    let end = if !is_marked && text.starts_with(|letter| value(letter).is_some()) {
        text.find(|letter| value(letter).is_none()).unwrap_or(text.len())
    } else {
        let unsigned = low.strip_prefix(['-', '+', '\u{2212}']);
        // `10-3` has a sign at least.
        let digits = unsigned.or(Some(low).filter(|_| is_marked))?;
        let length = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        text.len() - digits.len() + length
    };
    let (exponent, behind) = text.split_at(end);
    let is_raised = is_marked || exponent.starts_with(|letter| value(letter).is_some());
    let digit = |letter| match (letter, value(letter)) {
        ('^' | '+', _) => None,
        ('\u{2212}', _) | (_, Some(10)) => Some('-'),
        (_, Some(digit)) => char::from_digit(digit as u32, 10),
        _ => Some(letter),
    };
    let written: String = exponent.chars().filter_map(digit).collect();
    Some((written.parse().ok()?, behind, is_raised))
}

/// `53½`, `1 1/2`, `1 1⁄2`, `½`.
fn without_fraction(text: &str) -> Option<String> {
    let (before, digits, behind) = split(text)?;
    let rest = behind.trim_start();
    let whole: f64 = if digits.is_empty() { 0.0 } else { digits.parse().ok().filter(|_| !digits.contains('.'))? };
    if let Some((letter, above, below)) = rest.chars().next().and_then(fraction) {
        let number = whole + above / below;
        return Some(format!("{before}{number}{}", &rest[letter.len_utf8()..]));
    }
    let (above, rest) = rest.split_once(['/', '⁄']).filter(|_| rest.len() < behind.len())?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (below, behind) = rest.split_at(end);
    let (above, below): (u32, u32) = (above.parse().ok()?, below.parse().ok()?);
    // `3 4/12/2024` is a date behind a number.
    let is_one = 0 < above && above < below && below <= 64 && !behind.starts_with(['/', '.', '-']);
    is_one.then(|| format!("{before}{}{behind}", whole + f64::from(above) / f64::from(below)))
}

fn is_fraction(letter: char) -> bool {
    fraction(letter).is_some()
}

fn fraction(letter: char) -> Option<(char, f64, f64)> {
    FRACTIONS.into_iter().find(|(known, ..)| *known == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_type_are_written_plainly() {
        for (text, expected) in [
            ("53½", "53.5"),
            ("½", "0.5"),
            ("-2¼", "-2.25"),
            ("5 ⅝ in", "5.625 in"),
            ("1 1/2", "1.5"),
            ("12 3/16\"", "12.1875\""),
            ("1 1⁄2", "1.5"),
            ("$7 1/8", "$7.125"),
            ("5×10^3", "5000"),
            ("5 × 10³", "5000"),
            ("1.2x10-3", "0.0012"),
            ("1,2·10⁻³ kg", "0.0012 kg"),
            ("3·10⁴", "30000"),
            ("-6.02e0 ", "-6.02e0 "),
            ("6.02*10^23", "602000000000000000000000"),
            ("10⁶", "1000000"),
            ("10^-2", "0.01"),
            ("4×10−2", "0.04"),
            ("٣٤٫٥", "34.5"),
            ("۱۲۳", "123"),
            ("１２．５％", "12.5％"),
        ] {
            assert_eq!(plainly(text).as_deref().unwrap_or(text), expected, "{text}");
        }
    }

    #[test]
    fn what_may_be_something_else_stays() {
        for text in [
            "3/4",
            "1920x1080",
            "30x10-3",
            "4x10",
            "5x103",
            "1/2/2024",
            "3 4/12/2024",
            "2 3/2",
            "1 0/4",
            "10",
            "10-3",
            "x",
            "^",
            "/",
            "10^",
            "5×10^",
            "5×10^99",
            "1.5½",
            "½½",
            "×10³",
            "1.2.3×10^2",
            "m²",
            "",
        ] {
            let found = plainly(text);
            assert!(found.as_deref().is_none_or(|found| found.parse::<f64>().is_err()), "{text}: {found:?}");
        }
    }
}
