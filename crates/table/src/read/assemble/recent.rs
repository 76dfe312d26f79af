//! The short strings that a column has seen lately, and their codes.
//!
//! Most strings of a log are labels: short, few in a column, and always the same ones. Sixteen bytes are two numbers, and
//! two numbers are compared at once, without a look at the dictionary. A string has one place where it can be, so a
//! column with many strings loses nothing but that one look.

/// Places of a column.
const PLACES: usize = 64;

/// The codes of strings that were found before.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    /// None until the first string comes: columns of numbers need no places.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    key: Key,
    code: u32,
}

/// A string of at most sixteen bytes: its first and last bytes, which overlap, and its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    first: u64,
    last: u64,
    /// One more than the length: no string is like a place that was never taken.
    length: u32,
}

impl Recent {
    /// The code of a string, if it was the last one to be put in its place.
    #[inline]
    pub(crate) fn get(&self, text: &[u8]) -> Option<u32> {
        let key = Key::of(text)?;
        let place = self.places.get(key.place())?;
        (place.key == key).then_some(place.code)
    }

    /// Notes the code of a string.
    #[inline]
    pub(crate) fn put(&mut self, text: &[u8], code: u32) {
        let Some(key) = Key::of(text) else { return };
        if self.places.is_empty() {
            self.places.resize(PLACES, Place::default());
        }
        if let Some(place) = self.places.get_mut(key.place()) {
            *place = Place { key, code };
        }
    }
}

impl Key {
    #[inline]
    fn of(text: &[u8]) -> Option<Self> {
        let (first, last) = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
            (Some(first), Some(last)) if text.len() <= 16 => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            (Some(_), _) => return None,
            _ => match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
                (Some(first), Some(last)) => (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into()),
                _ => (text.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0),
            },
        };
        Some(Self { first, last, length: text.len() as u32 + 1 })
    }

    #[inline]
    fn place(self) -> usize {
        // Odd multipliers, so that every bit reaches the upper ones.
        let mixed = (self.first ^ self.last.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 58) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_found_by_all_of_its_bytes() {
        let mut recent = Recent::default();
        let mut texts: Vec<Vec<u8>> = (0..=20).map(|length| vec![b'a'; length]).collect();
        for length in 1..=16 {
            for at in 0..length {
                let mut text = vec![b'a'; length];
                text[at] = 0;
                texts.push(text);
            }
        }
        for (code, text) in texts.iter().enumerate() {
            assert_eq!(recent.get(text), None, "{text:?}");
            recent.put(text, code as u32);
            assert_eq!(recent.get(text), (text.len() <= 16).then_some(code as u32));
        }
        // Whatever is found later is what was put there.
        for (code, text) in texts.iter().enumerate() {
            assert!(recent.get(text).is_none_or(|found| found == code as u32), "{text:?}");
        }
    }
}
