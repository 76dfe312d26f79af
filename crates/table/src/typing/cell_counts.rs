//! Counts the cells of a column by what they hold, before its strings are read.

use std::collections::BTreeMap;

use crate::store::hashed;
use crate::{CellKind, Column};

/// What the cells of a side hold, before their strings are read: the same whatever the other side holds.
#[derive(Clone, Debug, Default)]
pub struct CellCounts {
    /// Absent, null, NaN.
    pub(super) missing: u64,
    /// Numbers written as such.
    pub(super) numbers: u64,
    pub(super) booleans: u64,
    /// Timestamps that are kept as such, and how many of them differ.
    pub(super) timestamps: [u64; 2],
    /// Integers past 2^53.
    pub(super) big_integers: u64,
    /// How often each string of the dictionary occurs.
    pub(super) codes: Vec<u64>,
    pub(super) hashes: HashCounts,
    pub(super) seen: Numbers,
}

/// Strings of which only a hash is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct HashCounts {
    pub(super) strings: u64,
    /// How many of the hashes differ.
    pub(super) distinct: u64,
    /// How many of them occur how often.
    pub(super) repetition: BTreeMap<u64, u64>,
    /// How many strings are in each bucket; nothing where there are none.
    pub(super) buckets: Vec<u64>,
}

impl CellCounts {
    /// Looks at every cell once.
    // Not where it is called: code that is compiled for size would be so slow as to be half of a comparison.
    #[inline(never)]
    pub fn of(column: &Column) -> Self {
        let mut counts = Self { codes: vec![0; column.dictionary.len()], ..Self::default() };
        let mut hashes: Vec<u32> = Vec::new();
        for cell in column.cells.chunks().flatten() {
            match cell.kind() {
                CellKind::Number(number) => {
                    counts.numbers += 1;
                    counts.seen.see(number, 1);
                }
                CellKind::Missing | CellKind::NotANumber => counts.missing += 1,
                CellKind::Boolean(_) => counts.booleans += 1,
                CellKind::Timestamp(_) => counts.timestamps[0] += 1,
                CellKind::Hashed(hash) => hashes.push(hash),
                CellKind::BigInteger(code) | CellKind::Text(code) => {
                    if let Some(count) = counts.codes.get_mut(code as usize) {
                        *count += 1;
                    }
                    counts.big_integers += u64::from(matches!(cell.kind(), CellKind::BigInteger(_)));
                }
            }
        }
        if counts.timestamps[0] > 0 {
            counts.timestamps[1] = column.sorted_timestamps().chunk_by(|one, other| one == other).count() as u64;
        }
        counts.hashes = HashCounts::of(hashes);
        counts
    }
}

impl HashCounts {
    fn of(mut hashes: Vec<u32>) -> Self {
        if hashes.is_empty() {
            return Self::default();
        }
        let mut counts = Self { strings: hashes.len() as u64, buckets: vec![0; hashed::BUCKETS], ..Self::default() };
        hashes.iter().for_each(|&hash| counts.buckets[hashed::bucket(hash)] += 1);
        hashes.sort_unstable();
        for run in hashes.chunk_by(|one, other| one == other) {
            counts.distinct += 1;
            *counts.repetition.entry(run.len() as u64).or_default() += 1;
        }
        counts
    }
}

/// What was seen of the numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub(super) beyond_bits: u64,
    pub(super) fractions: u64,
    /// Of the finite ones; the infinities while there are none.
    smallest: f64,
    largest: f64,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { beyond_bits: 0, fractions: 0, smallest: f64::INFINITY, largest: f64::NEG_INFINITY }
    }
}

impl Numbers {
    #[inline]
    pub(super) fn see(&mut self, number: f64, count: u64) {
        self.beyond_bits += if number != 0.0 && number != 1.0 { count } else { 0 };
        // Infinite ones are counted among them.
        let is_whole = number == number.trunc() && number.is_finite();
        self.fractions += if is_whole { 0 } else { count };
        // Compared: what a NaN would do in `min` and `max` is a call in WebAssembly.
        if number < self.smallest && number > f64::NEG_INFINITY {
            self.smallest = number;
        }
        if number > self.largest && number < f64::INFINITY {
            self.largest = number;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.beyond_bits += other.beyond_bits;
        self.fractions += other.fractions;
        self.smallest = self.smallest.min(other.smallest);
        self.largest = self.largest.max(other.largest);
    }

    pub(super) fn ends(&self) -> (Option<f64>, Option<f64>) {
        let is_any = self.smallest <= self.largest;
        (is_any.then_some(self.smallest), is_any.then_some(self.largest))
    }
}
