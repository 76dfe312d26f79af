//! A side of a column whose rows stay while those of the other side change: what does not depend on the other is computed once.
//!
//! A person compares one period after another with the same reference. Its cells need not be looked at again, nor its numbers be
//! sorted. How strings are read may depend on both sides, so sorted numbers are used again only where they are read alike.

use std::cell::OnceCell;

use driftscope_table::Column;
use driftscope_table::typing::{CellCounts, Evidence};

use crate::values::numeric::{self, Numbers};
use crate::values::side::Side;

/// A side, computed as far as it was asked for.
#[derive(Debug, Default)]
pub(crate) struct KeptSide {
    counts: OnceCell<CellCounts>,
    read: OnceCell<ReadSide>,
}

/// The values as they are read beside the other side.
#[derive(Debug)]
struct ReadSide {
    evidence: Evidence,
    numbers: Numbers,
    seconds: OnceCell<Numbers>,
}

/// Strings of a column from which on it is not kept: it has few numbers, and what its strings read as would fill the room.
const MANY_STRINGS: usize = 10_000;

impl KeptSide {
    /// Whether a side is worth the room.
    pub(crate) fn is_for(column: &Column) -> bool {
        column.dictionary.len() < MANY_STRINGS
    }

    /// The cells of the column, counted.
    pub(crate) fn counts(&self, column: &Column) -> CellCounts {
        self.counts.get_or_init(|| CellCounts::of(column)).clone()
    }

    /// The numbers of the side; `None` where its strings were read in another way before.
    pub(crate) fn numbers(&self, side: &Side<'_>) -> Option<&Numbers> {
        self.read(side).map(|read| &read.numbers)
    }

    /// Its moments in seconds since 1970; `None` as for [`Self::numbers`].
    pub(crate) fn seconds(&self, side: &Side<'_>) -> Option<&Numbers> {
        self.read(side).map(|read| read.seconds.get_or_init(|| side.numbers(numeric::seconds)))
    }

    /// The bytes that are kept, about.
    pub(crate) fn size(&self) -> usize {
        let strings = self.read.get().map_or(0, |read| read.evidence.classes.len() * 2 * size_of::<(u64, f64)>());
        let seconds = self.read.get().and_then(|read| read.seconds.get());
        let numbers = self.read.get().map(|read| &read.numbers).into_iter().chain(seconds);
        strings + numbers.map(|numbers| numbers.sorted.len() * size_of::<f64>()).sum::<usize>()
    }

    fn read(&self, side: &Side<'_>) -> Option<&ReadSide> {
        let read = || ReadSide {
            evidence: side.evidence.clone(),
            numbers: side.numbers(numeric::numbers),
            seconds: OnceCell::new(),
        };
        Some(self.read.get_or_init(read)).filter(|read| read.evidence == side.evidence)
    }
}
