//! One column as it is read.

use super::texts::Texts;
use crate::{Cell, CellKind, Cells, Column, Spelling, Tally};

/// Different strings before it is looked whether they are timestamps. A dictionary of fewer costs little, and a category
/// of a few days stays what it is.
const MANY_STRINGS: usize = 1024;

/// How a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Missing,
    NotANumber,
    Integer,
    Decimal,
    Boolean,
    Text,
    BigInteger,
}

/// Builds a [`Column`]. Rows that are never mentioned stay missing.
#[derive(Debug, Default)]
pub(crate) struct ColumnBuilder {
    pub name: String,
    pub texts: Texts,
    /// How its timestamps are written, once they are kept as such.
    pub spelling: Option<Spelling>,
    /// How often it was looked whether they can be, in vain.
    pub settled_in_vain: u32,
    /// The strings that came in a way on which that is not looked at, where it is noted: first codes, and those behind the
    /// last.
    pub unchecked: Vec<(u32, u32)>,
    /// Fields of that name: `{"a.b": 1}` and `{"a": {"b": 1}}` share a column.
    pub owners: u32,
    cells: Cells,
    /// How many they are.
    filled: usize,
    counts: [u64; 7],
    last: usize,
}

impl ColumnBuilder {
    /// A column whose first value is in the row `lead`.
    pub(crate) fn new(name: String, lead: usize) -> Self {
        let mut cells = Cells::default();
        cells.push_missing(lead);
        Self { name, cells, filled: lead, owners: 1, ..Self::default() }
    }

    /// The cell of a string that can be kept without anything new, else the string's hash.
    #[inline]
    pub(crate) fn find(&mut self, text: &[u8]) -> Result<Cell, u32> {
        match self.spelling.and_then(|spelling| spelling.read(text)) {
            Some(timestamp) => Ok(Cell::timestamp(timestamp)),
            None => self.texts.find(text).map(Cell::text),
        }
    }

    /// Sets the value of a row that has none yet. `false` where it has.
    #[inline]
    pub(crate) fn put_first(&mut self, row: usize, cell: Cell, written: Written) -> bool {
        if self.filled != row && !self.make_room(row) {
            return false;
        }
        self.cells.push(cell);
        self.filled += 1;
        self.counts[written as usize] += 1;
        self.last = written as usize;
        true
    }

    /// Takes back the value that was set last.
    pub(crate) fn take_back(&mut self) {
        if self.cells.pop().is_some() {
            self.filled -= 1;
            self.counts[self.last] = self.counts[self.last].saturating_sub(1);
        }
    }

    /// Adds cells behind the last row, which [`ColumnBuilder::count`] has to count.
    #[inline]
    pub(super) fn push_uncounted(&mut self, cells: &[Cell]) {
        self.cells.extend(cells);
        self.filled += cells.len();
    }

    /// Counts how cells were written, and the last of them.
    pub(super) fn count(&mut self, counts: &[u64; 7], last: Written) {
        self.counts.iter_mut().zip(counts).for_each(|(known, more)| *known += more);
        self.last = last as usize;
    }

    /// Sets the value of a row. `false` where it had one already.
    #[inline]
    pub(crate) fn put(&mut self, row: usize, cell: Cell, written: Written) -> bool {
        if self.put_first(row, cell, written) {
            return true;
        }
        if row + 1 < self.filled {
            return self.put_back(row, cell, written);
        }
        self.counts[self.last] -= 1;
        self.counts[written as usize] += 1;
        self.last = written as usize;
        if let Some(place) = self.cells.get_mut(row) {
            *place = cell;
        }
        false
    }

    /// Sets the value of a row that has been passed: rare, since columns are written in the order of their rows. What
    /// was there before counts as written the way it reads.
    #[cold]
    pub(super) fn put_back(&mut self, row: usize, cell: Cell, written: Written) -> bool {
        let Some(known) = self.cells.get_mut(row) else { return false };
        let before = written_as(std::mem::replace(known, cell));
        if let Some(before) = before {
            // `24.0` was counted with its decimals.
            let is_decimal = before == Written::Integer && self.counts[before as usize] == 0;
            let before = if is_decimal { Written::Decimal } else { before };
            self.counts[before as usize] = self.counts[before as usize].saturating_sub(1);
        }
        self.counts[written as usize] += 1;
        before.is_none()
    }

