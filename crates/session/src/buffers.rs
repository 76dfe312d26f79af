//! Arrays and texts on their way from one worker to another, in the form in which a host sends them.

use std::ops::Range;

/// A queue of arrays and texts: they are taken in the order in which they were pushed. An empty queue returns empty ones.
pub trait Buffers: Default {
    /// An array of 64-bit cells, which is written and read in parts so that no second copy of a column is in memory.
    type Cells;

    /// An array of this many cells, all 0.
    fn cells(length: usize) -> Self::Cells;
    /// Writes cells from this place on.
    fn write(cells: &mut Self::Cells, at: usize, bits: &[u64]);
    /// Reads cells; fewer where the array is shorter.
    fn read(cells: &Self::Cells, range: Range<usize>) -> Vec<u64>;

    /// Adds an array of cells.
    fn push_cells(&mut self, cells: Self::Cells);
    /// Adds an array of bytes.
    fn push_bytes(&mut self, bytes: &[u8]);
    /// Adds an array of numbers.
    fn push_numbers(&mut self, numbers: &[u32]);
    /// Adds a text.
    fn push_text(&mut self, text: &str);

    /// Takes an array of cells.
    fn take_cells(&mut self) -> Self::Cells;
    /// Takes an array of bytes.
    fn take_bytes(&mut self) -> Vec<u8>;
    /// Takes an array of numbers.
    fn take_numbers(&mut self) -> Vec<u32>;
    /// Takes a text.
    fn take_text(&mut self) -> String;
}
