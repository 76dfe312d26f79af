//! Unusual rows: those with a value that their other values do not lead one to expect, by the reference.

use driftscope_report::calendar::parse_datetime;
use driftscope_report::{Carrier, FEWEST_ROWS_OF_A_WINDOW, Kind, UnusualRows, Windows};
use driftscope_stats::newcombe::{share_difference, share_interval};
use driftscope_stats::sorting::{sort_by, sort_numbers};
use driftscope_stats::unusual_rows::Expectations;

use super::distance::filled;
use super::encoding::{Encoded, Rows};

/// The share of the reference's rows that are nearer than an unusual row.
const NEARER: f64 = 0.99;

/// Columns that are listed.
const LISTED: usize = 8;

const LEVEL: f64 = 0.95;

/// Learns from half of the reference's rows and compares the other half with production: the distance of rows that were learnt from
/// is smaller by itself. `None` with fewer than 99 rows of the other half.
pub(super) fn unusual_rows(rows: &Rows, windows: Option<&Windows>) -> Option<UnusualRows> {
    let half = rows.reference / 2;
    let (mut numbers, mut owners) = (Vec::new(), Vec::new());
    for (place, column) in rows.columns.iter().enumerate() {
        told(column, half, &mut numbers);
        owners.resize(numbers.len(), place);
    }
    let distances = distances(&numbers, half)?;
    let (reference, production) = distances.split_at(rows.reference - half);
    let limit = limit(reference)?;
    let cases = [reference.len() as u64, production.len() as u64];
    let mut hits = [0, 0];
    let mut columns: Vec<Carrier> =
        rows.columns.iter().map(|column| Carrier { column: column.name.clone(), importance: 0.0 }).collect();
    for (number, &(distance, place)) in distances.iter().enumerate() {
        if distance > limit {
            let side = usize::from(number >= reference.len());
            hits[side] += 1;
            columns[owners[place]].importance += [-1.0, 1.0][side] / cases[side] as f64;
        }
    }
    columns.retain(|column| column.importance > 0.0);
    sort_by(&mut columns, &|one, other| other.importance.total_cmp(&one.importance));
    columns.truncate(LISTED);
    let interval = share_interval(hits[1], cases[1], LEVEL)?;
    let mut found = UnusualRows {
        limit,
        reference_rows: cases[0],
        reference: hits[0] as f64 / cases[0] as f64,
        production: hits[1] as f64 / cases[1] as f64,
        low: interval.low,
        high: interval.high,
        more: share_difference(hits, cases, LEVEL)?.1.low > 0.0,
        columns,
        ..UnusualRows::default()
    };
    if let Some(windows) = windows {
        by_window(windows, rows, production, &mut found);
    }
    Some(found)
}

/// The distance of each row past the first half of the reference, and the place of the numbers that it is of.
fn distances(numbers: &[Vec<f64>], half: usize) -> Option<Vec<(f64, usize)>> {
    let learnt: Vec<Vec<f64>> = numbers.iter().map(|column| column[..half].to_vec()).collect();
    let expected = Expectations::of(&learnt)?;
    let mut found = Vec::new();
    let mut values = vec![0.0; numbers.len()];
    for row in half..numbers[0].len() {
        for (value, column) in values.iter_mut().zip(numbers) {
            *value = column[row];
        }
        found.push(expected.farthest(&values));
    }
    Some(found)
}

/// A column as finite numbers: a category as how rare it is, and gaps of numbers as a column of their own.
fn told(column: &Encoded, half: usize, numbers: &mut Vec<Vec<f64>>) {
    let mut filled = filled(column, half);
    if column.kind == Kind::Category {
        // A label that was never seen is like one seen once, so that a column with many such labels expects new ones.
        let once = 1.0 / half.max(1) as f64;
        filled.iter_mut().for_each(|share| *share = -libm::log(share.max(once)));
    } else if column.values.iter().any(|value| value.is_nan()) {
        numbers.push(column.values.iter().map(|value| f64::from(u8::from(value.is_nan()))).collect());
    }
    numbers.push(filled);
}

/// The distance that a row of the reference exceeds in one of a hundred cases at most, as any row of production like them.
fn limit(reference: &[(f64, usize)]) -> Option<f64> {
    let mut sorted: Vec<f64> = reference.iter().map(|(distance, _)| *distance).collect();
    sort_numbers(&mut sorted);
    let place = libm::ceil(NEARER * (sorted.len() as f64 + 1.0)) as usize;
    sorted.get(place.checked_sub(1)?).copied()
}

/// Adds the share in each of production's windows, and how many of these rows it has; no share with too few.
fn by_window(windows: &Windows, rows: &Rows, distances: &[(f64, usize)], found: &mut UnusualRows) {
    let starts: Vec<f64> = windows.production.iter().filter_map(|window| parse_datetime(&window.start)).collect();
    if starts.len() != windows.production.len() {
        return;
    }
    let mut hits = vec![0.0; starts.len()];
    found.window_rows = vec![0; starts.len()];
    for (time, (distance, _)) in rows.times.iter().skip(rows.reference).zip(distances) {
        let place = starts.partition_point(|start| start <= time);
        if time.is_finite() && place > 0 {
            found.window_rows[place - 1] += 1;
            hits[place - 1] += f64::from(u8::from(*distance > found.limit));
        }
    }
    for (hits, &rows) in hits.into_iter().zip(&found.window_rows) {
        found.windows.push((rows >= FEWEST_ROWS_OF_A_WINDOW).then(|| hits / rows as f64));
    }
}
