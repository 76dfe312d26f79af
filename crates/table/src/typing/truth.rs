//! Reads words for true and false where a column has those written otherwise, too.

use super::{Evidence, TextClass};
use crate::Column;

/// Takes `yes` and `no` and their like for true and false where the column has those written otherwise, too, on either side,
/// and nothing else. Words on both sides stay the labels that they are.
pub(super) fn read_words_as_truth(sides: &mut [Evidence; 2], columns: [&Column; 2]) {
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(count).sum::<u64>();
    let words = sum(|side| side.other_texts);
    let truths = sum(|side| side.booleans + side.boolean_texts + side.number_like());
    let is_plain = sum(|side| side.beyond_bits + side.datetime_texts + side.hashed) == 0;
    let each_word = |side: &Evidence, column: &Column| {
        let codes = side.classes.iter().zip(&side.code_counts).enumerate();
        let others = codes.filter(|(_, (class, count))| **class == TextClass::Other && **count > 0);
        others.map(|(code, _)| (code, truth(column.dictionary.get(code as u32)))).collect::<Vec<_>>()
    };
    if words == 0 || truths == 0 || !is_plain {
        return;
    }
    let found = [each_word(&sides[0], columns[0]), each_word(&sides[1], columns[1])];
    if found.iter().flatten().any(|(_, truth)| truth.is_none()) {
        return;
    }
    for (side, words) in sides.iter_mut().zip(found) {
        for (code, truth) in words {
            side.classes[code] = TextClass::Boolean(truth.unwrap_or_default());
            side.boolean_texts += side.code_counts[code];
            side.other_texts -= side.code_counts[code];
        }
    }
}

/// What a word for true or false means.
fn truth(word: &str) -> Option<bool> {
    let word = word.trim();
    // No word of these is longer.
    match word.get(..word.len().min(4)).unwrap_or_default().to_ascii_lowercase().as_str() {
        "yes" | "y" | "t" | "on" => Some(true),
        "no" | "n" | "f" | "off" => Some(false),
        _ => None,
    }
}
