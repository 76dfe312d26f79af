//! A chunk of the cells of a column, which holds those from the first that is there to the last.

use crate::Cell;

/// Some of the cells of a chunk; those before and behind them are missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    /// Missing cells before those that are held.
    pub(super) lead: usize,
    /// Never has room for more than the chunk may hold.
    pub(super) cells: Vec<Cell>,
}

/// The cells that are not held.
pub(super) static MISSING: [Cell; Chunk::MOST] = [Cell::MISSING; Chunk::MOST];

impl Chunk {
    /// Cells of one chunk.
    pub(super) const MOST: usize = 1 << 12;

    /// Makes room for `more` cells, and for some that may follow.
    pub(super) fn make_room(&mut self, more: usize) {
        let (held, room) = (self.cells.len(), self.cells.capacity() - self.cells.len());
        if more > room {
            self.cells.reserve_exact(more.max(held).max(16).min(Self::MOST - self.lead - held));
        }
    }

    /// Lets go of cells that are all missing.
    pub(super) fn forget_missing(&mut self) {
        if self.cells.iter().all(|cell| *cell == Cell::MISSING) {
            *self = Self::default();
        }
    }

    /// The cell at a place of the chunk, which holds it from now on.
    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut Cell> {
        if !(self.lead..self.lead + self.cells.len()).contains(&place) {
            let mut cells = vec![Cell::MISSING; self.lead];
            cells.append(&mut self.cells);
            if place >= cells.len() {
                cells.resize(Self::MOST, Cell::MISSING);
            }
            cells.shrink_to_fit();
            *self = Self { lead: 0, cells };
        }
        self.cells.get_mut(place - self.lead)
    }
}
