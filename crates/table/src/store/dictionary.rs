//! The distinct strings of one column, each kept once.

use std::collections::HashMap;

/// Distinct strings in the order of their first appearance; a string's place is its code.
///
/// The texts lie end to end in one buffer, so that a dictionary crosses a worker boundary as two plain blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dictionary {
    text: String,
    /// Where each text ends in `text`.
    ends: Vec<u32>,
}

impl Dictionary {
    /// The number of distinct strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no string at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The string with this code; empty for a code that was never given.
    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.ends.get(code - 1).copied().unwrap_or(0) as usize };
        let end = self.ends.get(code).copied().unwrap_or(start as u32) as usize;
        self.text.get(start..end).unwrap_or("")
    }

    /// All strings, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.get(code))
    }

    /// Adds a string that is not in the dictionary yet and gives its code.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// The texts end to end, and where each ends.
    pub fn as_parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// The dictionary of [`Dictionary::as_parts`]. Ends that do not fit the text give empty strings.
    pub fn from_parts(text: String, ends: Vec<u32>) -> Self {
        Self { text, ends }
    }

    /// Bytes held.
    pub fn byte_len(&self) -> usize {
        self.text.len() + self.ends.len() * 4
    }
}

/// A dictionary that strings are added to, each with one code however often it comes.
#[derive(Debug, Default)]
pub struct DictionaryBuilder {
    dictionary: Dictionary,
    codes: HashMap<String, u32>,
}

impl DictionaryBuilder {
    /// The strings of a dictionary, to which others are added.
    pub fn of(dictionary: &Dictionary) -> Self {
        let codes = dictionary.iter().zip(0..).map(|(text, code)| (text.to_owned(), code)).collect();
        Self { dictionary: dictionary.clone(), codes }
    }

    /// The code of a string, which is added if it is not there yet.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = self.dictionary.push(text);
        self.codes.insert(text.to_owned(), code);
        code
    }

    /// The dictionary.
    pub fn finish(self) -> Dictionary {
        self.dictionary
    }
}
