//! Predicted numbers beside actual ones, as rows in cells of a grid.
//!
//! Both axes have the same edges, so that right predictions lie on the diagonal: 12 equal steps from the 1 % to the 99 % quantile (type 7) of
//! all labels and predictions of both sides. What lies beyond is in the cells at the ends. Cells of fewer than 10 rows are left out, and
//! their rows counted together.

use super::residuals::Residuals;
use crate::samples::quantile::quantile_sorted;
use crate::samples::sorting::sort_numbers;

/// Cells along an axis.
pub const STEPS: usize = 12;

/// Rows of a cell at least.
const FEWEST_ROWS: u64 = 10;

/// Rows in cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Where the grid begins and ends.
    pub range: (f64, f64),
    /// For each side the cells with enough rows: place of the label, place of the prediction, rows.
    pub cells: [Vec<(u8, u8, u64)>; 2],
    /// For each side the rows in cells with fewer.
    pub folded: [u64; 2],
}

/// The rows of both sides in cells. `None` where all numbers are one.
#[must_use]
pub fn agreement(sides: [&Residuals; 2]) -> Option<Agreement> {
    let mut all: Vec<f64> = sides.iter().flat_map(|side| side.rows()).flat_map(|(one, other)| [one, other]).collect();
    sort_numbers(&mut all);
    let range = (quantile_sorted(all.as_slice(), 0.01)?, quantile_sorted(all.as_slice(), 0.99)?);
    let width = range.1 - range.0;
    if !(width > 0.0 && width.is_finite()) {
        return None;
    }
    let place = |value: f64| ((value - range.0) / width * STEPS as f64).clamp(0.0, (STEPS - 1) as f64) as usize;
    let mut found = Agreement { range, ..Agreement::default() };
    for (side, rows) in sides.into_iter().enumerate() {
        let mut counts = [0_u64; STEPS * STEPS];
        rows.rows().for_each(|(predicted, actual)| counts[place(actual) * STEPS + place(predicted)] += 1);
        for (cell, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            match count {
                0..FEWEST_ROWS => found.folded[side] += count,
                _ => found.cells[side].push(((cell / STEPS) as u8, (cell % STEPS) as u8, count)),
            }
        }
        // Fewer rows than a cell may have are not counted either.
        found.folded[side] = Some(found.folded[side]).filter(|rows| *rows >= FEWEST_ROWS).unwrap_or(0);
    }
    Some(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    #[test]
    fn right_predictions_lie_on_the_diagonal_and_small_cells_are_folded() {
        let labels: Vec<f64> = (0..1200).map(|row| f64::from(row % 100)).collect();
        let right = Residuals::of(&labels, &labels);
        let low: Vec<f64> = labels.iter().enumerate().map(|(row, label)| if row < 30 { 0.0 } else { *label }).collect();
        let found = agreement([&right, &Residuals::of(&low, &labels)]).unwrap();
        assert!(found.cells[0].iter().all(|(label, prediction, _)| label == prediction));
        assert_eq!(found.cells[0].iter().map(|cell| cell.2).sum::<u64>(), 1200);
        let sum = found.cells[1].iter().map(|cell| cell.2).sum::<u64>();
        assert_eq!((sum + found.folded[1], found.folded[0]), (1200, 0));
        assert!(found.cells.iter().flatten().all(|cell| cell.2 >= 10));
    }

    #[test]
    fn numbers_that_are_all_one_have_no_grid() {
        assert!(agreement([&Residuals::of(&[1.0], &[1.0]), &Residuals::default()]).is_none());
        assert!(agreement([&Residuals::default(), &Residuals::default()]).is_none());
        let huge = Residuals::of(&[f64::MAX, -f64::MAX], &[f64::MAX, -f64::MAX]);
        assert!(agreement([&huge, &huge]).is_none());
    }
}
