//! Splits one data set in two: a single log becomes a reference and a production side.
//!
//! ```
//! use driftscope_table::{ReadOptions, Split, TableReader, split};
//!
//! let mut reader = TableReader::new(ReadOptions::default());
//! reader.begin_file("log.jsonl");
//! reader.feed(b"{\"v\": \"a\", \"x\": 1}\n{\"v\": \"b\", \"x\": 2}\n{\"v\": \"b\", \"x\": 3}\n");
//! let table = reader.finish()?;
//! let by: Split = "v=a".parse()?;
//! let [reference, production] = split(&table, &by)?;
//! assert_eq!((reference.rows, production.rows), (1, 2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use driftscope_report::calendar::{format_datetime, without_utc};
use driftscope_report::{Split, SplitError};
use serde::{Deserialize, Serialize};

use crate::store::hashed;
use crate::typing::{Evidence, timestamp};
use crate::{Cell, CellKind, Column, Table};

/// What a data set can be split by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SplitChoices {
    /// Columns of timestamps, the likeliest first.
    pub times: Vec<TimeChoice>,
    /// Columns of few values, those that name a version or a part of the data first.
    pub values: Vec<ValueChoice>,
}

/// A column of timestamps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeChoice {
    /// Its name.
    pub column: String,
    /// The first timestamp, in seconds since 1970.
    pub first: f64,
    /// The last timestamp.
    pub last: f64,
    /// The timestamp before which half of the rows lie.
    pub middle: f64,
    /// The zone by whose clock they are given; UTC if there is none.
    pub zone: Option<String>,
}

/// A column of few values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueChoice {
    /// Its name.
    pub column: String,
    /// Its values and how many rows have each, in the order of their first appearance.
    pub values: Vec<(String, u64)>,
}

/// Splits a table into reference and production. Rows without a value to go by are on neither side, and are reported
/// in the second table's count of skipped records.
pub fn split(table: &Table, by: &Split) -> Result<[Table; 2], SplitError> {
    let sides = sides(table, by)?;
    for (is_reference, side) in [(true, Side::Reference), (false, Side::Production)] {
        if !sides.contains(&side) {
            let holds = holds(table, by);
            let split = by.words()[usize::from(!is_reference)].clone();
            return Err(SplitError::EmptySide { is_reference, split, holds });
        }
    }
    let neither = sides.iter().filter(|side| **side == Side::Neither).count() as u64;
    let mut words = by.words_of(table.part.as_deref());
    if table.columns.iter().any(|column| column.zone.is_some()) {
        words.iter_mut().for_each(without_utc);
    }
    let [reference, production] = words;
    let mut parts = [(Side::Reference, reference), (Side::Production, production)].map(|(wanted, words)| {
        let kept: Vec<bool> = sides.iter().map(|side| *side == wanted).collect();
        table.chosen(&kept, words)
    });
    parts[1].skipped += neither;
    Ok(parts)
}

/// How many rows of a table each side would have.
pub fn split_rows(table: &Table, by: &Split) -> Result<[u64; 2], SplitError> {
    let sides = sides(table, by)?;
    Ok([Side::Reference, Side::Production].map(|side| sides.iter().filter(|found| **found == side).count() as u64))
}

/// The seconds since 1970 of each cell of a column of timestamps, however they are written; `None` where there is none.
pub fn timestamps(column: &Column) -> Vec<Option<f64>> {
    timestamps_by(column, &Evidence::of(column))
}

fn timestamps_by(column: &Column, evidence: &Evidence) -> Vec<Option<f64>> {
    column.cells.iter().map(|cell| timestamp(cell, column, evidence)).collect()
}

/// The timestamps of a column that mostly holds them; `None` of any other column.
pub(crate) fn mostly_timestamps(column: &Column) -> Option<Vec<Option<f64>>> {
    let evidence = Evidence::of(column);
    holds_timestamps(column, &evidence).then(|| timestamps_by(column, &evidence))
}

fn holds_timestamps(column: &Column, evidence: &Evidence) -> bool {
    evidence.present() > 0 && crate::typing::holds_timestamps(&column.name, evidence)
}

/// The columns that a data set can be split by in time, the likeliest first: those that mostly hold timestamps.
pub fn time_columns(table: &Table) -> Vec<&Column> {
    let columns: Vec<&Column> =
        table.columns.iter().filter(|column| holds_timestamps(column, &Evidence::of(column))).collect();
    // The record's own time stands outside of its parts, and has a name of its own. The keys are plain numbers, because
    // a sort of any other kind would add ten kilobytes to the page's module.
    let key = |(place, column): (usize, &&Column)| {
        let depth = column.name.matches('.').count().min(usize::from(u16::MAX)) as u64;
        u64::from(!crate::typing::is_named_time(&column.name)) << 63 | depth << 32 | place as u64
    };
    let mut order: Vec<u64> = columns.iter().enumerate().map(key).collect();
    order.sort_unstable();
    order.into_iter().filter_map(|key| columns.get(key as u32 as usize).copied()).collect()
}

