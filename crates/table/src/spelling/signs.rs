//! The signs and words before and behind a number: signs of currencies, minus and plus, debit and credit, limits, "about", hundredths.

/// The sign of typography, which people and spreadsheets write for a minus.
pub(super) const MINUS: char = '\u{2212}';

/// Signs of currencies.
pub(super) const SIGNS: [char; 16] =
    ['$', '€', '£', '¥', '₹', '₽', '₩', '₿', '₺', '₫', '₴', '฿', '¢', '円', '元', '원'];

/// Currencies that are written in letters, before a number or behind it.
const LETTER_SIGNS: [&str; 15] =
    ["R$", "US$", "A$", "C$", "NZ$", "HK$", "S$", "Rs.", "Rs", "Rp", "kr", "zł", "Kč", "руб.", "руб"];

/// Hundredths in words.
const PERCENT: [&str; 3] = ["percent", "per cent", "pct"];

/// Words and signs before a number that is not exact.
const ABOUT: [&str; 6] = ["~", "≈", "ca.", "c.", "approx.", "about"];

/// Marks of footnotes behind a number.
const FOOTNOTES: [char; 3] = ['*', '†', '‡'];

/// Signs before a number that is a limit.
const LIMITS: [&str; 6] = ["<=", ">=", "<", ">", "≤", "≥"];

/// Whether a number is written in hundredths.
pub(super) fn is_percent(text: &str) -> bool {
    text.starts_with('%') || text.ends_with('%') || PERCENT.iter().any(|word| text.ends_with(word))
}

/// `12-` and `12.50 DR` are negative, `12.50 CR` is not: whether it is, and the text without the sign.
pub(super) fn debit_or_credit(text: &str) -> (bool, &str) {
    let without = |sign: &str| text.strip_suffix(sign).map(str::trim_end);
    match (without("-").or_else(|| without(" DR")), without(" CR")) {
        (Some(inner), _) => (true, inner),
        (None, Some(inner)) => (false, inner),
        (None, None) => (false, text),
    }
}

/// The text without a sign that its number is a limit, or not exact, and whether it is a limit.
pub(super) fn without_about(text: &str) -> (&str, bool) {
    let limit = LIMITS.iter().find_map(|sign| text.strip_prefix(sign)).or_else(|| text.strip_suffix('+'));
    let about = limit.or_else(|| ABOUT.iter().find_map(|word| text.strip_prefix(word)));
    let about = about.unwrap_or(text);
    // `4*` is the label of a hotel.
    let bare = Some(about.trim_end_matches(FOOTNOTES)).filter(|bare| bare.contains(['.', ',']));
    (bare.unwrap_or(about).trim(), limit.is_some())
}

/// Whether a minus stands before a text, and the text without it, or without a plus.
pub(super) fn without_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', MINUS]) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The text without a currency or the sign of hundredths before or behind its number.
pub(super) fn without_unit(text: &str) -> &str {
    let before = LETTER_SIGNS.iter().find_map(|sign| text.strip_prefix(sign));
    // Turkish has the sign of hundredths before its number.
    let before = before.or_else(|| text.strip_prefix(SIGNS)).or_else(|| text.strip_prefix('%'));
    let text = before.map_or(text, str::trim_start);
    let behind = text.strip_suffix(SIGNS).or_else(|| text.strip_suffix('%'));
    let behind = behind.or_else(|| LETTER_SIGNS.iter().chain(&PERCENT).find_map(|sign| text.strip_suffix(sign)));
    behind.map_or(text, str::trim_end)
}
