//! Which rows of a long table are in the page: those near the window, and those that must not vanish.
//!
//! All rows are of one height, but for the panel of the open column below its row, whose height is not known beforehand.

use std::ops::Range;

/// Rows beyond the edges of the window.
const MARGIN: usize = 8;

/// Rows by which the range moves, so that not every frame of a scroll changes it.
const STEP: usize = 4;

/// The most rows that are there for the margins' sake.
const MOST: usize = 52;

/// Tables of up to this many rows are there whole: nothing is gained by less, and find in the browser sees all of them.
const SMALL: usize = 56;

/// Where the table is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    /// The top of the first row below the top of the window; negative once it is scrolled away. In CSS pixels, like all of these.
    pub top: f64,
    /// The window's height.
    pub window: f64,
    /// The height of a row.
    pub row: f64,
    /// The place of the open row in the order of the table, and the height of the panel below it.
    pub open: Option<(usize, f64)>,
}

impl Geometry {
    /// The rows to have in the page, of `count`.
    pub fn range(&self, count: usize) -> Range<usize> {
        if count <= SMALL {
            return 0..count;
        }
        let (first, last) = (self.row_at(-self.top), self.row_at(self.window - self.top));
        let visible = last.saturating_sub(first);
        let margin = (MOST.saturating_sub(visible) / 2).clamp(2, MARGIN);
        let start = first.saturating_sub(margin) / STEP * STEP;
        let end = (last + 1 + margin).div_ceil(STEP) * STEP;
        start.min(count)..end.min(count)
    }

    /// The row at this many pixels below the top of the first.
    fn row_at(&self, y: f64) -> usize {
        // Casts of floats saturate: what is above the first row is the first.
        let row = |y: f64| (y / self.row.max(1.0)) as usize;
        let Some((open, panel)) = self.open else { return row(y) };
        let panel_top = (open + 1) as f64 * self.row;
        if y < panel_top { row(y) } else { row(y - panel.min(y - panel_top)).max(open) }
    }
}

/// The rows of a range and two single ones, each with the number of rows between it and the one before, and the number of rows after
/// the last.
pub fn with_gaps(range: Range<usize>, single: [usize; 2], count: usize) -> (Vec<(usize, usize)>, usize) {
    let (mut rows, mut next) = (Vec::with_capacity(range.len() + 2), 0);
    let [first, second] = single;
    let [first, second] = [first.min(second), first.max(second)];
    let outside = |row: &usize| !range.contains(row);
    let before = |row: &usize| outside(row) && *row < range.start;
    let after = |row: &usize| outside(row) && *row >= range.start;
    let singles = [first, second];
    let all = singles.into_iter().filter(before).chain(range.clone()).chain(singles.into_iter().filter(after));
    for row in all.filter(|row| *row < count) {
        if rows.last().is_none_or(|(_, last)| *last != row) {
            rows.push((row - next, row));
            next = row + 1;
        }
    }
    (rows, count - next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Geometry = Geometry { top: 0.0, window: 900.0, row: 44.0, open: None };

    #[test]
    fn rows_near_the_window_are_there_wherever_it_is() {
        for top in (0..500 * 44).step_by(37).map(|y| -f64::from(y)) {
            for open in [None, Some((3, 1200.0)), Some((250, 1200.0)), Some((499, 50.0))] {
                let table = Geometry { top, open, ..TABLE };
                let range = table.range(500);
                assert!(range.len() <= 56, "{range:?} at {top}");
                // Every row that the window touches is in the range, but for the open one, which is always there.
                let row_top = |row: usize| {
                    top + row as f64 * 44.0 + open.filter(|(open, _)| row > *open).map_or(0.0, |(_, height)| height)
                };
                for row in 0..500 {
                    let is_visible = row_top(row) < 900.0 && row_top(row) + 44.0 > 0.0;
                    let is_open = open.is_some_and(|(open, _)| open == row);
                    assert!(!is_visible || is_open || range.contains(&row), "{row} at {top} with {open:?}");
                }
            }
        }
    }

    #[test]
    fn a_table_out_of_sight_or_without_rows_is_no_trouble() {
        assert_eq!(Geometry { top: 5000.0, ..TABLE }.range(500), 0..12);
        assert_eq!(TABLE.range(0), 0..0);
        assert_eq!(Geometry { top: -1e9, ..TABLE }.range(500), 500..500);
        assert_eq!(Geometry { row: 0.0, ..TABLE }.range(100), 0..100);
    }

    #[test]
    fn a_small_table_is_there_whole() {
        for top in [900.0, 0.0, -5000.0] {
            assert_eq!(Geometry { top, ..TABLE }.range(18), 0..18);
        }
    }

    #[test]
    fn gaps_and_rows_are_all_rows() {
        let (rows, after) = with_gaps(40..43, [90, 2], 100);
        assert_eq!(rows, [(2, 2), (37, 40), (0, 41), (0, 42), (47, 90)]);
        assert_eq!(after, 9);
        assert_eq!(with_gaps(40..42, [41, 700], 100), (vec![(40, 40), (0, 41)], 58));
        assert_eq!(with_gaps(40..42, [7, 7], 100), (vec![(7, 7), (32, 40), (0, 41)], 58));
        assert_eq!(with_gaps(40..42, [43, 50], 60), (vec![(40, 40), (0, 41), (1, 43), (6, 50)], 9));
        assert_eq!(with_gaps(0..0, [9, 9], 3), (vec![], 3));
        assert_eq!(with_gaps(5..5, [0, 0], 0), (vec![], 0));
    }
}
