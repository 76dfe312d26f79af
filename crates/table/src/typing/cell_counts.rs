//! Counts the cells of a column by what they hold, before its strings are read.

use super::Evidence;
use crate::store::hashed;
use crate::{CellKind, Column};

/// What the cells of a side hold, before their strings are read: the same whatever the other side holds.
#[derive(Clone, Debug, Default)]
pub struct CellCounts {
    /// All that does not depend on what strings spell.
    pub(super) cells: Evidence,
    pub(super) numbers: Numbers,
}

impl CellCounts {
    /// Looks at every cell once.
    // Not where it is called: code that is compiled for size would be so slow as to be half of a comparison.
    #[inline(never)]
    pub fn of(column: &Column) -> Self {
        let mut cells = Evidence { code_counts: vec![0; column.dictionary.len()], ..Evidence::default() };
        let mut hashes: Vec<u32> = Vec::new();
        let mut numbers = Numbers::default();
        for cell in column.cells.chunks().flatten() {
            match cell.kind() {
                CellKind::Number(number) => {
                    cells.numbers += 1;
                    numbers.see(number, 1);
                }
                CellKind::Missing | CellKind::NotANumber => cells.missing += 1,
                CellKind::Boolean(_) => cells.booleans += 1,
                CellKind::Timestamp(_) => cells.timestamps += 1,
                CellKind::Hashed(hash) => hashes.push(hash),
                CellKind::BigInteger(code) | CellKind::Text(code) => {
                    if let Some(count) = cells.code_counts.get_mut(code as usize) {
                        *count += 1;
                    }
                    cells.big_integers += u64::from(matches!(cell.kind(), CellKind::BigInteger(_)));
                }
            }
        }
        see_hashes(&mut cells, hashes);
        cells.datetime_texts = cells.timestamps;
        if cells.timestamps > 0 {
            cells.distinct_timestamps = column.sorted_timestamps().chunk_by(|one, other| one == other).count() as u64;
        }
        Self { cells, numbers }
    }
}

fn see_hashes(cells: &mut Evidence, mut hashes: Vec<u32>) {
    if hashes.is_empty() {
        return;
    }
    cells.hashed = hashes.len() as u64;
    cells.buckets = vec![0; hashed::BUCKETS];
    hashes.iter().for_each(|&hash| cells.buckets[hashed::bucket(hash)] += 1);
    hashes.sort_unstable();
    for run in hashes.chunk_by(|one, other| one == other) {
        cells.distinct_hashed += 1;
        *cells.hash_repetition.entry(run.len() as u64).or_default() += 1;
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
