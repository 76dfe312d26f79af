//! The ties of two samples: how many values lie up to each distinct value of both together.
//!
//! Given the ties, every assignment of the pooled values to the two samples is equally likely without drift. The law of a rank statistic
//! therefore depends on the two sizes and on the sizes of the tie groups, and on nothing else. [`Ties`] collects those sizes during a walk. Groups
//! smaller than one [`RESOLUTION`]-th of all values are merged, so that the list stays short however many distinct values
//! there are; below twice that many values every group stands by itself.

use crate::walk::accumulate::Accumulate;
use crate::walk::tie_group::{Samples, Sizes, TieGroup};

/// Small groups are merged until they hold one of this many parts of all values.
const RESOLUTION: u64 = 1 << 14;

/// One tie group, or some small ones that follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    /// How many values lie up to its largest value.
    pub(crate) end: u64,
    /// How many tie groups it has.
    pub(crate) groups: u64,
    /// Σ l^1.5 over its groups, l being their sizes.
    pub(crate) spacing: f64,
}

/// The sizes of both samples and of all tie groups.
#[derive(Clone, Debug)]
pub(crate) struct Ties {
    pub(crate) sizes: Sizes,
    cells: Vec<Cell>,
    /// The distinct values.
    distinct: u64,
    /// A cell of at least this many values is complete.
    enough: u64,
}

impl Accumulate for Ties {
    fn new(samples: &Samples) -> Self {
        Self::of(samples.sizes())
    }

    fn add(&mut self, groups: &[TieGroup]) {
        let ends = |group: &TieGroup| group.reference_below + group.production_below + group.size();
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return };
        let count = groups.len() as u64;
        let (mut start, end) = (ends(first) - first.size(), ends(last));
        if end - start == count {
            // No ties here, as in most columns of many values: nothing to do for each of them.
            while start < end {
                let part = self.enough.min(end - start);
                start += part;
                self.add_cell(Cell { end: start, groups: part, spacing: part as f64 });
            }
            return;
        }
        for group in groups {
            let size = group.size() as f64;
            self.add_cell(Cell { end: ends(group), groups: 1, spacing: size * size.sqrt() });
        }
    }
}

impl Ties {
    pub(crate) fn of(sizes: Sizes) -> Self {
        Self { sizes, cells: Vec::new(), distinct: 0, enough: (sizes.total() / RESOLUTION).max(1) }
    }

    fn add_cell(&mut self, next: Cell) {
        self.distinct += next.groups;
        let last_end = self.cells.len().checked_sub(2).map_or(0, |place| self.cells[place].end);
        match self.cells.last_mut() {
            Some(last) if next.end - last_end <= self.enough => {
                last.end = next.end;
                last.groups += next.groups;
                last.spacing += next.spacing;
            }
            _ => self.cells.push(next),
        }
    }

    /// Whether any two values are equal.
    pub(crate) fn any(&self) -> bool {
        self.distinct < self.sizes.total()
    }

    /// How many values lie up to each distinct value; `None` where groups were put together.
    pub(crate) fn every_end(&self) -> Option<Vec<u64>> {
        (self.cells.len() as u64 == self.distinct).then(|| self.cells.iter().map(|cell| cell.end).collect())
    }

    /// How many values lie up to the end of each cell.
    pub(crate) fn ends(&self) -> impl Iterator<Item = u64> {
        self.cells.iter().map(|cell| cell.end)
    }

    /// The cells, small ones put together once more until one has a `parts`-th of all values.
    pub(crate) fn cells(&self, parts: u64) -> Vec<Cell> {
        let mut coarse = Self { enough: (self.sizes.total() / parts).max(1), ..Self::of(self.sizes) };
        self.cells.iter().for_each(|cell| coarse.add_cell(*cell));
        coarse.cells
    }
}

/// The sums of a statistic, and the ties that its law depends on.
pub(crate) struct WithTies<A> {
    pub(crate) sums: A,
    pub(crate) ties: Ties,
}

impl<A: Accumulate> Accumulate for WithTies<A> {
    fn new(samples: &Samples) -> Self {
        Self { sums: A::new(samples), ties: Ties::new(samples) }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        self.sums.add(groups);
        self.ties.add(groups);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The ties of samples with tie groups of these sizes.
    pub(crate) fn of_groups(n: u64, sizes: &[u64]) -> Ties {
        let total: u64 = sizes.iter().sum();
        let mut ties = Ties::of(Sizes { n, m: total - n });
        let mut end = 0;
        for &size in sizes {
            end += size;
            ties.add_cell(Cell { end, groups: 1, spacing: size as f64 * (size as f64).sqrt() });
        }
        ties
    }

    #[test]
    fn few_values_keep_every_group() {
        let ties = of_groups(5, &[1, 3, 1, 7]);
        assert_eq!(ties.every_end(), Some(vec![1, 4, 5, 12]));
        assert!(ties.any() && ties.distinct == 4);
        assert!(!of_groups(2, &[1; 9]).any());
    }

    #[test]
    fn many_values_are_put_together_and_large_groups_are_not() {
        let mut sizes = vec![1; 1 << 20];
        sizes[1_000] = 1 << 20;
        let ties = of_groups(100, &sizes);
        assert_eq!((ties.every_end(), ties.distinct), (None, 1 << 20));
        let cells = ties.cells(256);
        assert!((128..=520).contains(&cells.len()), "{}", cells.len());
        assert!(cells.iter().any(|cell| cell.groups == 1 && cell.spacing > 1e9));
        assert_eq!(cells.iter().map(|cell| cell.groups).sum::<u64>(), 1 << 20);
        assert_eq!(cells.last().map(|cell| cell.end), Some((2 << 20) - 1));
    }
}
