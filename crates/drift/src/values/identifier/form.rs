//! The form of one string: what is left of it when letters and digits are only known as such.
//!
//! `INV-000123` has the form `INV-9`, `u038474` the form `u9`, `ann@example.org` the form `a@a.a`, a UUID `*-*-*-*-*`. The signs are
//! those that tools of data profiling use: `9` stands for a run of digits, `A` and `a` for capitals and small letters, `é` for
//! letters beyond ASCII, `*` for letters and digits in turn. How long a run is does not count, since numbers grow.

/// How much of a form is kept. A coarser form follows from a finer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// The letters at the beginning, too.
    #[default]
    Prefix,
    /// Runs of letters and digits, and the signs between them.
    Pattern,
    /// Which kinds of characters there are.
    Kinds,
}

/// Letters at the beginning that are a prefix, at most.
const LONGEST_PREFIX: usize = 6;

/// Changes between letters and digits, from more than which on they are mixed.
const MOST_CHANGES: usize = 3;

/// Bytes of a form; what comes after is left out.
const LONGEST: usize = 32;

/// Parts the prefix from the rest.
const PREFIX_ENDS: char = '\t';

const UPPER: u8 = 1;
const LOWER: u8 = 2;
const OTHER: u8 = 4;
const DIGIT: u8 = 8;
const LETTER: u8 = UPPER | LOWER | OTHER;

/// Writes the form of a string with its prefix. Gives whether letters and digits are mixed in it.
pub(super) fn write(text: &str, form: &mut String) -> bool {
    form.clear();
    let bytes = text.as_bytes();
    let prefix = bytes.iter().take(LONGEST_PREFIX + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let after = bytes.get(prefix).copied();
    let is_mixed = changes(bytes) > MOST_CHANGES;
    let ends_prefix = |byte: u8| matches!(byte, b'-' | b'_' | b':' | b'#' | b'/') || !is_mixed && byte.is_ascii_digit();
    let is_prefix = (1..=LONGEST_PREFIX).contains(&prefix) && after.is_some_and(ends_prefix);
    let start = if is_prefix { prefix } else { 0 };
    if is_prefix {
        form.push_str(&text[..start]);
        form.push(PREFIX_ENDS);
    }
    write_runs(&bytes[start..], is_mixed, form);
    is_mixed
}

/// The same form with less detail.
pub(super) fn coarser(form: &str, detail: Detail) -> String {
    let mut pattern = String::new();
    let rest = match form.split_once(PREFIX_ENDS) {
        Some((prefix, rest)) => {
            write_runs(prefix.as_bytes(), false, &mut pattern);
            rest
        }
        None => form,
    };
    pattern.push_str(rest);
    if detail < Detail::Kinds {
        return pattern;
    }
    const KINDS: [char; 5] = ['A', 'a', 'é', '9', '*'];
    let mut kinds: String = KINDS.into_iter().filter(|kind| pattern.contains(*kind)).collect();
    if pattern.contains(|sign| !KINDS.contains(&sign)) {
        kinds.push('.');
    }
    kinds
}

/// The form as it is shown.
pub(super) fn shown(form: &str) -> String {
    form.replace(PREFIX_ENDS, "")
}

fn kind(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => UPPER,
        b'a'..=b'z' => LOWER,
        0x80.. => OTHER,
        _ => 0,
    }
}

/// How often a letter follows a digit, or a digit a letter.
fn changes(bytes: &[u8]) -> usize {
    let is_change = |pair: &&[u8]| {
        let [one, other] = [kind(pair[0]), kind(pair[1])];
        one == DIGIT && other & LETTER != 0 || one & LETTER != 0 && other == DIGIT
    };
    bytes.windows(2).filter(is_change).count()
}

fn write_runs(bytes: &[u8], is_mixed: bool, form: &mut String) {
    let mut at = 0;
    while at < bytes.len() && form.len() < LONGEST {
        let first = kind(bytes[at]);
        let belongs = |byte: &&u8| match kind(**byte) {
            0 => first == 0 && **byte == bytes[at],
            other if is_mixed => first != 0 && other != 0,
            DIGIT => first == DIGIT,
            _ => first & LETTER != 0,
        };
        let run = &bytes[at..at + bytes[at..].iter().take_while(belongs).count().max(1)];
        at += run.len();
        if first == 0 {
            form.push(if bytes[at - 1].is_ascii_control() { ' ' } else { bytes[at - 1].into() });
        } else if is_mixed {
            form.push('*');
        } else {
            let kinds = run.iter().fold(0, |kinds, byte| kinds | kind(*byte));
            let signs = [(UPPER, 'A'), (LOWER, 'a'), (OTHER, 'é'), (DIGIT, '9')];
            form.extend(signs.into_iter().filter(|(kind, _)| kinds & kind != 0).map(|(_, sign)| sign));
        }
    }
}

/// The number at the end of a string, or the last one in it, if a double holds it exactly.
pub(super) fn counter(text: &str) -> Option<f64> {
    const MOST_DIGITS: usize = 15;
    let bytes = text.as_bytes();
    let end = bytes.iter().rposition(u8::is_ascii_digit)? + 1;
    let start = bytes[..end].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |before| before + 1);
    let digits = &text[start..end];
    if digits.len() <= MOST_DIGITS { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        let mut form = String::new();
        write(text, &mut form);
        form
    }

    #[test]
    fn letters_and_digits_are_known_as_such() {
        for (text, expected) in [
            ("INV-000123", "INV\t-9"),
            ("C536379", "C\t9"),
            ("536365", "9"),
            ("u038474", "u\t9"),
            ("ann@example.org", "a@a.a"),
            ("John Smith", "Aa Aa"),
            ("192.168.0.1", "9.9.9.9"),
            ("0b2e6d1c-5e0f-4c3a-9d1e-7a8b9c0d1e2f", "*-*-*-*-*"),
            ("cus_NffrF3UfN4V2Hib7", "cus\t_*"),
            ("d41d8cd98f00b204e9800998ecf8427e", "*"),
            ("josé--7", "aé-9"),
            ("", ""),
        ] {
            assert_eq!(form(text), expected, "{text}");
        }
        assert!(form(&"a-9-".repeat(1_000)).len() <= LONGEST + 4);
    }

    #[test]
    fn coarser_forms_follow_from_finer_ones() {
        assert_eq!(coarser("INV\t-9", Detail::Pattern), "A-9");
        assert_eq!(coarser("INV\t-9", Detail::Kinds), "A9.");
        assert_eq!(coarser("9", Detail::Pattern), "9");
        assert_eq!(shown("INV\t-9"), "INV-9");
        let pattern = coarser("u\t9", Detail::Pattern);
        assert_eq!(coarser(&pattern, Detail::Kinds), coarser("u\t9", Detail::Kinds));
    }

    #[test]
    fn the_last_number_counts() {
        assert_eq!(counter("INV-000123"), Some(123.0));
        assert_eq!(counter("2026-11-0042/A"), Some(42.0));
        assert_eq!((counter("abc"), counter("12345678901234567890")), (None, None));
    }
}
