//! Binary decisions as bytes, and back: each costs what it was unlikely, given how decisions in the same context went before.
//!
//! An arithmetic coder without carries, as in Matt Mahoney's lpaq (public domain): 32 bits of range, 16 of probability. A context is a
//! number; its probability lies in a table where contexts may share a place, which costs bits but is no error. Bits that cannot be
//! predicted are kept apart, as they are. The same calls write and read: when reading, the decision handed in is ignored.

use super::Damaged;

/// Places for probabilities, as a power of two.
const PLACES: u32 = 18;

/// Decisions after which a probability changes by a constant share.
const MOST_SEEN: u32 = 255;

/// The bits of a chance that count decisions.
const SEEN: u32 = 1023;

/// Bytes that the reader may take beyond the end: the last ones are implied.
const BEYOND: usize = 4;

/// Writes or reads decisions.
#[derive(Clone, Debug)]
pub(super) struct Coder {
    pub(super) is_writing: bool,
    low: u32,
    high: u32,
    /// What is read, aligned with `low` and `high`.
    code: u32,
    bytes: Vec<u8>,
    /// Where the reader is in `bytes`.
    at: usize,
    plain: Vec<u8>,
    /// Bits written to or read from `plain`.
    plain_at: usize,
    /// For each context the probability of a 1, in 22 bits, above how many decisions it rests on, in 10.
    chances: Vec<u32>,
}

impl Coder {
    /// A coder that writes.
    pub(super) fn writing() -> Self {
        Self::new(true, Vec::new(), Vec::new())
    }

    /// A coder that reads what another has written.
    pub(super) fn reading(bytes: Vec<u8>, plain: Vec<u8>) -> Self {
        let mut coder = Self::new(false, bytes, plain);
        (0..4).for_each(|_| coder.take_byte());
        coder
    }

    fn new(is_writing: bool, bytes: Vec<u8>, plain: Vec<u8>) -> Self {
        let chances = vec![1 << 31; 1 << PLACES];
        Self { is_writing, low: 0, high: u32::MAX, code: 0, bytes, at: 0, plain, plain_at: 0, chances }
    }

    /// The bytes written: coded and plain.
    pub(super) fn finish(mut self) -> [Vec<u8>; 2] {
        // One byte that lies within the range whatever follows; the reader takes zeros beyond the end.
        self.bytes.extend(self.high.to_be_bytes());
        [self.bytes, self.plain]
    }

    /// Whether more was read than is there.
    pub(super) fn check(&self) -> Result<(), Damaged> {
        let is_within = self.at <= self.bytes.len() + BEYOND && self.plain_at <= self.plain.len() * 8;
        if self.is_writing || is_within { Ok(()) } else { Err(Damaged) }
    }

    /// A decision that is predicted by its context.
    pub(super) fn bit(&mut self, context: u32, bit: bool) -> bool {
        self.bit_of_orders(&[context], bit)
    }

    /// A decision that is predicted by the last of some contexts that has seen any, and teaches all of them.
    pub(super) fn bit_of_orders(&mut self, contexts: &[u32], bit: bool) -> bool {
        let chances = contexts.iter().rev().map(|&context| self.chances[place(context)]);
        let chance = chances.into_iter().find(|chance| chance & SEEN > 0).unwrap_or(1 << 31);
        let bit = self.coded((chance >> 16).clamp(32, 65_503), bit);
        for &context in contexts {
            let chance = &mut self.chances[place(context)];
            *chance = learnt(*chance, bit);
        }
        bit
    }

    /// A number below `1 << bits`, the highest bit first, each predicted by those above it.
    pub(super) fn tree(&mut self, context: u32, bits: u32, number: u32) -> u32 {
        let mut node = 1;
        for place in (0..bits).rev() {
            let bit = self.bit(mixed(context, node), number >> place & 1 == 1);
            node = node << 1 | u32::from(bit);
        }
        node - (1 << bits)
    }

    /// The lowest bits of a number, as they are.
    pub(super) fn plain(&mut self, bits: u32, number: u64) -> u64 {
        let mut read = 0;
        for place in 0..bits {
            let (byte, shift) = (self.plain_at / 8, self.plain_at % 8);
            if self.is_writing {
                if shift == 0 {
                    self.plain.push(0);
                }
                self.plain[byte] |= ((number >> place & 1) as u8) << shift;
            }
            let bit = self.plain.get(byte).map_or(0, |byte| byte >> shift & 1);
            read |= u64::from(bit) << place;
            self.plain_at += 1;
        }
        read
    }

    fn coded(&mut self, chance: u32, bit: bool) -> bool {
        let middle = self.low + ((u64::from(self.high - self.low) * u64::from(chance)) >> 16) as u32;
        let bit = if self.is_writing { bit } else { self.code <= middle };
        if bit {
            self.high = middle
        } else {
            self.low = middle + 1
        }
        while (self.low ^ self.high) >> 24 == 0 {
            if self.is_writing {
                self.bytes.push((self.high >> 24) as u8);
            } else {
                self.take_byte();
            }
            self.low <<= 8;
            self.high = self.high << 8 | 255;
        }
        bit
    }

    fn take_byte(&mut self) {
        self.code = self.code << 8 | self.bytes.get(self.at).map_or(0, |&byte| u32::from(byte));
        self.at += 1;
    }
}

/// Two numbers as one context.
pub(super) fn mixed(context: u32, with: u32) -> u32 {
    (context.rotate_left(9) ^ with).wrapping_mul(0x85eb_ca6b)
}

/// Where the chance of a context is.
fn place(context: u32) -> usize {
    (context.wrapping_mul(0x9e37_79b1) >> (32 - PLACES)) as usize
}

/// A probability after one more decision.
fn learnt(chance: u32, bit: bool) -> u32 {
    let (probability, seen) = (i64::from(chance >> 10), chance & SEEN);
    let target = if bit { (1 << 22) - 1 } else { 0 };
    let next = probability + (target - probability) * 2 / i64::from(2 * seen + 3);
    (next as u32) << 10 | (seen + 1).min(MOST_SEEN)
}