    /// Whether it is time to look if the strings are timestamps: first among many, then among ever more.
    #[inline]
    pub(crate) fn may_settle_timestamps(&self) -> bool {
        self.spelling.is_none()
            && !self.texts.is_full()
            && self.texts.len() >= MANY_STRINGS << (3 * self.settled_in_vain).min(18)
    }

    /// Keeps timestamps as such from now on, if nearly all strings so far are timestamps of one spelling. Gives the bytes of
    /// texts that are held no longer.
    ///
    /// What is in the dictionary then becomes a timestamp too, so that how a value is kept does not depend on when it came.
    #[cold]
    pub(crate) fn settle_timestamps(&mut self) -> usize {
        self.settled_in_vain += 1;
        let Some((spelling, timestamps)) = self.timestamps() else { return 0 };
        let before = self.texts.held();
        let codes = self.texts.retain(|code| timestamps.get(code as usize).is_some_and(Option::is_none));
        for cell in self.cells.held_mut() {
            if let CellKind::Text(code) = cell.kind() {
                *cell = match timestamps.get(code as usize) {
                    Some(Some(timestamp)) => Cell::timestamp(*timestamp),
                    _ => Cell::text(codes.get(code as usize).copied().unwrap_or(code)),
                };
            } else if let CellKind::BigInteger(code) = cell.kind() {
                *cell = Cell::big_integer(codes.get(code as usize).copied().unwrap_or(code));
            }
        }
        self.spelling = Some(spelling);
        before - self.texts.held()
    }

    /// Notes a string that came in a way on which it is not looked whether strings are timestamps.
    pub(crate) fn note_unchecked(&mut self, code: Option<u32>) {
        match (code, self.unchecked.last_mut()) {
            (None, _) => {}
            (Some(code), Some((_, end))) if *end == code => *end += 1,
            (Some(code), _) => self.unchecked.push((code, code + 1)),
        }
    }

    /// The timestamps that the strings are, and how they are spelled, if nearly all are timestamps of one spelling.
    pub(crate) fn timestamps(&self) -> Option<(Spelling, Vec<Option<i64>>)> {
        let spelling = commonest(self.texts.iter().filter_map(Spelling::of))?;
        let timestamps: Vec<Option<i64>> = self.texts.iter().map(|text| spelling.read(text)).collect();
        let are_most = timestamps.iter().flatten().count() * 10 >= timestamps.len() * 9;
        are_most.then_some((spelling, timestamps))
    }

    /// Adds what was read apart from this, behind all rows up to `rows`: the cells of `column` as they are here.
    pub(crate) fn append(&mut self, rows: usize, column: Column, mut here: impl FnMut(Cell) -> Cell) {
        let Column { cells, tally, .. } = column;
        self.filled = rows + cells.len();
        for (start, run) in cells.into_runs() {
            self.cells.push_missing((rows + start).saturating_sub(self.cells.len()));
            run.into_iter().for_each(|cell| self.cells.push(here(cell)));
        }
        self.cells.push_missing(self.filled.saturating_sub(self.cells.len()));
        for (written, count) in [
            (Written::NotANumber, tally.not_a_number),
            (Written::Integer, tally.integers),
            (Written::Decimal, tally.decimals),
            (Written::Boolean, tally.booleans),
            (Written::Text, tally.texts),
            (Written::BigInteger, tally.big_integers),
        ] {
            self.counts[written as usize] += count;
        }
    }

    /// The rows up to the last that was mentioned.
    pub(crate) fn filled(&self) -> usize {
        self.filled
    }

    /// Whether nothing but missing values was written.
    pub(crate) fn is_blank(&self) -> bool {
        self.counts.iter().enumerate().all(|(place, count)| place == Written::Missing as usize || *count == 0)
    }

    /// The cells so far, in the order of their rows.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell> {
        self.cells.iter().copied()
    }

    /// Drops all values.
    pub(crate) fn clear(&mut self) {
        *self = Self { name: std::mem::take(&mut self.name), ..Self::default() };
    }

    /// The column with as many rows.
    pub(crate) fn finish(self, rows: usize) -> Column {
        let mut cells = self.cells;
        cells.push_missing(rows.saturating_sub(self.filled));
        let count = |written: Written| self.counts[written as usize];
        let mut tally = Tally {
            missing: 0,
            not_a_number: count(Written::NotANumber),
            integers: count(Written::Integer),
            decimals: count(Written::Decimal),
            booleans: count(Written::Boolean),
            texts: count(Written::Text),
            big_integers: count(Written::BigInteger),
        };
        tally.missing = (rows as u64).saturating_sub(tally.present() + tally.not_a_number);
        let dictionary = self.texts.finish();
        Column { name: self.name, cells, dictionary, spelling: self.spelling, tally, ..Column::default() }
    }

    /// Fills the rows up to `row`. `false` where that row has a cell.
    #[cold]
    pub(super) fn make_room(&mut self, row: usize) -> bool {
        if self.filled > row {
            return false;
        }
        self.cells.push_missing(row - self.filled);
        self.filled = row;
        true
    }
}

