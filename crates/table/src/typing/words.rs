//! The words of a text: its lower-cased runs of letters and digits.
//!
//! Two bodies of text are compared by their words, so the same text must always fall into the same ones, whatever its
//! language and without a dictionary. A word is a run of what Unicode calls alphanumeric, with the combining marks within
//! it; everything else parts words: spaces, punctuation, symbols, emoji. Chinese and Japanese put no spaces between
//! words, so each of their characters is one by itself. Thai, Lao, Khmer and Burmese put none either, and there a word is
//! what stands between two spaces.
//!
//! Letters become lower case one by one, without regard to a language; accents stay. "don't" is two words. The work is
//! bounded by the bytes and words that the caller allows, and a word by [`LONGEST`].

/// The most characters of a word; what follows them is left out, so that a long run of letters is one word still.
pub const LONGEST: usize = 40;

/// Hands each word of a text to `see`, in order, looking at the first `most_bytes` bytes and no more than `most_words`
/// words. Gives whether that was the whole text.
///
/// ```
/// let mut words = Vec::new();
/// let is_whole = driftscope_table::words::each_word("Über 3 Äpfel, 你好!", 8_192, 100, |word| words.push(word.to_owned()));
/// assert_eq!(words, ["über", "3", "äpfel", "你", "好"]);
/// assert!(is_whole);
/// ```
pub fn each_word(text: &str, most_bytes: usize, most_words: usize, mut see: impl FnMut(&str)) -> bool {
    let end = (0..=most_bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let (mut word, mut length, mut seen) = (String::new(), 0, 0);
    let mut complete = |word: &mut String, length: &mut usize| {
        if seen == most_words {
            return false;
        }
        see(word);
        seen += 1;
        word.clear();
        *length = 0;
        true
    };
    // A word that was cut off is none.
    let is_whole = end == text.len();
    for letter in text[..end].chars().chain(is_whole.then_some(' ')) {
        let alone = stands_alone(letter);
        let continues = !alone && (letter.is_alphanumeric() || length > 0 && is_mark(letter));
        if !continues && length > 0 && !complete(&mut word, &mut length) {
            return false;
        }
        if continues || alone {
            if length < LONGEST {
                word.extend(letter.to_lowercase());
            }
            length += 1;
        }
        if alone && !complete(&mut word, &mut length) {
            return false;
        }
    }
    is_whole
}

/// A character of a script without spaces that means something by itself: Chinese ones, Hiragana and Katakana.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && letter.is_alphanumeric()
}

/// Marks within words that Unicode does not count among the letters: accents that are written apart, and the signs by which
/// the scripts of India join consonants.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'
            ..='\u{36f}'
                | '\u{93c}'
                | '\u{94d}'
                | '\u{9bc}'
                | '\u{9cd}'
                | '\u{a3c}'
                | '\u{a4d}'
                | '\u{abc}'
                | '\u{acd}'
                | '\u{b3c}'
                | '\u{b4d}'
                | '\u{bcd}'
                | '\u{c4d}'
                | '\u{cbc}'
                | '\u{ccd}'
                | '\u{d4d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, usize::MAX, usize::MAX, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("The cat's 3rd e-mail: x_1!"), ["the", "cat", "s", "3rd", "e", "mail", "x", "1"]);
        assert_eq!(words("Straße ÄÖ"), ["straße", "äö"]);
        assert_eq!(words("cafe\u{301}s"), ["cafe\u{301}s"]);
        assert_eq!(words("नमस्ते दुनिया"), ["नमस्ते", "दुनिया"]);
        assert_eq!(words("مرحبا بالعالم"), ["مرحبا", "بالعالم"]);
        assert_eq!(words("東京 へ行く"), ["東", "京", "へ", "行", "く"]);
    }

    #[test]
    fn what_has_no_letter_has_no_word() {
        for text in ["", " \t\n", "…—!?", "😀👍🏽", "\u{301}\u{301}", "\u{200f}\u{200e}"] {
            assert!(words(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn long_words_and_long_texts_are_cut() {
        assert_eq!(words(&"Ab".repeat(500)), ["ab".repeat(LONGEST / 2)]);
        let mut count = 0;
        assert!(!each_word(&"é ".repeat(1_000_000), 1_000, 100_000, |_| count += 1));
        assert_eq!(count, 333);
        let mut count = 0;
        assert!(!each_word("one two three", 100, 2, |_| count += 1));
        assert_eq!(count, 2);
        assert!(each_word("one two", 100, 2, |_| {}));
        assert!(!each_word("東京都", 100, 2, |_| {}));
        assert!(!each_word("é", 1, 2, |_| {}));
    }
}
