//! How often the values of one side come again.

use std::collections::BTreeMap;

use driftscope_table::typing::{Evidence, TextClass};
use driftscope_table::{CellKind, Column};

use crate::values::numeric::Numbers;

/// How many values occur how often.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Repetition {
    times: BTreeMap<u64, u64>,
    /// The most frequent string, and how often it occurs.
    pub top: Option<(String, u64)>,
}

impl Repetition {
    /// That of a column.
    pub(crate) fn of(column: &Column, evidence: &Evidence, numbers: &Numbers) -> Self {
        let mut found = Self { times: evidence.hash_repetition.clone(), top: None };
        let (mut once, mut top) = (0, None);
        for (code, (count, class)) in evidence.code_counts.iter().zip(&evidence.classes).enumerate() {
            if *class == TextClass::Null {
                continue;
            }
            match count {
                1 => once += 1,
                count => found.add(*count, 1),
            }
            if top.is_none_or(|(_, most)| *count > most) {
                top = Some((code as u32, *count));
            }
        }
        found.add(1, once);
        found.top = top.map(|(code, count)| (column.dictionary.get(code).trim().to_owned(), count));
        found.add_numbers(column, evidence, numbers);
        column.booleans().into_iter().for_each(|count| found.add(count, 1));
        if column.spelling.is_some() {
            column
                .sorted_timestamps()
                .chunk_by(|one, other| one == other)
                .for_each(|run| found.add(run.len() as u64, 1));
        }
        found
    }

    fn add_numbers(&mut self, column: &Column, evidence: &Evidence, numbers: &Numbers) {
        if evidence.numbers == 0 {
            return;
        }
        let mut own = Vec::new();
        let sorted = if evidence.number_texts == 0 {
            &numbers.sorted
        } else {
            // Those that are strings are counted already.
            own.extend(column.cells.iter().filter_map(|cell| match cell.kind() {
                CellKind::Number(number) => Some(number),
                _ => None,
            }));
            driftscope_stats::sorting::sort_numbers(&mut own);
            &own
        };
        sorted.chunk_by(|one, other| one == other).for_each(|run| self.add(run.len() as u64, 1));
    }

    /// Adds values that occur so often.
    pub(crate) fn add(&mut self, times: u64, values: u64) {
        if times > 0 && values > 0 {
            let known = self.times.entry(times).or_default();
            *known = known.saturating_add(values);
        }
    }

    /// Adds a string, which may be the most frequent one.
    pub(crate) fn add_text(&mut self, text: &str, times: u64) {
        self.add(times, 1);
        if self.top.as_ref().is_none_or(|(_, most)| times > *most) {
            self.top = Some((text.to_owned(), times));
        }
    }

    /// For each number of times how many values occur that often.
    pub(super) fn times(&self) -> impl Iterator<Item = (u64, u64)> + Clone + '_ {
        self.times.iter().map(|(times, values)| (*times, *values))
    }

    /// All values.
    pub(super) fn rows(&self) -> u64 {
        self.times().fold(0, |sum, (times, values)| sum.saturating_add(times.saturating_mul(values)))
    }

    /// Distinct values.
    pub(super) fn distinct(&self) -> u64 {
        self.times.values().copied().fold(0, u64::saturating_add)
    }

    /// How often the most frequent value occurs.
    pub(super) fn most(&self) -> u64 {
        self.times.keys().next_back().copied().unwrap_or(0)
    }

    /// How many rows share the value of a row, itself among them, on average.
    pub(super) fn rows_per_row(&self) -> f64 {
        let squares = self.times().map(|(times, values)| (times as f64) * (times as f64) * values as f64).sum::<f64>();
        if self.times.is_empty() { 1.0 } else { squares / self.rows() as f64 }
    }
}
