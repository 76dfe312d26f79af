//! The rows of labels by their identifier, and the times that say which of several labels is the last.

use std::collections::HashMap;

use super::super::row_key::{Key, key};
use super::super::split::{time_columns, timestamps};
use crate::store::cell::Cell;
use crate::store::column::Column;
use crate::store::table::Table;

/// The columns of labels that hold times, the likeliest first.
pub(super) struct Times<'a> {
    columns: Vec<&'a Column>,
    /// The timestamps of the first two: one of them is not the identifier.
    moments: Vec<Vec<Option<f64>>>,
}

impl<'a> Times<'a> {
    pub(super) fn of(labels: &'a Table) -> Self {
        let columns = time_columns(labels);
        let moments = columns.iter().take(2).map(|column| timestamps(column)).collect();
        Self { columns, moments }
    }

    pub(super) fn has(&self, column: &Column) -> bool {
        self.columns.iter().any(|time| time.name == column.name)
    }

    /// The time of each label, by another column than this one; none without such a column.
    pub(super) fn beside(&self, column: &Column) -> &[Option<f64>] {
        let mut known = self.columns.iter().zip(&self.moments);
        known.find(|(time, _)| time.name != column.name).map_or(&[], |(_, moments)| moments)
    }
}

/// The rows of labels by their identifier.
pub(super) struct Index {
    rows: HashMap<Key, Entry>,
}

/// What is known about an identifier.
struct Entry {
    /// The row whose label counts; `None` if labels contradict each other.
    row: Option<u32>,
    time: f64,
    /// Labels beside the one that counts.
    repeated: u32,
    /// Whether a prediction has it.
    is_found: bool,
}

/// What the identifiers of a side's rows found.
pub(super) struct Uses {
    pub repeated: u64,
    pub conflicts: u64,
    /// A bit for each label: 1 if it names a row of the side, or none at all.
    pub used: Vec<u32>,
}

impl Index {
    pub(super) fn of(labels: &Table, column: &Column, times: &Times<'_>) -> Self {
        let moments = times.beside(column);
        let time = |row: usize| moments.get(row).copied().flatten().unwrap_or(f64::NEG_INFINITY);
        let is_value = |other: &&Column| other.name != column.name && !times.has(other) && !super::is_key(other);
        let values: Vec<&Column> = labels.columns.iter().filter(is_value).collect();
        let is_same = |one: u32, other: u32| {
            values.iter().all(|column| {
                let cell = |row: u32| column.cells.get(row as usize).unwrap_or(Cell::MISSING);
                cell(one) == cell(other)
            })
        };
        let mut index = Self { rows: HashMap::new() };
        for (row, cell) in column.cells.iter().enumerate() {
            let Some(key) = key(column, *cell) else { continue };
            let (row, time) = (row as u32, time(row));
            let entry = index.rows.entry(key);
            entry.and_modify(|entry| entry.add(row, time, is_same)).or_insert(Entry {
                row: Some(row),
                time,
                repeated: 0,
                is_found: false,
            });
        }
        index
    }

    /// The row of an identifier's label.
    pub(super) fn row(&self, key: Option<&Key>) -> Option<u32> {
        self.rows.get(key?)?.row
    }

    /// Whether the labels of an identifier contradict each other.
    pub(super) fn is_conflict(&self, key: Option<&Key>) -> bool {
        key.and_then(|key| self.rows.get(key)).is_some_and(|entry| entry.row.is_none())
    }

    /// What these identifiers find among the labels of this column.
    pub(super) fn uses(&mut self, column: &Column, keys: &[Option<Key>]) -> Uses {
        for key in keys.iter().flatten() {
            if let Some(entry) = self.rows.get_mut(key) {
                entry.is_found = true;
            }
        }
        let mut uses = Uses { repeated: 0, conflicts: 0, used: vec![0; column.cells.len().div_ceil(32)] };
        for entry in self.rows.values().filter(|entry| entry.is_found) {
            match entry.row {
                Some(_) => uses.repeated += u64::from(entry.repeated),
                None => uses.conflicts += 1,
            }
        }
        for (row, cell) in column.cells.iter().enumerate() {
            let is_stranger =
                key(column, *cell).is_some_and(|key| self.rows.get(&key).is_some_and(|found| !found.is_found));
            uses.used[row / 32] |= u32::from(!is_stranger) << (row % 32);
        }
        uses
    }
}

impl Entry {
    /// Another label of the same identifier.
    fn add(&mut self, row: u32, time: f64, is_same: impl Fn(u32, u32) -> bool) {
        self.repeated += 1;
        match self.row {
            Some(before) if is_same(before, row) => self.time = self.time.max(time),
            _ if time > self.time => (self.row, self.time) = (Some(row), time),
            Some(_) if time == self.time => self.row = None,
            _ => {}
        }
    }
}
