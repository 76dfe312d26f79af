//! Bytes as text: four bytes are five letters of 85 that have no meaning in HTML, JSON, a shell or a template.
//!
//! A sixteenth shorter than base 64. Blanks are skipped, since mail programs break lines.

use super::Damaged;

/// The letters of packed reports.
const REPORTS: Alphabet = Alphabet::without(b"\"&'<>\\`$%");

/// 85 letters in the order of their values.
#[derive(Clone, Copy, Debug)]
pub struct Alphabet([u8; 85]);

impl Alphabet {
    /// The printable letters of ASCII but for nine, in their order.
    pub const fn without(left_out: &[u8; 9]) -> Self {
        let mut letters = [0; 85];
        let (mut letter, mut count) = (b'!', 0);
        while letter <= b'~' {
            let mut place = 0;
            while place < left_out.len() && left_out[place] != letter {
                place += 1;
            }
            if place == left_out.len() {
                letters[count] = letter;
                count += 1;
            }
            letter += 1;
        }
        Self(letters)
    }

    /// Bytes as text; the last, shorter group of n bytes takes n + 1 letters.
    pub fn encode(&self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() / 4 * 5 + 5);
        for chunk in bytes.chunks(4) {
            let mut four = [0; 4];
            four[..chunk.len()].copy_from_slice(chunk);
            let mut number = u32::from_be_bytes(four);
            let mut letters = [0_u8; 5];
            for letter in letters.iter_mut().rev() {
                *letter = self.0[(number % 85) as usize];
                number /= 85;
            }
            text.extend(letters[..=chunk.len()].iter().map(|&letter| char::from(letter)));
        }
        text
    }
}

/// Bytes as the text of a packed report.
pub(super) fn encode(bytes: &[u8]) -> String {
    REPORTS.encode(bytes)
}

/// The bytes of such a text.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Damaged> {
    let mut values = [None; 256];
    for (value, &letter) in REPORTS.0.iter().enumerate() {
        values[usize::from(letter)] = Some(value as u64);
    }
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4 + 4);
    let (mut number, mut count) = (0_u64, 0);
    for letter in text.bytes().filter(|letter| !letter.is_ascii_whitespace()) {
        number = number * 85 + values[usize::from(letter)].ok_or(Damaged)?;
        count += 1;
        if count == 5 {
            bytes.extend(u32::try_from(number).map_err(|_| Damaged)?.to_be_bytes());
            (number, count) = (0, 0);
        }
    }
    if count > 0 {
        // The highest letters in place of those left out: what they add is cut off.
        let number = (count..5).fold(number, |number, _| number * 85 + 84);
        bytes.extend(&u32::try_from(number).map_err(|_| Damaged)?.to_be_bytes()[..count - 1]);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_every_length_come_back_and_no_letter_has_a_meaning_elsewhere() {
        for length in 0..40 {
            for seed in [0_u8, 1, 77, 255] {
                let bytes: Vec<u8> = (0..length).map(|at: u8| at.wrapping_mul(seed) ^ seed).collect();
                let text = encode(&bytes);
                assert_eq!(decode(&text), Ok(bytes));
                assert!(!text.contains(['<', '>', '&', '"', '\'', '\\']), "{text}");
            }
        }
        assert_eq!(decode(&format!(" {}\r\n{}", &encode(b"abcd")[..2], &encode(b"abcd")[2..])), Ok(b"abcd".to_vec()));
        assert_eq!((decode("~~~~~"), decode("<"), decode("ü")), (Err(Damaged), Err(Damaged), Err(Damaged)));
    }
}
