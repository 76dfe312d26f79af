//! The cross table of two columns of categories: how often each pair of categories occurs together.
//!
//! Categories come as small whole numbers. A value that is not below a column's number of categories is missing, and a row that
//! lacks either is left out.

/// The counts of every pair of categories, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossTable {
    rows: usize,
    columns: usize,
    counts: Vec<u64>,
}

impl CrossTable {
    /// Counts the rows of two columns with the given numbers of categories.
    ///
    /// ```
    /// let table = driftscope_stats::cross_table::CrossTable::of(&[0, 1, 1, 255], &[0, 0, 2, 1], [2, 3]);
    /// assert_eq!(table.counts(), [1, 0, 0, 1, 0, 1]);
    /// ```
    #[must_use]
    pub fn of(first: &[u8], second: &[u8], [rows, columns]: [usize; 2]) -> Self {
        let mut counts = vec![0; rows * columns];
        for (row, column) in
            first.iter().map(|code| usize::from(*code)).zip(second.iter().map(|code| usize::from(*code)))
        {
            if row < rows && column < columns {
                counts[row * columns + column] += 1;
            }
        }
        Self { rows, columns, counts }
    }

    /// A table that was counted elsewhere, row by row. `None` where its rows are not of one length.
    #[must_use]
    pub fn of_counts(columns: usize, counts: Vec<u64>) -> Option<Self> {
        let is_whole = columns > 0 && counts.len().is_multiple_of(columns);
        is_whole.then(|| Self { rows: counts.len() / columns, columns, counts })
    }

    /// The counts, row by row.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Without the rows and columns that are empty in it or in the `other` of the same size.
    pub(crate) fn common(&self, other: &Self) -> Option<[Margins; 2]> {
        if (self.rows, self.columns) != (other.rows, other.columns) {
            return None;
        }
        let (mut rows, mut columns): (Vec<usize>, Vec<usize>) = ((0..self.rows).collect(), (0..self.columns).collect());
        // What is left of a row may be empty without a column that went, so it takes some rounds.
        loop {
            let before = rows.len() + columns.len();
            let sides = [self, other];
            let fills = |row: usize, column: usize, side: &Self| side.counts[row * self.columns + column] > 0;
            rows.retain(|&row| sides.iter().all(|side| columns.iter().any(|&column| fills(row, column, side))));
            columns.retain(|&column| sides.iter().all(|side| rows.iter().any(|&row| fills(row, column, side))));
            if rows.len() + columns.len() == before {
                return Some(sides.map(|side| Margins::of(side, &rows, &columns)));
            }
        }
    }
}

/// A table without empty rows and columns, and its sums.
#[derive(Clone, Debug)]
pub(crate) struct Margins {
    /// The cells, row by row.
    pub(crate) cells: Vec<f64>,
    pub(crate) rows: Vec<f64>,
    pub(crate) columns: Vec<f64>,
    pub(crate) total: f64,
}

impl Margins {
    fn of(table: &CrossTable, rows: &[usize], columns: &[usize]) -> Self {
        let count = |&row: &usize, &column: &usize| table.counts[row * table.columns + column] as f64;
        let cells: Vec<f64> =
            rows.iter().flat_map(|row| columns.iter().map(move |column| count(row, column))).collect();
        let row_sums: Vec<f64> = cells.chunks_exact(columns.len().max(1)).map(|row| row.iter().sum()).collect();
        let column_sums = (0..columns.len()).map(|at| cells.iter().skip(at).step_by(columns.len()).sum()).collect();
        Self { total: row_sums.iter().sum(), rows: row_sums, columns: column_sums, cells }
    }

    /// Whether both columns have two categories, so that there is anything to go together.
    pub(crate) fn vary(&self) -> bool {
        self.rows.len() > 1 && self.columns.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_rows_and_columns_go_until_none_is_left() {
        let one = CrossTable::of_counts(3, vec![5, 0, 0, 0, 4, 2, 0, 1, 0]).unwrap();
        // Without the last column its second row is empty, and with that goes nothing else.
        let other = CrossTable::of_counts(3, vec![3, 1, 0, 0, 0, 0, 2, 2, 0]).unwrap();
        let [one, other] = one.common(&other).unwrap();
        assert_eq!((one.cells, other.cells), (vec![5.0, 0.0, 0.0, 1.0], vec![3.0, 1.0, 2.0, 2.0]));
        assert_eq!((one.rows, one.columns, one.total), (vec![5.0, 1.0], vec![5.0, 1.0], 6.0));
    }

    #[test]
    fn tables_that_share_nothing_are_empty() {
        let table = |counts: Vec<u64>| CrossTable::of_counts(2, counts).unwrap();
        let [one, _] = table(vec![1, 0, 0, 0]).common(&table(vec![0, 0, 0, 1])).unwrap();
        assert!(one.cells.is_empty() && !one.vary());
        assert!(table(vec![1, 2]).common(&table(vec![1, 2, 3, 4])).is_none());
        assert_eq!(CrossTable::of_counts(2, vec![1, 2, 3]), None);
        assert_eq!(CrossTable::of_counts(0, vec![]), None);
    }
}
