//! The words of both sides, each by a number.

use std::collections::HashMap;

use driftscope_table::words::each_word;

use super::texts::{Sampled, Texts};

/// The most distinct words that are kept.
const MOST_WORDS: usize = 1 << 18;

/// Bytes and words of a text that are looked at.
const MOST_BYTES: usize = 8_192;
const MOST_WORDS_OF_A_TEXT: usize = 1_000;

/// The numbers of words, in the order in which they were first seen.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    is_full: bool,
}

/// A text as its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Worded {
    /// Its distinct words, ascending.
    pub words: Vec<u32>,
    /// Words that found no place in the vocabulary.
    pub beyond: u64,
    /// Its words, with repeats.
    pub length: f64,
    /// Whether all of it was looked at.
    pub is_whole: bool,
    pub training: u64,
    pub held_out: u64,
}

impl Worded {
    /// How often it stands in the sample.
    pub(super) fn copies(&self) -> u64 {
        self.training + self.held_out
    }

    /// A figure of it, once for each copy.
    pub(super) fn repeated(&self, figure: f64) -> impl Iterator<Item = f64> + use<> {
        std::iter::repeat_n(figure, self.copies() as usize)
    }
}

impl Vocabulary {
    /// Reads a sample of both sides, by turns, so that neither has more of the vocabulary when it is full.
    pub(super) fn read_both(&mut self, sides: &[Texts<'_>; 2]) -> [Vec<Worded>; 2] {
        let [mut reference, mut production] = sides.each_ref().map(Texts::sample);
        let mut worded = [Vec::new(), Vec::new()];
        loop {
            let next = [reference.next(), production.next()];
            if next.iter().all(Option::is_none) {
                return worded;
            }
            for (side, sampled) in worded.iter_mut().zip(next) {
                side.extend(sampled.map(|sampled| self.read(&sampled)));
            }
        }
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether a word found no place.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// The words by their numbers.
    pub(super) fn words(&self) -> Vec<&str> {
        let mut words = vec![""; self.numbers.len()];
        for (word, &number) in &self.numbers {
            if let Some(place) = words.get_mut(number as usize) {
                *place = word;
            }
        }
        words
    }

    fn read(&mut self, &Sampled { text, training, held_out }: &Sampled<'_>) -> Worded {
        let mut worded = Worded { training, held_out, ..Worded::default() };
        worded.is_whole = each_word(text, MOST_BYTES, MOST_WORDS_OF_A_TEXT, |word| {
            worded.length += 1.0;
            match self.number(word) {
                Some(number) => worded.words.push(number),
                None => worded.beyond += 1,
            }
        });
        worded.words.sort_unstable();
        worded.words.dedup();
        worded
    }

    fn number(&mut self, word: &str) -> Option<u32> {
        if let Some(&number) = self.numbers.get(word) {
            return Some(number);
        }
        if self.numbers.len() == MOST_WORDS {
            self.is_full = true;
            return None;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        Some(number)
    }
}
