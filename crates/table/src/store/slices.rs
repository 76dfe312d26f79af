//! The cells of a column as slices, with a slice of missing cells for each gap.

use super::chunk::{Chunk, MISSING};
use crate::Cell;

/// The cells of a column as slices, in order; some may be empty.
#[derive(Clone, Debug)]
pub struct Slices<'a> {
    chunks: &'a [Chunk],
    /// Cells of the column; those past the last chunk are missing.
    len: usize,
    /// Three slices for each chunk: what is missing before, what is held, what is missing behind.
    next: usize,
    end: usize,
}

impl<'a> Slices<'a> {
    /// All cells of a column of this length.
    pub(super) fn of(chunks: &'a [Chunk], len: usize) -> Self {
        Self { chunks, len, next: 0, end: 3 * len.div_ceil(Chunk::MOST) }
    }

    fn slice(&self, number: usize) -> &'a [Cell] {
        let (place, part) = (number / 3, number % 3);
        let len = (self.len - place * Chunk::MOST).min(Chunk::MOST);
        let Some(chunk) = self.chunks.get(place) else {
            return if part == 2 { &MISSING[..len] } else { &[] };
        };
        match part {
            0 => &MISSING[..chunk.lead],
            1 => &chunk.cells,
            _ => &MISSING[..len - chunk.lead - chunk.cells.len()],
        }
    }
}

impl<'a> Iterator for Slices<'a> {
    type Item = &'a [Cell];

    fn next(&mut self) -> Option<&'a [Cell]> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        Some(self.slice(self.next - 1))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl DoubleEndedIterator for Slices<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        Some(self.slice(self.end))
    }
}