/// What a data set can be split by.
pub fn split_choices(table: &Table) -> SplitChoices {
    let time = |column: &&Column| {
        let mut found: Vec<f64> = timestamps(column).into_iter().flatten().collect();
        found.sort_unstable_by(f64::total_cmp);
        let (first, last) = (*found.first()?, *found.last()?);
        let middle = found[found.len() / 2];
        let zone = column.zone.as_ref().map(|zone| zone.name.clone());
        (first < last).then(|| TimeChoice { column: column.name.clone(), first, last, middle, zone })
    };
    let times: Vec<TimeChoice> = time_columns(table).iter().filter_map(time).collect();
    let is_time = |column: &Column| times.iter().any(|time| time.column == column.name);
    let (mut named, others): (Vec<ValueChoice>, Vec<ValueChoice>) = table
        .columns
        .iter()
        .filter(|column| !is_time(column))
        .filter_map(values)
        .partition(|choice| crate::typing::is_named_part(&choice.column));
    named.extend(others);
    SplitChoices { times, values: named }
}

/// Values of a column past which it is no choice.
const MOST_VALUES: usize = 24;

/// The values of a column, if they are strings and few.
fn values(column: &Column) -> Option<ValueChoice> {
    let is_few = column.dictionary.len() <= MOST_VALUES && column.spelling.is_none();
    if column.tally.present() != column.tally.texts || !is_few {
        return None;
    }
    let mut counts = vec![0_u64; column.dictionary.len()];
    for cell in &column.cells {
        if let CellKind::Text(code) = cell.kind()
            && let Some(count) = counts.get_mut(code as usize)
        {
            *count += 1;
        }
    }
    let values: Vec<(String, u64)> = column.dictionary.iter().map(str::to_owned).zip(counts).collect();
    let used = values.iter().filter(|(_, count)| *count > 0).count();
    (used > 1).then(|| ValueChoice { column: column.name.clone(), values })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Reference,
    Production,
    Neither,
}

fn sides(table: &Table, by: &Split) -> Result<Vec<Side>, SplitError> {
    let on = |is_reference: bool| if is_reference { Side::Reference } else { Side::Production };
    match by {
        Split::Time { column, at } => {
            let column = match column {
                Some(name) => find(table, name)?,
                None => time_columns(table).first().copied().ok_or(SplitError::NoTime)?,
            };
            let side = |timestamp: Option<f64>| timestamp.map_or(Side::Neither, |timestamp| on(timestamp < *at));
            Ok(timestamps(column).into_iter().map(side).collect())
        }
        Split::Value { column, reference } => {
            let column = find(table, column)?;
            let wanted = |text: &str| reference.iter().any(|value| value == text);
            let hashes: Vec<u32> = reference.iter().map(|value| hashed::hash_text(value)).collect();
            let codes: Vec<bool> = column.dictionary.iter().map(wanted).collect();
            let side = |cell: &Cell| match cell.kind() {
                CellKind::Missing | CellKind::NotANumber => Side::Neither,
                CellKind::Text(code) | CellKind::BigInteger(code) => {
                    on(codes.get(code as usize).copied().unwrap_or(false))
                }
                CellKind::Boolean(value) => on(wanted(if value { "true" } else { "false" })),
                CellKind::Number(number) => on(wanted(&number.to_string())),
                CellKind::Timestamp(_) => on(column.text(*cell).is_some_and(|text| wanted(&text))),
                CellKind::Hashed(hash) => on(hashes.contains(&hash)),
            };
            Ok(column.cells.iter().map(side).collect())
        }
        Split::Share { reference } => {
            let first = (table.rows as f64 * reference).round() as usize;
            Ok((0..table.rows).map(|row| on(row < first)).collect())
        }
    }
}

fn find<'a>(table: &'a Table, name: &str) -> Result<&'a Column, SplitError> {
    table.column(name).ok_or_else(|| SplitError::NoColumn {
        name: name.to_owned(),
        known: table.columns.iter().take(8).map(|column| column.name.clone()).collect(),
    })
}

/// What the column that decides holds, in words.
fn holds(table: &Table, by: &Split) -> String {
    let column = match by {
        Split::Time { column: Some(name), .. } | Split::Value { column: name, .. } => table.column(name),
        Split::Time { column: None, .. } => time_columns(table).first().copied(),
        Split::Share { .. } => None,
    };
    let Some(column) = column else { return format!("there are {} rows", table.rows) };
    if matches!(by, Split::Time { .. }) {
        return span_words(&column.name, &timestamps(column));
    }
    let values: Vec<&str> = column.dictionary.iter().take(8).collect();
    format!("{} holds {}", column.name, values.join(", "))
}

/// The span of a column's timestamps in words: "at goes from 2013-06-01T00:00:00Z to 2013-08-01T23:00:00Z".
pub(super) fn span_words(name: &str, timestamps: &[Option<f64>]) -> String {
    let first = timestamps.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let last = timestamps.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    match (format_datetime(first), format_datetime(last)) {
        (Some(first), Some(last)) => format!("{name} goes from {first} to {last}"),
        _ => format!("{name} holds no timestamp"),
    }
}

#[cfg(test)]
mod tests;
