//! Converts the cells of a column to numbers and timestamps, however they are written.
//!
//! Every value of every numeric column passes here before it is sorted, so this is made fast, which its callers in the page
//! are not: they are compiled for size.

use super::clocks::{on_the_clock, time_of_day};
use super::timestamps::are_moments;
use super::{Evidence, TextClass, timestamp_of};
use crate::{Cell, CellKind, Column};

/// The number that a cell of a column is, if it is one. −0 reads as 0, so that they are one value.
#[inline]
pub fn number(cell: &Cell, evidence: &Evidence) -> Option<f64> {
    let number = match cell.kind() {
        CellKind::Number(number) => Some(number),
        CellKind::Text(code) | CellKind::BigInteger(code) => match evidence.classes.get(code as usize) {
            Some(TextClass::Number(number)) => Some(*number),
            _ => None,
        },
        _ => None,
    };
    number.map(|number| number + 0.0)
}

/// The numbers of a column in the order of its rows; cells that are none are passed over.
#[inline(never)]
pub fn numbers(column: &Column, evidence: &Evidence) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(evidence.number_like() as usize);
    for chunk in column.cells.chunks() {
        numbers.extend(chunk.iter().filter_map(|cell| number(cell, evidence)));
    }
    numbers
}

/// The timestamp that a cell of a date-time column is, in seconds since 1970 by the clock of the column's zone, if it is one.
#[inline]
pub fn timestamp(cell: &Cell, column: &Column, evidence: &Evidence) -> Option<f64> {
    let of_number = |number: f64| {
        let timestamp = timestamp_of(number, evidence.largest);
        if column.zone.is_some() && are_moments(evidence.largest) { column.local(timestamp) } else { timestamp }
    };
    let timestamp = match cell.kind() {
        CellKind::Number(number) => Some(of_number(number)),
        CellKind::Text(code) | CellKind::BigInteger(code) => match evidence.classes.get(code as usize) {
            Some(TextClass::Datetime(seconds)) => Some(*seconds),
            Some(TextClass::Number(number)) => Some(of_number(*number)),
            _ => None,
        },
        CellKind::Timestamp(timestamp) => spelled(timestamp, column),
        _ => None,
    };
    timestamp.filter(|timestamp| timestamp.is_finite())
}

/// The seconds since 1970 of a timestamp that is kept as such, by the clock of the column's zone.
#[inline]
pub fn spelled(timestamp: i64, column: &Column) -> Option<f64> {
    let spelling = column.spelling?;
    let seconds = spelling.seconds(timestamp);
    Some(if spelling.has_zone() { column.local(seconds) } else { seconds })
}

/// The timestamps of a date-time column in seconds since 1970, in the order of its rows, from texts or from numbers in any of
/// the usual units; cells that are none are passed over.
#[inline(never)]
pub fn seconds(column: &Column, evidence: &Evidence) -> Vec<f64> {
    let mut seconds = Vec::with_capacity(evidence.present() as usize);
    for chunk in column.cells.chunks() {
        let timestamps = chunk.iter().filter_map(|cell| timestamp(cell, column, evidence));
        seconds.extend(timestamps.map(|timestamp| timestamp + 0.0));
    }
    seconds
}

/// The times of the day of a column in seconds since midnight, in the order of its rows: of texts, of moments, and of numbers of
/// seconds. Cells that are none are passed over.
#[inline(never)]
pub fn times_of_day(column: &Column, evidence: &Evidence) -> Vec<f64> {
    let of_text = |(code, class): (usize, &TextClass)| match class {
        TextClass::Number(seconds) | TextClass::Datetime(seconds) => {
            seconds.is_finite().then(|| on_the_clock(*seconds))
        }
        TextClass::Other => time_of_day(column.dictionary.get(code as u32)),
        TextClass::Null | TextClass::Boolean(_) => None,
    };
    let texts: Vec<Option<f64>> = evidence.classes.iter().enumerate().map(of_text).collect();
    let of_cell = |cell: &Cell| match cell.kind() {
        CellKind::Number(seconds) => seconds.is_finite().then(|| on_the_clock(seconds)),
        CellKind::Text(code) | CellKind::BigInteger(code) => texts.get(code as usize).copied().flatten(),
        CellKind::Timestamp(moment) => spelled(moment, column).filter(|seconds| seconds.is_finite()).map(on_the_clock),
        _ => None,
    };
    column.cells.chunks().flatten().filter_map(of_cell).collect()
}
