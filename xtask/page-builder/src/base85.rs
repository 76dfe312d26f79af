//! Bytes as text for the page: four bytes are five letters of 85, which `static/unpack.js` reads back.
//!
//! A sixteenth shorter than base 64. No letter has a meaning in an HTML script, and none has to be escaped in a data
//! address: that is where this alphabet differs from the one of packed reports (`crates/packing`), which holds `#`.

/// Printable letters that are left out; `static/unpack.js` has the same list.
const LEFT_OUT: &[u8] = b"\"#&'<>\\`%";

/// The letters in the order of their values.
fn alphabet() -> Vec<u8> {
    (b'!'..=b'~').filter(|letter| !LEFT_OUT.contains(letter)).collect()
}

/// Bytes as text; the last, shorter group of n bytes takes n + 1 letters.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let alphabet = alphabet();
    let mut text = String::with_capacity(bytes.len() / 4 * 5 + 5);
    for group in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..group.len()].copy_from_slice(group);
        let number = u32::from_be_bytes(four);
        let powers = [85_u32.pow(4), 85_u32.pow(3), 85_u32.pow(2), 85, 1];
        text.extend(powers[..=group.len()].iter().map(|power| char::from(alphabet[(number / power % 85) as usize])));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_85_and_need_no_escaping() {
        assert_eq!(alphabet().len(), 85);
        let every: Vec<u8> = (0..=255).cycle().take(4096).collect();
        let text = encode(&every);
        assert!(!text.contains(['<', '>', '&', '"', '\'', '\\', '#', '%', ' ', '\n']), "{text}");
    }

    /// The first two by hand; the rest from Python's `base64.a85encode`, whose letters have the same values.
    #[test]
    fn groups_are_the_digits_of_a_number_in_base_85() {
        let value = |letter: char| alphabet().iter().position(|&other| char::from(other) == letter).unwrap();
        let digits = |bytes: &[u8]| encode(bytes).chars().map(value).collect::<Vec<_>>();
        assert_eq!(digits(&[0, 0, 0, 1]), [0, 0, 0, 0, 1]);
        assert_eq!(digits(&[255; 4]), [82, 23, 54, 12, 0]);
        let ascii85 = |text: &str| text.bytes().map(|letter| usize::from(letter - b'!')).collect::<Vec<_>>();
        assert_eq!(digits(b"Man sure."), ascii85("9jqo^F*2M7/c"));
        assert_eq!(digits(b"Drift"), ascii85("6um!RF8"));
    }
}
