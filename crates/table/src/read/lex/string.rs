//! Scans strings, and decodes their escapes.

use crate::spelling::windows_1252;
use std::borrow::Cow;

use super::fault::Fault;

/// A string as it lies in the input, between its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawText<'a> {
    pub bytes: &'a [u8],
    /// Whether there is a backslash in it.
    pub escaped: bool,
}

/// What went wrong within a string without making it unreadable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Damage {
    /// Bytes that are not UTF-8.
    pub bytes: bool,
    /// Half of a surrogate pair.
    pub surrogate: bool,
}

impl Damage {
    /// Whether anything was replaced.
    pub(crate) fn any(self) -> bool {
        self.bytes || self.surrogate
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Finds the end of the string whose first byte after the quote is at `start`. Gives it and the place after its quote.
#[inline]
pub(crate) fn scan(input: &[u8], start: usize) -> Result<(RawText<'_>, usize), Fault> {
    let mut at = start;
    let mut escaped = false;
    loop {
        // Eight bytes at a time while none of them is a quote, a backslash or a control character.
        while let Some(eight) = input.get(at..at + 8) {
            let word = u64::from_le_bytes(eight.try_into().unwrap_or_default());
            let zero = |x: u64| x.wrapping_sub(ONES) & !x;
            let quote = zero(word ^ (ONES * 0x22));
            let backslash = zero(word ^ (ONES * 0x5C));
            let control = word.wrapping_sub(ONES * 0x20) & !word;
            let found = (quote | backslash | control) & HIGHS;
            if found != 0 {
                // A borrow may mark bytes above the first, never below it.
                at += (found.trailing_zeros() / 8) as usize;
                break;
            }
            at += 8;
        }
        match input.get(at) {
            None => return Err(Fault::Incomplete),
            Some(b'"') => return Ok((RawText { bytes: &input[start..at], escaped }, at + 1)),
            Some(b'\\') => {
                escaped = true;
                at = check_escape(input, at)?;
            }
            Some(..0x20) => return Err(Fault::invalid(at, "a string holds a control character or a line break")),
            Some(_) => at += 1,
        }
    }
}

/// Where the escape at `at` ends.
fn check_escape(input: &[u8], at: usize) -> Result<usize, Fault> {
    match input.get(at + 1) {
        None => Err(Fault::Incomplete),
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match hex(input.get(at + 2..at + 6)) {
            Some(_) => Ok(at + 6),
            None if input.len() < at + 6 && input[at + 2..].iter().all(u8::is_ascii_hexdigit) => Err(Fault::Incomplete),
            None => Err(Fault::invalid(at, "a string has an escape without four hexadecimal digits")),
        },
        Some(_) => Err(Fault::invalid(at, "a string has an escape that JSON does not know")),
    }
}

impl<'a> RawText<'a> {
    /// The text, and what was wrong with it: what is not UTF-8 is read as Windows-1252.
    pub(crate) fn decode(self) -> (String, Damage) {
        let (mut scratch, mut damage) = (Vec::new(), Damage::default());
        (self.decode_into(&mut scratch, &mut damage).into_owned(), damage)
    }

    /// The text, in `scratch` where it has escapes, so that many texts need one allocation.
    pub(crate) fn decode_into<'b>(self, scratch: &'b mut Vec<u8>, damage: &mut Damage) -> Cow<'b, str>
    where
        'a: 'b,
    {
        let bytes = if self.escaped {
            unescape(self.bytes, scratch, damage);
            &*scratch
        } else {
            self.bytes
        };
        let text = windows_1252::decode(bytes);
        damage.bytes |= matches!(text, Cow::Owned(_));
        text
    }
}

fn unescape(bytes: &[u8], out: &mut Vec<u8>, damage: &mut Damage) {
    out.clear();
    let mut at = 0;
    while let Some(length) = memchr::memchr(b'\\', &bytes[at..]) {
        out.extend_from_slice(&bytes[at..at + length]);
        at += length;
        let plain = match bytes.get(at + 1) {
            Some(b'b') => 0x08,
            Some(b'f') => 0x0C,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => {
                let letter;
                (letter, at) = unicode(bytes, at, damage);
                out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
            Some(&same) => same,
            None => break,
        };
        out.push(plain);
        at += 2;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
}

/// The character of the escape at `at`, or of the surrogate pair that starts there, and where it ends.
fn unicode(bytes: &[u8], at: usize, damage: &mut Damage) -> (char, usize) {
    let code = hex(bytes.get(at + 2..at + 6)).unwrap_or(0xFFFD);
    let next = at + 6;
    let low = (0xD800..0xDC00).contains(&code) && bytes.get(next..next + 2) == Some(b"\\u");
    let low = low.then(|| hex(bytes.get(next + 2..next + 6))).flatten().filter(|low| (0xDC00..0xE000).contains(low));
    if let Some(low) = low {
        let pair = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        return (char::from_u32(pair).unwrap_or('\u{FFFD}'), next + 6);
    }
    let letter = char::from_u32(code).unwrap_or_else(|| {
        damage.surrogate = true;
        '\u{FFFD}'
    });
    (letter, next)
}

fn hex(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &[u8]) -> (String, Damage) {
        let (raw, end) = scan(text, 0).unwrap();
        assert_eq!(end, text.len());
        raw.decode()
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        let sound = Damage::default();
        assert_eq!(decoded(br#"plain and long enough for words""#), ("plain and long enough for words".into(), sound));
        assert_eq!(decoded(br#"a\"\\\/\b\f\n\r\tz""#), ("a\"\\/\u{8}\u{c}\n\r\tz".into(), sound));
        assert_eq!(decoded(br#"\u00e9\uD83D\uDE00!""#), ("é😀!".into(), sound));
        assert_eq!(decoded("żółć ‘quoted’ ąęłńśź\"".as_bytes()), ("żółć ‘quoted’ ąęłńśź".into(), sound));
    }

    #[test]
    fn damage_is_read_somehow_and_said() {
        assert_eq!(decoded(br#"a\uD83Dz""#), ("a\u{FFFD}z".into(), Damage { surrogate: true, bytes: false }));
        assert_eq!(decoded(br#"\uDE00\uD83D""#).1, Damage { surrogate: true, bytes: false });
        assert_eq!(decoded(b"a\xFFz\""), ("aÿz".into(), Damage { surrogate: false, bytes: true }));
        assert_eq!(decoded(b"\\n\xFF\"").1, Damage { surrogate: false, bytes: true });
    }

    #[test]
    fn broken_strings_are_faults() {
        for text in [&b"abc"[..], b"abc\\", b"ab\\u12", b"\\uD83D\\u"] {
            assert_eq!(scan(text, 0), Err(Fault::Incomplete), "{text:?}");
        }
        for text in [&b"a\nb\""[..], b"a\\x\"", b"\\u12G4\"", b"01234567\x1f\""] {
            assert!(matches!(scan(text, 0), Err(Fault::Invalid { .. })), "{text:?}");
        }
    }
}
