//! Bytes as text for the page, which `static/unpack.js` reads back.
//!
//! No letter has a meaning in an HTML script, and none has to be escaped in a data address: that is where this alphabet differs from
//! the one of packed reports, which holds `#`.

use driftscope_packing::Alphabet;

/// `static/unpack.js` leaves out the same letters.
const PAGE: Alphabet = Alphabet::without(b"\"#&'<>\\`%");

/// Bytes as text.
pub(crate) fn encode(bytes: &[u8]) -> String {
    PAGE.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet() -> Vec<char> {
        ('!'..='~').filter(|letter| !"\"#&'<>\\`%".contains(*letter)).collect()
    }

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
        let value = |letter: char| alphabet().iter().position(|&other| other == letter).unwrap();
        let digits = |bytes: &[u8]| encode(bytes).chars().map(value).collect::<Vec<_>>();
        assert_eq!(digits(&[0, 0, 0, 1]), [0, 0, 0, 0, 1]);
        assert_eq!(digits(&[255; 4]), [82, 23, 54, 12, 0]);
        let ascii85 = |text: &str| text.bytes().map(|letter| usize::from(letter - b'!')).collect::<Vec<_>>();
        assert_eq!(digits(b"Man sure."), ascii85("9jqo^F*2M7/c"));
        assert_eq!(digits(b"Drift"), ascii85("6um!RF8"));
    }
}
