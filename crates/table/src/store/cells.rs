//! The cells of one column, in chunks of one size, of which only those between missing ones are held.
//!
//! A million cells in one block would have to be copied there from where they were read, and while they are, twice
//! the memory is taken, which a WebAssembly module never gives back. So a column stays in the chunks in which it grew.
//!
//! Ten thousand columns of which each has a value now and then are mostly nothing. So a chunk holds its cells from the
//! first that is there to the last, as far as that is known without looking; what lies around them is missing and costs
//! nothing.

use std::iter::Flatten;
use std::ops::Index;

use super::chunk::{Chunk, MISSING};
use super::slices::Slices;
use crate::Cell;

/// Cells in the order of their rows.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// Each stands for [`Cells::CHUNK`] cells, but the last ends with those that it holds.
    chunks: Vec<Chunk>,
    /// Missing cells behind those of the chunks. While there are some, the last chunk has no room, so that the fast way
    /// of adding a cell is shut.
    tail: usize,
}

impl Cells {
    /// Cells of one chunk.
    pub const CHUNK: usize = Chunk::MOST;

    /// Missing cells that are held if others stand before and behind them, since leaving them out would cost more time
    /// than it saves memory.
    const SHORT_GAP: usize = 256;

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.held_end() + self.tail
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty() && self.tail == 0
    }

    /// The cells, a slice at a time: the fastest way to look at all of them.
    pub fn chunks(&self) -> Slices<'_> {
        Slices::of(&self.chunks, self.len())
    }

    /// The cells in order.
    pub fn iter(&self) -> Flatten<Slices<'_>> {
        self.chunks().flatten()
    }

    /// The cell of a row.
    pub fn get(&self, row: usize) -> Option<Cell> {
        self.find(row).copied()
    }

    /// The cells that are held, to carry them across a boundary: the row of the first, and those that follow it. All
    /// others are missing.
    pub fn into_runs(self) -> impl Iterator<Item = (usize, Vec<Cell>)> {
        let runs = self.chunks.into_iter().enumerate();
        runs.map(|(place, chunk)| (place * Self::CHUNK + chunk.lead, chunk.cells))
            .filter(|(_, cells)| !cells.is_empty())
    }

    /// `len` cells from runs, which must come in order; cells past the end are left out.
    pub fn from_runs(len: usize, runs: impl IntoIterator<Item = (usize, Vec<Cell>)>) -> Self {
        let mut all = Self::default();
        for (start, mut cells) in runs {
            all.push_missing(start.min(len).saturating_sub(all.len()));
            cells.truncate(len.saturating_sub(start));
            let (place, lead) = (start / Self::CHUNK, start % Self::CHUNK);
            if cells.is_empty() || place < all.chunks.len() || lead + cells.len() > Self::CHUNK || all.len() != start {
                cells.into_iter().for_each(|cell| all.push(cell));
            } else {
                cells.shrink_to_fit();
                all.tail = 0;
                all.chunks.resize_with(place, Chunk::default);
                all.chunks.push(Chunk { lead, cells });
            }
        }
        all.push_missing(len.saturating_sub(all.len()));
        all
    }

    /// Adds a cell at the end.
    #[inline]
    pub fn push(&mut self, cell: Cell) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.cells.len() < chunk.cells.capacity() => chunk.cells.push(cell),
            _ => self.push_slowly(cell),
        }
    }

    /// Adds cells at the end.
    #[inline]
    pub(crate) fn extend(&mut self, mut cells: &[Cell]) {
        while let [first, rest @ ..] = cells {
            self.push(*first);
            let Some(chunk) = self.chunks.last_mut() else { return };
            let room = chunk.cells.capacity() - chunk.cells.len();
            let (now, later) = rest.split_at(rest.len().min(room));
            chunk.cells.extend_from_slice(now);
            cells = later;
        }
    }

    /// Takes the last cell away.
    pub(crate) fn pop(&mut self) -> Option<Cell> {
        let len = self.len();
        while self.tail == 0 && self.chunks.last().is_some_and(|chunk| chunk.cells.is_empty()) {
            self.chunks.pop();
            self.tail = len - self.held_end();
        }
        if self.tail > 0 {
            self.tail -= 1;
            return Some(Cell::MISSING);
        }
        self.chunks.last_mut()?.cells.pop()
    }

    /// Adds `count` missing cells at the end.
    pub(crate) fn push_missing(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        if let Some(chunk) = self.chunks.last_mut() {
            let is_short = count < Self::SHORT_GAP && self.tail == 0;
            if is_short && chunk.lead + chunk.cells.len() + count <= Self::CHUNK {
                chunk.make_room(count);
                return chunk.cells.resize(chunk.cells.len() + count, Cell::MISSING);
            }
            chunk.cells.shrink_to_fit();
        }
        self.tail += count;
    }

    /// The cell of a row, to be changed.
    pub(crate) fn get_mut(&mut self, row: usize) -> Option<&mut Cell> {
        let (len, end) = (self.len(), self.held_end());
        if row >= len {
            return None;
        }
        if row >= end {
            self.tail = row - end;
            self.push(Cell::MISSING);
            self.push_missing(len - row - 1);
        }
        self.chunks.get_mut(row / Self::CHUNK)?.get_mut(row % Self::CHUNK)
    }

    /// The cells that are held, to be changed. Those that are not are missing.
    pub(crate) fn held_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.chunks.iter_mut().flat_map(|chunk| &mut chunk.cells)
    }

    /// The row behind the last that is held.
    fn held_end(&self) -> usize {
        let before = self.chunks.len().saturating_sub(1) * Self::CHUNK;
        self.chunks.last().map_or(0, |chunk| before + chunk.lead + chunk.cells.len())
    }

    fn find(&self, row: usize) -> Option<&Cell> {
        let held = self.chunks.get(row / Self::CHUNK).and_then(|chunk| {
            let place = (row % Self::CHUNK).checked_sub(chunk.lead)?;
            chunk.cells.get(place)
        });
        held.or_else(|| (row < self.len()).then_some(&MISSING[0]))
    }

    /// The first chunk grows, so that ten thousand columns of a few rows stay small, and so does one that begins after
    /// a gap; the others are whole at once.
    #[cold]
    fn push_slowly(&mut self, cell: Cell) {
        let row = self.len();
        let (place, offset) = (row / Self::CHUNK, row % Self::CHUNK);
        let tail = std::mem::take(&mut self.tail);
        if place < self.chunks.len() {
            if let Some(chunk) = self.chunks.last_mut() {
                chunk.make_room(tail + 1);
                chunk.cells.resize(chunk.cells.len() + tail, Cell::MISSING);
                chunk.cells.push(cell);
            }
            return;
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.forget_missing();
        }
        let is_first = self.chunks.is_empty();
        self.chunks.resize_with(place, Chunk::default);
        let mut cells = Vec::with_capacity(if is_first || tail > 0 { 1 } else { Self::CHUNK });
        cells.push(cell);
        self.chunks.push(Chunk { lead: offset, cells });
    }
}

