//! The numbers of a column in ascending order, with the row of each: those of some rows need no sort.
//!
//! A pass over all of them takes some 2 ns for each, sorting a third of them five times as long.

use crate::samples::sorting::{key, number};

/// The bits of a key that are sorted by at once.
const DIGIT: u32 = 11;

/// Rows of which a part is chosen, for which a pass over all is cheaper than a sort.
const FEWEST: usize = 8;

/// The numbers of a column in ascending order, each with its row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SortedRows {
    rows: Vec<u32>,
    numbers: Vec<f64>,
}

/// Some of a column's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    bits: Vec<u64>,
    count: usize,
}

impl SortedRows {
    /// Sorts the numbers of all rows; rows that have none are NaN, and left out. −0 becomes +0. Takes time in proportion to their number,
    /// and 32 bytes for each while it runs.
    ///
    /// ```
    /// use driftscope_stats::sorted_rows::{RowSet, SortedRows};
    ///
    /// let sorted = SortedRows::of(&[3.0, f64::NAN, -1.0, 2.0]);
    /// assert_eq!(sorted.chosen(&RowSet::of(&[true, true, false, true])), [2.0, 3.0]);
    /// ```
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let known = values.iter().zip(0_u32..).filter(|(value, _)| !value.is_nan());
        let mut items: Vec<(u64, u32)> = known.map(|(value, row)| (key(value + 0.0), row)).collect();
        let mut sorted = vec![(0, 0); items.len()];
        // The digits in which keys differ at all.
        let differing = items.iter().fold(0, |bits, item| bits | (item.0 ^ items[0].0));
        for shift in (0..u64::BITS).step_by(DIGIT as usize) {
            let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT) - 1);
            if digit(differing) == 0 {
                continue;
            }
            let mut places = [0_usize; 1 << DIGIT];
            items.iter().for_each(|item| places[digit(item.0)] += 1);
            let mut from = 0;
            for place in &mut places {
                from += std::mem::replace(place, from);
            }
            for item in &items {
                let place = &mut places[digit(item.0)];
                sorted[*place] = *item;
                *place += 1;
            }
            std::mem::swap(&mut items, &mut sorted);
        }
        let (rows, numbers) = items.into_iter().map(|(key, row)| (row, number(key))).unzip();
        Self { rows, numbers }
    }

    /// The numbers of some rows, ascending.
    #[must_use]
    pub fn chosen(&self, rows: &RowSet) -> Vec<f64> {
        let mut chosen = vec![0.0; rows.count + 1];
        let mut count = 0;
        for (&row, &number) in self.rows.iter().zip(&self.numbers) {
            // Written in any case, and written over unless the row is chosen: there is no branch to guess.
            chosen[count] = number;
            count += rows.holds(row);
        }
        chosen.truncate(count);
        chosen
    }

    /// Whether a pass over all numbers is cheaper than sorting those of some rows.
    #[must_use]
    pub fn is_worth(&self, rows: &RowSet) -> bool {
        rows.count.saturating_mul(FEWEST) >= self.rows.len()
    }

    /// The bytes that it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len() * size_of::<u32>() + self.numbers.len() * size_of::<f64>()
    }
}

impl RowSet {
    /// The rows that are chosen, by their numbers.
    #[must_use]
    pub fn of(is_chosen: &[bool]) -> Self {
        let word = |chunk: &[bool]| chunk.iter().rev().fold(0, |word, chosen| word << 1 | u64::from(*chosen));
        let bits: Vec<u64> = is_chosen.chunks(u64::BITS as usize).map(word).collect();
        let count = bits.iter().map(|word| word.count_ones() as usize).sum();
        Self { bits, count }
    }

    /// 1 if a row is chosen, 0 if not.
    fn holds(&self, row: u32) -> usize {
        let word = self.bits.get((row / u64::BITS) as usize).copied().unwrap_or(0);
        (word >> (row % u64::BITS)) as usize & 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::samples::sorting::sort_numbers;

    #[test]
    fn chosen_rows_are_sorted_as_by_themselves() {
        let mut random = Random::new(77);
        for round in 0..300_u64 {
            let length = random.below(500);
            let mut value = || match random.below(8) {
                0 => f64::NAN,
                1 => [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY][random.below(4) as usize],
                2 => f64::from_bits(random.next_u64()),
                _ if round % 2 == 0 => random.below(20) as f64 - 9.0,
                _ => random.unit() - 0.5,
            };
            let values: Vec<f64> = (0..length).map(|_| value()).collect();
            let is_chosen: Vec<bool> = values.iter().map(|_| random.below(3) > 0).collect();
            let chosen = values.iter().zip(&is_chosen).filter(|(value, chosen)| **chosen && !value.is_nan());
            let mut expected: Vec<f64> = chosen.map(|(value, _)| *value).collect();
            sort_numbers(&mut expected);
            let sorted = SortedRows::of(&values);
            let found = sorted.chosen(&RowSet::of(&is_chosen));
            let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<u64>>();
            assert_eq!(bits(&found), bits(&expected));
            assert_eq!(sorted.chosen(&RowSet::of(&vec![true; values.len()])).len(), sorted.rows.len());
        }
    }

    #[test]
    fn rows_that_are_not_there_are_not_chosen() {
        let sorted = SortedRows::of(&[2.0; 100]);
        assert!(sorted.chosen(&RowSet::of(&[])).is_empty());
        assert_eq!(sorted.chosen(&RowSet::of(&[true; 500])).len(), 100);
        assert!(SortedRows::of(&[]).chosen(&RowSet::of(&[true])).is_empty());
    }
}
