//! Text of bytes that are UTF-8, or else Windows-1252, which is what spreadsheets in Western Europe and the Americas write.
//!
//! What is valid UTF-8 stays; every other byte is the letter that Windows-1252 has for it, so that `Gr\xf6\xdfe` is "Größe". Five
//! bytes have no letter there and become U+FFFD.

use std::borrow::Cow;

/// The letters of the bytes 0x80 to 0x9F; those above are the letters of Unicode with the same number.
const UPPER: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of the bytes.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| letter(*byte)));
    }
    Cow::Owned(text)
}

fn letter(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|place| UPPER.get(usize::from(place))).copied().unwrap_or(char::from(byte))
}

/// The text that was UTF-8 and was read as Windows-1252: "Zürich" of "ZÃ¼rich". `None` where the text is none that was.
///
/// ```
/// assert_eq!(driftscope_table::typing::misread("ZÃ¼rich").as_deref(), Some("Zürich"));
/// assert_eq!(driftscope_table::typing::misread("Zürich"), None);
/// ```
pub fn misread(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    String::from_utf8(bytes?).ok()
}

/// The byte of a letter. Those without a letter are what Latin-1 has there.
fn byte(letter: char) -> Option<u8> {
    let upper = || UPPER.iter().position(|upper| *upper == letter).map(|place| place as u8 + 0x80);
    upper().or_else(|| u8::try_from(u32::from(letter)).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `bytes.decode("cp1252")` of Python has it.
    #[test]
    fn bytes_of_windows_are_its_letters() {
        assert_eq!(decode(b"Gr\xf6\xdfe 5 \x80 \x93x\x94"), "Größe 5 € “x”");
        assert_eq!(decode("Größe €".as_bytes()), "Größe €");
        assert_eq!(decode(b"a\x81b"), "a\u{fffd}b");
        assert_eq!(decode("Zürich\u{20ac}".as_bytes()), "Zürich€");
        assert_eq!(decode(b"caf\xe9"), "café");
    }
}
