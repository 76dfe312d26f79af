//! Bytes of strings, predicted by the bytes before them and by what followed the same bytes earlier.

use std::collections::HashMap;

use super::coder::{Coder, mixed};
use super::scan::hash;

/// Bytes that must agree before what followed them is tried.
const AGREEING: usize = 5;

/// Where strings of bytes came last.
#[derive(Clone, Debug, Default)]
pub(super) struct Strings {
    places: HashMap<u64, u32>,
    /// The byte that should come next, by its place, and how many before it were right.
    expected: Option<usize>,
    right: u32,
}

impl Strings {
    /// Begins with a string: nothing is expected yet.
    pub(super) fn begin(&mut self) {
        self.expected = None;
        self.right = 0;
    }

    /// The next byte of a text: written, or read and not yet in it.
    pub(super) fn byte(&mut self, coder: &mut Coder, path: u32, before: &[u8], byte: u8) -> u8 {
        let recent = before.last_chunk::<AGREEING>().map(|recent| hash(recent));
        if self.expected.is_none() {
            self.expected = recent.and_then(|recent| self.places.get(&recent).map(|&place| place as usize));
            self.right = 0;
        }
        if let Some(recent) = recent {
            self.places.insert(recent, before.len() as u32);
        }
        if let Some((place, &expected)) = self.expected.and_then(|place| Some((place, before.get(place)?))) {
            let context = mixed(mixed(5, self.right.min(20)), u32::from(expected));
            if coder.bit(context, byte == expected) {
                self.expected = Some(place + 1);
                self.right += 1;
                return expected;
            }
            self.expected = None;
        }
        literal(coder, path, before, byte)
    }
}

fn literal(coder: &mut Coder, path: u32, before: &[u8], byte: u8) -> u8 {
    let recent = |back: usize| before.len().checked_sub(back).map_or(0, |place| u32::from(before[place]));
    let one = mixed(6, recent(1));
    let two = mixed(mixed(7, recent(1)), recent(2));
    let three = mixed(mixed(two, recent(3)), 8);
    let here = mixed(mixed(three, path), 9);
    let mut node = 1_u32;
    for place in (0..8).rev() {
        let contexts = [6, one, two, three, here].map(|context| mixed(context, node));
        let bit = coder.bit_of_orders(&contexts, byte >> place & 1 == 1);
        node = node << 1 | u32::from(bit);
    }
    node as u8
}
