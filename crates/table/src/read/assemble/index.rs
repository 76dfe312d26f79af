//! Finds the number of a byte string among those already known.
//!
//! A table of 64-bit slots with linear probing, at most half full: the upper half of a slot is the hash, the lower
//! the number plus one. The hash decides the slot too, so the table grows without looking at the strings again.
//!
//! The hash has no secret seed, since the same input must give the same table everywhere. Somebody who makes strings
//! collide on purpose gains little: after [`PROBES`] slots a string counts as unknown and cannot be added. At half
//! load, honest strings come that far with a probability below 1e-15 even in a table of a million.

pub(crate) use crate::store::hash::hash;

/// Slots that are looked at before a string is given up.
const PROBES: usize = 256;

/// Numbers by the hash of what they stand for. What that is, the owner knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    slots: Vec<u64>,
    used: usize,
    /// A number lost its place as the table grew: since its string would seem new, nothing new is taken any more.
    crowded: bool,
}

impl Index {
    /// The number with this hash for which `same` holds.
    #[inline]
    pub(crate) fn find(&self, hash: u32, mut same: impl FnMut(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        for step in 0..PROBES {
            let slot = *self.slots.get((hash as usize).wrapping_add(step) & mask)?;
            if slot == 0 {
                return None;
            }
            if (slot >> 32) as u32 == hash && same(slot as u32 - 1) {
                return Some(slot as u32 - 1);
            }
        }
        None
    }

    /// Adds a number below `u32::MAX` that was not found. `false` where too many hashes lie too close.
    #[must_use]
    pub(crate) fn insert(&mut self, hash: u32, number: u32) -> bool {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        let placed = !self.crowded && place(&mut self.slots, u64::from(hash) << 32 | (u64::from(number) + 1));
        self.used += usize::from(placed);
        placed
    }

    /// Bytes held for each number, on average.
    pub(crate) const BYTES_EACH: usize = 24;

    fn grow(&mut self) {
        let mut slots = vec![0; (self.slots.len() * 2).max(16)];
        for &slot in self.slots.iter().filter(|slot| **slot != 0) {
            self.crowded |= !place(&mut slots, slot);
        }
        self.slots = slots;
    }
}

fn place(slots: &mut [u64], slot: u64) -> bool {
    let mask = slots.len() - 1;
    let first = (slot >> 32) as usize;
    let free = (0..PROBES).map(|step| first.wrapping_add(step) & mask).find(|&at| slots[at] == 0);
    free.map(|at| slots[at] = slot).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let texts: Vec<String> = (0..100_000).map(|number| format!("text {number}")).collect();
        let mut index = Index::default();
        for (number, text) in texts.iter().enumerate() {
            let hash = hash(text.as_bytes(), 0);
            assert_eq!(index.find(hash, |found| texts[found as usize] == *text), None);
            assert!(index.insert(hash, number as u32));
        }
        for (number, text) in texts.iter().enumerate() {
            let found = index.find(hash(text.as_bytes(), 0), |found| texts[found as usize] == *text);
            assert_eq!(found, Some(number as u32));
        }
    }

    #[test]
    fn collisions_end_after_a_bounded_search() {
        let mut index = Index::default();
        let added = (0..1_000).filter(|&number| index.insert(7, number)).count();
        assert_eq!(added, PROBES);
        let mut looked = 0;
        assert_eq!(
            index.find(7, |_| {
                looked += 1;
                false
            }),
            None
        );
        assert_eq!(looked, PROBES);
    }
}
