//! The cells of one column, in chunks of one size.
//!
//! A million cells in one block would have to be copied there from where they were read, and while they are, twice
//! the memory is taken, which a WebAssembly module never gives back. So a column stays in the chunks in which it grew.

use std::ops::Index;

use crate::Cell;

/// Cells in the order of their rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// All of [`Cells::CHUNK`] cells but the last, which has fewer and is never empty.
    chunks: Vec<Vec<Cell>>,
}

impl Cells {
    /// Cells of one chunk.
    pub const CHUNK: usize = 1 << 16;

    /// The number of cells.
    pub fn len(&self) -> usize {
        let last = self.chunks.last().map_or(0, Vec::len);
        self.chunks.len().saturating_sub(1) * Self::CHUNK + last
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The cells, a chunk at a time: the fastest way to look at all of them.
    pub fn chunks(&self) -> impl Iterator<Item = &[Cell]> {
        self.chunks.iter().map(Vec::as_slice)
    }

    /// The chunks themselves, to carry them across a boundary.
    pub fn into_chunks(self) -> Vec<Vec<Cell>> {
        self.chunks
    }

    /// The cells of such chunks, each of which but the last must have [`Cells::CHUNK`] cells; others are copied into
    /// chunks that do.
    pub fn from_chunks(chunks: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        let mut all = Self::default();
        for chunk in chunks {
            let is_aligned = all.chunks.last().is_none_or(|last| last.len() == Self::CHUNK);
            if is_aligned && (1..=Self::CHUNK).contains(&chunk.len()) {
                all.chunks.push(chunk);
            } else {
                chunk.into_iter().for_each(|cell| all.push(cell));
            }
        }
        all
    }

    /// The cells in order.
    pub fn iter(&self) -> std::iter::Flatten<std::slice::Iter<'_, Vec<Cell>>> {
        self.chunks.iter().flatten()
    }

    /// The cell of a row.
    pub fn get(&self, row: usize) -> Option<Cell> {
        self.chunks.get(row / Self::CHUNK)?.get(row % Self::CHUNK).copied()
    }

    /// Adds a cell at the end.
    #[inline]
    pub fn push(&mut self, cell: Cell) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < chunk.capacity() => chunk.push(cell),
            _ => self.push_slowly(cell),
        }
    }

    /// Adds so many missing cells at the end.
    pub(crate) fn push_missing(&mut self, mut count: usize) {
        while count > 0 {
            if self.chunks.last().is_none_or(|chunk| chunk.len() == Self::CHUNK) {
                self.chunks.push(Vec::new());
            }
            let Some(chunk) = self.chunks.last_mut() else { return };
            let added = count.min(Self::CHUNK - chunk.len());
            chunk.resize(chunk.len() + added, Cell::MISSING);
            count -= added;
        }
    }

    /// The cell of a row, to be changed.
    pub(crate) fn get_mut(&mut self, row: usize) -> Option<&mut Cell> {
        self.chunks.get_mut(row / Self::CHUNK)?.get_mut(row % Self::CHUNK)
    }

    /// All cells, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.chunks.iter_mut().flatten()
    }

    /// The first chunk grows, so that ten thousand columns of a few rows stay small; the later ones are whole.
    #[cold]
    fn push_slowly(&mut self, cell: Cell) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < Self::CHUNK => {
                chunk.reserve_exact(chunk.len().max(16).min(Self::CHUNK - chunk.len()));
                chunk.push(cell);
            }
            Some(_) => {
                let mut chunk = Vec::with_capacity(Self::CHUNK);
                chunk.push(cell);
                self.chunks.push(chunk);
            }
            None => self.chunks.push(vec![cell]),
        }
    }
}

impl FromIterator<Cell> for Cells {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        let mut all = Self::default();
        cells.into_iter().for_each(|cell| all.push(cell));
        all
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        if cells.len() > Self::CHUNK {
            return cells.into_iter().collect();
        }
        Self { chunks: if cells.is_empty() { Vec::new() } else { vec![cells] } }
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a Cell;
    type IntoIter = std::iter::Flatten<std::slice::Iter<'a, Vec<Cell>>>;

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
        &self.chunks[row / Self::CHUNK][row % Self::CHUNK]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_where_they_were_put() {
        for count in [0, 1, 17, Cells::CHUNK - 1, Cells::CHUNK, Cells::CHUNK + 1, 2 * Cells::CHUNK + 5] {
            let cells: Vec<Cell> = (0..count).map(|row| Cell::number(row as f64)).collect();
            let chunked: Cells = cells.iter().copied().collect();
            assert_eq!((chunked.len(), chunked.is_empty()), (count, count == 0));
            assert!(chunked.iter().eq(cells.iter()) && chunked.chunks().flatten().eq(cells.iter()));
            assert_eq!(Cells::from(cells.clone()), chunked);
            assert_eq!(Cells::from_chunks(chunked.clone().into_chunks()), chunked);
            assert_eq!(Cells::from_chunks(cells.chunks(5000).map(<[Cell]>::to_vec)), chunked);
            assert_eq!(chunked.get(count), None);
            assert!((0..count).step_by(997).all(|row| chunked[row] == cells[row]));
        }
    }

    #[test]
    fn missing_cells_fill_up() {
        let mut cells = Cells::default();
        for count in [3, Cells::CHUNK, 2, 3 * Cells::CHUNK] {
            let before = cells.len();
            cells.push_missing(count);
            cells.push(Cell::number(1.0));
            assert_eq!(cells.len(), before + count + 1);
        }
        assert_eq!(cells.iter().filter(|cell| **cell == Cell::MISSING).count(), 4 * Cells::CHUNK + 5);
        assert!(cells.chunks().take(4).all(|chunk| chunk.len() == Cells::CHUNK));
    }
}