/// What is held does not matter, only what the cells are.
impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl Eq for Cells {}

impl FromIterator<Cell> for Cells {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        let (mut all, mut missing) = (Self::default(), 0);
        for cell in cells {
            if cell == Cell::MISSING {
                missing += 1;
                continue;
            }
            all.push_missing(std::mem::take(&mut missing));
            all.push(cell);
        }
        all.push_missing(missing);
        all
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        cells.into_iter().collect()
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a Cell;
    type IntoIter = Flatten<Slices<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Index<usize> for Cells {
    type Output = Cell;

    /// # Panics
    ///
    /// If there is no such row, as a slice does.
    fn index(&self, row: usize) -> &Cell {
        match self.find(row) {
            Some(cell) => cell,
            None => panic!("there is no row {row} among {}", self.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells that are held, or room for them.
    fn held(cells: &Cells) -> usize {
        cells.chunks.iter().map(|chunk| chunk.cells.capacity()).sum()
    }

    #[test]
    fn cells_are_where_they_were_put() {
        for count in [0, 1, 17, Cells::CHUNK - 1, Cells::CHUNK, Cells::CHUNK + 1, 2 * Cells::CHUNK + 5] {
            let cells: Vec<Cell> = (0..count).map(|row| Cell::number(row as f64)).collect();
            let chunked: Cells = cells.iter().copied().collect();
            assert_eq!((chunked.len(), chunked.is_empty()), (count, count == 0));
            assert!(chunked.iter().eq(cells.iter()) && chunked.chunks().flatten().eq(cells.iter()));
            assert!(chunked.iter().rev().eq(cells.iter().rev()));
            assert_eq!(Cells::from(cells.clone()), chunked);
            assert_eq!(Cells::from_runs(count, chunked.clone().into_runs()), chunked);
            let runs = cells.chunks(5000).enumerate().map(|(run, cells)| (5000 * run, cells.to_vec()));
            assert_eq!(Cells::from_runs(count, runs), chunked);
            assert_eq!(chunked.get(count), None);
            assert!((0..count).step_by(97).all(|row| chunked[row] == cells[row]));
        }
    }

    /// Any order of values, gaps and changes, against a plain list.
    #[test]
    fn gaps_of_every_length_are_missing() {
        let mut state = 5_u64;
        let mut random = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for round in 0..300 {
            let (mut cells, mut plain) = (Cells::default(), Vec::new());
            let longest = [3, 300, 3 * Cells::CHUNK][round % 3];
            for step in 0..60 {
                let cell = Cell::number(step as f64);
                match random(5) {
                    0 => (0..random(longest)).for_each(|_| assert_eq!(cells.pop(), plain.pop())),
                    1 => {
                        let count = random(longest);
                        cells.push_missing(count);
                        plain.resize(plain.len() + count, Cell::MISSING);
                    }
                    2 if !plain.is_empty() => {
                        let row = random(plain.len());
                        plain[row] = cell;
                        *cells.get_mut(row).expect("a row") = cell;
                    }
                    _ => {
                        let value = if random(3) == 0 { Cell::MISSING } else { cell };
                        for _ in 0..random(longest) {
                            cells.push(value);
                            plain.push(value);
                        }
                    }
                }
                assert_eq!(cells.len(), plain.len());
            }
            assert!(cells.iter().eq(&plain) && cells.iter().rev().eq(plain.iter().rev()), "round {round}");
            assert!((0..plain.len()).step_by(13).all(|row| cells[row] == plain[row]));
            assert_eq!(cells.get_mut(plain.len()), None);
            let again = Cells::from_runs(cells.len(), cells.clone().into_runs());
            assert!(again == cells && plain.iter().copied().collect::<Cells>() == cells, "round {round}");
            assert_eq!(Cells::from_runs(0, cells.clone().into_runs()).len(), 0);
            assert!(cells.chunks.iter().all(|chunk| chunk.lead + chunk.cells.capacity() <= Cells::CHUNK));
        }
    }

    #[test]
    fn what_is_missing_costs_next_to_nothing() {
        let mut cells = Cells::default();
        for _ in 0..5 {
            cells.push_missing(3 * Cells::CHUNK);
            cells.push(Cell::number(1.0));
        }
        cells.push_missing(7 * Cells::CHUNK);
        assert!(held(&cells) <= 5 * 16, "{}", held(&cells));
        let mut nulls = Cells::default();
        (0..10 * Cells::CHUNK + 1).for_each(|_| nulls.push(Cell::MISSING));
        assert!(held(&nulls) <= Cells::CHUNK, "{}", held(&nulls));
        let dense: Cells = (0..10 * Cells::CHUNK).map(|row| Cell::number(row as f64)).collect();
        assert_eq!(held(&dense), dense.len());
    }
}