/// The spelling that comes most often, the first of equals. There are few that differ.
fn commonest(spellings: impl Iterator<Item = Spelling>) -> Option<Spelling> {
    let mut counts: Vec<(Spelling, usize)> = Vec::new();
    for spelling in spellings {
        match counts.iter_mut().find(|(known, _)| *known == spelling) {
            Some((_, count)) => *count += 1,
            None => counts.push((spelling, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(spelling, _)| spelling)
}

/// How a cell was written, as far as it shows; nothing for one that is missing.
fn written_as(cell: Cell) -> Option<Written> {
    Some(match cell.kind() {
        CellKind::Missing => return None,
        CellKind::Number(number) if number == number.trunc() => Written::Integer,
        CellKind::Number(_) => Written::Decimal,
        CellKind::NotANumber => Written::NotANumber,
        CellKind::Boolean(_) => Written::Boolean,
        CellKind::Text(_) | CellKind::Timestamp(_) | CellKind::Hashed(_) => Written::Text,
        CellKind::BigInteger(_) => Written::BigInteger,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHUNK: usize = Cells::CHUNK;

    /// Found by fuzzing: a column that is named twice, whose values were `24.0` first.
    #[test]
    fn whole_decimals_that_are_replaced_count_once() {
        let mut column = ColumnBuilder::new("x".into(), 0);
        (0..3).for_each(|row| _ = column.put(row, Cell::number(24.0), Written::Decimal));
        (0..2).for_each(|row| _ = column.put(row, Cell::number(0.5), Written::Decimal));
        let column = column.finish(3);
        assert_eq!(column.tally.present(), 3, "{:?}", column.tally);
    }

    #[test]
    fn rows_that_are_not_mentioned_are_missing() {
        let mut column = ColumnBuilder::new("x".into(), 2);
        let rows = 3 * CHUNK + 7;
        assert!(column.put(2, Cell::number(1.0), Written::Integer));
        assert!(column.put(rows - 3, Cell::boolean(true), Written::Boolean));
        let column = column.finish(rows);
        assert_eq!(column.cells.len(), rows);
        let present: Vec<_> = (0..rows).filter(|&row| column.cells[row] != Cell::MISSING).collect();
        assert_eq!(present, [2, rows - 3]);
        assert_eq!(column.tally.missing, rows as u64 - 2);
        assert_eq!((column.tally.integers, column.tally.booleans), (1, 1));
    }

    #[test]
    fn rows_may_come_in_any_order() {
        let mut column = ColumnBuilder::new("x".into(), 3);
        for row in [3, CHUNK + 5, 1, 4, 0] {
            assert!(column.put(row, Cell::number(row as f64 + 0.5), Written::Decimal), "{row}");
        }
        assert!(!column.put(1, Cell::boolean(true), Written::Boolean));
        let column = column.finish(CHUNK + 6);
        let expected = |row: usize| match row {
            0 | 3 | 4 => Cell::number(row as f64 + 0.5),
            1 => Cell::boolean(true),
            row if row == CHUNK + 5 => Cell::number(row as f64 + 0.5),
            _ => Cell::MISSING,
        };
        assert!((0..CHUNK + 6).all(|row| column.cells[row] == expected(row)));
        assert_eq!((column.tally.decimals, column.tally.booleans, column.tally.missing), (4, 1, CHUNK as u64 + 1));
    }

    #[test]
    fn the_last_value_of_a_row_counts() {
        let mut column = ColumnBuilder::new("x".into(), 0);
        for row in 0..2 * CHUNK {
            assert!(column.put(row, Cell::number(row as f64), Written::Integer));
            assert!(!column.put(row, Cell::MISSING, Written::Missing));
            assert!(!column.put(row, Cell::number(0.5), Written::Decimal));
        }
        let column = column.finish(2 * CHUNK);
        assert!(column.cells.iter().all(|&cell| cell == Cell::number(0.5)));
        assert_eq!((column.tally.decimals, column.tally.integers, column.tally.missing), (2 * CHUNK as u64, 0, 0));
    }
}
