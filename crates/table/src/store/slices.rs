//! The cells of a column as slices, with a slice of missing cells for each gap.

use super::cells::Cells;
use crate::Cell;

/// The cells of a column as slices, in order; some may be empty.
#[derive(Clone, Debug)]
pub struct Slices<'a> {
    cells: &'a Cells,
    /// Three slices for each chunk: what is missing before, what is held, what is missing behind.
    next: usize,
    end: usize,
}

/// The cells that are not held.
pub(super) static MISSING: [Cell; Cells::CHUNK] = [Cell::MISSING; Cells::CHUNK];

impl<'a> Slices<'a> {
    /// All cells of a column.
    pub(super) fn of(cells: &'a Cells) -> Self {
        Self { cells, next: 0, end: 3 * cells.len().div_ceil(Cells::CHUNK) }
    }

    fn slice(&self, number: usize) -> &'a [Cell] {
        let (place, part) = (number / 3, number % 3);
        let len = (self.cells.len() - place * Cells::CHUNK).min(Cells::CHUNK);
        let Some(chunk) = self.cells.chunks.get(place) else {
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
