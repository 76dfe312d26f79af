//! The rows that are looked at: few enough to be sent and to be compared in pairs.

use driftscope_stats::random::Random;
use driftscope_table::{Table, pick};

/// The most rows of a side.
const MOST_ROWS: usize = 10_000;

/// The most cells of a side, which keeps ten thousand columns from becoming a hundred million.
const MOST_CELLS: usize = 4_000_000;

/// The seed of the rows and of the folds.
pub(super) const SEED: u64 = 0x5eed_d21f_7500_0002;

/// The rows of one side that [`with_columns_together`](crate::with_columns_together) looks at: all, or 10,000 chosen
/// evenly with a fixed seed; fewer of a table with more than 400 columns. The table must still have all of its columns.
///
/// Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S: each set of rows is equally likely.
pub fn sample_rows(table: &Table) -> Table {
    let most = MOST_ROWS.min(MOST_CELLS / table.columns.len().max(1)).max(1);
    if table.rows <= most {
        return pick(table, &(0..table.rows).collect::<Vec<usize>>());
    }
    let mut random = Random::new(SEED);
    let mut chosen = Vec::with_capacity(most);
    for row in 0..table.rows {
        let (left, wanted) = ((table.rows - row) as u64, (most - chosen.len()) as u64);
        if random.below(left) < wanted {
            chosen.push(row);
        }
    }
    pick(table, &chosen)
}

#[cfg(test)]
mod tests {
    use driftscope_table::{Cell, Column};

    use super::*;

    fn table(rows: usize, columns: usize) -> Table {
        let cells = (0..rows).map(|row| Cell::number(row as f64)).collect();
        let column = Column { name: "x".to_owned(), cells, ..Column::default() };
        Table { rows, columns: vec![column; columns], ..Table::default() }
    }

    #[test]
    fn as_many_rows_are_chosen_as_may_be_and_evenly() {
        assert_eq!(sample_rows(&table(9_000, 1)).rows, 9_000);
        assert_eq!(sample_rows(&table(20, 1_000_000 / 20)).rows, 20);
        let sample = sample_rows(&table(100_000, 1));
        assert_eq!(sample.rows, 10_000);
        let values: Vec<f64> = sample.columns[0].cells.iter().filter_map(|cell| cell.as_number()).collect();
        assert!(values.is_sorted_by(|a, b| a < b));
        let mean = values.iter().sum::<f64>() / 10_000.0;
        // The standard error is 290.
        assert!((mean - 50_000.0).abs() < 1_200.0, "{mean}");
    }
}
