//! The strings of one column as it is read: each is kept once and known by its code.

use super::index::{Index, hash};
use super::recent::Recent;
use crate::Dictionary;
use crate::read::lex::bytes_equal::same;
use crate::read::limits::Limits;

/// Builds a [`Dictionary`].
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// End to end, as in the dictionary; whole pieces of UTF-8, since only a `&str` is added.
    bytes: Vec<u8>,
    ends: Vec<u32>,
    index: Index,
    /// A string did not fit. None is taken after that: each string is kept wherever it stands, or nowhere.
    is_full: bool,
    recent: Recent,
}

impl Texts {
    /// The code of a string that is known, else its hash. Bytes that are not UTF-8 never are known.
    #[inline]
    pub(crate) fn find(&mut self, text: &[u8]) -> Result<u32, u32> {
        if let Some(code) = self.recent.get(text) {
            return Ok(code);
        }
        let hash = hash(text, 0);
        let found = self.index.find(hash, |code| self.get(code).is_some_and(|known| same(known, text))).ok_or(hash)?;
        self.recent.put(text, found);
        Ok(found)
    }

    /// Adds a string that was not found; `None` where that would pass a limit. `held` counts the bytes of all columns.
    pub(crate) fn add(&mut self, text: &str, hash: u32, limits: &Limits, held: &mut usize) -> Option<u32> {
        let code = self.ends.len();
        let length = self.bytes.len() + text.len();
        let more = text.len() + size_of::<u32>() + Index::BYTES_EACH;
        let fits = code < limits.distinct && length <= limits.dictionary_bytes && *held + more <= limits.text_bytes;
        // All three are bounded by `Limits::bounded` so that codes and ends fit 32 bits.
        if self.is_full || !fits || !self.index.insert(hash, code as u32) {
            self.is_full = true;
            return None;
        }
        *held += more;
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(length as u32);
        Some(code as u32)
    }

    /// The number of strings.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether a string did not fit.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    /// The bytes that the strings count for.
    pub(crate) fn held(&self) -> usize {
        self.bytes.len() + self.ends.len() * (size_of::<u32>() + Index::BYTES_EACH)
    }

    /// The strings in the order of their codes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len() as u32).map(|code| self.get(code).unwrap_or_default())
    }

    /// Forgets the strings whose codes are not to be kept, and gives the new code of each; one that is forgotten has
    /// any.
    pub(crate) fn retain(&mut self, keeps: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut kept = Self::default();
        let codes = (0..self.ends.len() as u32).map(|code| {
            let text = self.get(code).filter(|_| keeps(code));
            if let Some(text) = text
                && kept.index.insert(hash(text, 0), kept.ends.len() as u32)
            {
                kept.bytes.extend_from_slice(text);
                kept.ends.push(kept.bytes.len() as u32);
            }
            (kept.ends.len() as u32).saturating_sub(1)
        });
        let codes = codes.collect();
        *self = kept;
        codes
    }

    /// Forgets the strings from this code on.
    pub(crate) fn forget_from(&mut self, code: usize, was_full: bool) {
        if code < self.len() {
            self.retain(|known| (known as usize) < code);
        }
        self.is_full = was_full;
    }

    /// The dictionary of the strings.
    pub(crate) fn finish(self) -> Dictionary {
        // Never the default: whole strings end to end are a string.
        Dictionary::from_parts(String::from_utf8(self.bytes).unwrap_or_default(), self.ends)
    }

    #[inline]
    fn get(&self, code: u32) -> Option<&[u8]> {
        let code = code as usize;
        let end = *self.ends.get(code)? as usize;
        let start = if code == 0 { 0 } else { *self.ends.get(code - 1)? as usize };
        self.bytes.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_kept_once() {
        let (mut texts, limits, mut held) = (Texts::default(), Limits::default(), 0);
        for (text, expected) in [("a", 0), ("", 1), ("ab", 2)] {
            let hash = texts.find(text.as_bytes()).unwrap_err();
            assert_eq!(texts.add(text, hash, &limits, &mut held), Some(expected));
        }
        assert_eq!([&b"ab"[..], b"a", b"", b"b"].map(|text| texts.find(text).ok()), [Some(2), Some(0), Some(1), None]);
        let dictionary = texts.finish();
        assert_eq!(dictionary.iter().collect::<Vec<_>>(), ["a", "", "ab"]);
    }

    #[test]
    fn nothing_is_added_past_a_limit() {
        let small = Limits { distinct: 2, dictionary_bytes: 5, ..Limits::default() };
        let (mut texts, mut held) = (Texts::default(), 0);
        assert_eq!(texts.add("abc", hash(b"abc", 0), &small, &mut held), Some(0));
        assert_eq!(texts.add("de", hash(b"de", 0), &small, &mut held), Some(1));
        assert_eq!(texts.add("", hash(b"", 0), &small, &mut held), None);
        assert_eq!((texts.finish().len(), texts_of(&["abc", "def"], &small)), (2, 1));
        let none = Limits { text_bytes: held, ..Limits::default() };
        assert_eq!(Texts::default().add("g", hash(b"g", 0), &none, &mut held), None);
    }

    #[test]
    fn once_a_string_did_not_fit_none_does() {
        let small = Limits { dictionary_bytes: 5, ..Limits::default() };
        assert_eq!(texts_of(&["abc", "de"], &small), 2);
        assert_eq!(texts_of(&["abc", "def", "de"], &small), 1);
    }

    /// How many of the strings are kept.
    fn texts_of(strings: &[&str], limits: &Limits) -> usize {
        let (mut texts, mut held) = (Texts::default(), 0);
        strings.iter().filter(|text| texts.add(text, hash(text.as_bytes(), 0), limits, &mut held).is_some()).count()
    }
}
