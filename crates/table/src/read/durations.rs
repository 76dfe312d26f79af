//! Adds the time between a start and its end as a column: `started_at` and `finished_at` give `duration_seconds`.
//!
//! Either timestamp only says when something happened, and timestamps are not tested. The time between them is how long it took, and that
//! may drift. So where the names of two columns differ only in a word for the start and one for the end, and both hold timestamps, the
//! seconds between them are added as a column, unless another column is named like a duration. The description of how the file was read
//! mentions it.

use std::collections::BTreeMap;

use super::limits::Limits;
use crate::select::split::mostly_timestamps;
use crate::typing::words_of;
use crate::{Cell, Cells, Column, Dictionary, Table};

/// Words for a start, each with those for its end.
const PAIRS: [(&str, &[&str]); 10] = [
    ("start", &["end", "stop", "finish"]),
    ("started", &["ended", "finished", "completed", "stopped"]),
    ("begin", &["end"]),
    ("began", &["ended"]),
    ("request", &["response"]),
    ("requested", &["responded", "answered", "completed"]),
    ("received", &["answered", "responded", "completed"]),
    ("submitted", &["completed", "finished"]),
    ("opened", &["closed"]),
    ("pickup", &["dropoff"]),
];

/// Words in the names of durations.
const TAKEN: [&str; 6] = ["duration", "latency", "elapsed", "took", "runtime", "seconds"];

/// Of the rows with both timestamps, the share in which the end must not come before the start.
const LEAST_IN_ORDER: f64 = 0.99;

/// Fifty years: a longer duration has a timestamp that stands for a missing one, such as 1900-01-01 or 9999-12-31.
const LONGEST: f64 = 50.0 * 365.25 * 86_400.0;

/// The table with the first duration that its columns tell.
pub(crate) fn with_duration(mut table: Table, limits: &Limits) -> Table {
    if !limits.have_room(&table) {
        return table;
    }
    let names: Vec<Vec<String>> = table.columns.iter().map(|column| words(&column.name)).collect();
    let is_taken = |words: &Vec<String>| words.iter().any(|word| TAKEN.contains(&word.as_str()));
    if names.iter().any(is_taken) {
        return table;
    }
    let Some((start, end, cells)) = pairs(&names).into_iter().find_map(|(start, end)| {
        let cells = seconds_between(&table.columns[start], &table.columns[end])?;
        Some((start, end, cells))
    }) else {
        return table;
    };
    let [start, end] = [start, end].map(|at| &table.columns[at].name);
    let name = name_of(start);
    let note = format!(", seconds from {start} to {end} as {name}");
    table.files.iter_mut().for_each(|file| file.read_as.push_str(&note));
    table.columns.push(Column::of_cells(name, cells, Dictionary::default(), None));
    table
}

/// The words of all parts of a dotted name.
fn words(name: &str) -> Vec<String> {
    name.split('.').flat_map(words_of).collect()
}

/// The places of the starts and their ends, in the order of the starts.
fn pairs(names: &[Vec<String>]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&[String], usize> =
        names.iter().enumerate().map(|(place, words)| (&words[..], place)).collect();
    let mut found = Vec::new();
    for (start, words) in names.iter().enumerate() {
        for (at, word) in words.iter().enumerate() {
            let ends = PAIRS.iter().find(|(first, _)| first == word).map_or(&[][..], |(_, ends)| ends);
            for end in ends {
                let mut words = words.clone();
                (*end).clone_into(&mut words[at]);
                found.extend(places.get(&words[..]).map(|end| (start, *end)));
            }
        }
    }
    found
}

/// The seconds from start to end in each row; `None` where a column holds no timestamps, or the ends come before the starts.
fn seconds_between(start: &Column, end: &Column) -> Option<Cells> {
    let (starts, ends) = (mostly_timestamps(start)?, mostly_timestamps(end)?);
    let (mut cells, mut known, mut in_order) = (Cells::default(), 0_u64, 0_u64);
    for (start, end) in starts.into_iter().zip(ends) {
        let seconds = start.zip(end).map(|(start, end)| end - start).filter(|seconds| seconds.abs() <= LONGEST);
        known += u64::from(seconds.is_some());
        in_order += u64::from(seconds.is_some_and(|seconds| seconds >= 0.0));
        cells.push(seconds.map_or(Cell::MISSING, |seconds| Cell::number(to_microseconds(seconds))));
    }
    (known > 0 && in_order as f64 >= LEAST_IN_ORDER * known as f64).then_some(cells)
}

/// Today's timestamps are exact to less than a microsecond; the digits of a difference beyond that are noise.
fn to_microseconds(seconds: f64) -> f64 {
    const OF_A_SECOND: f64 = 1e6;
    (seconds * OF_A_SECOND).round() / OF_A_SECOND
}

/// The name of the duration that starts with this column: `job.started_at` gives `job.duration_seconds`, `trip_start` gives
/// `trip_duration_seconds`.
fn name_of(start: &str) -> String {
    let is_start = |word: &String| PAIRS.iter().any(|(first, _)| first == word);
    let mut path = Vec::new();
    for part in start.split('.') {
        let mut words = words_of(part);
        let Some(at) = words.iter().position(is_start) else {
            path.push(part.to_owned());
            continue;
        };
        words.truncate(at);
        words.push("duration_seconds".to_owned());
        path.push(words.join("_"));
        break;
    }
    path.join(".")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::read::table_of as table;

    fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let column = table.column(name).unwrap_or_else(|| panic!("{names:?}"));
        column.cells.iter().map(|cell| cell.as_number()).collect()
    }

    #[test]
    fn the_time_from_start_to_end_is_a_column() {
        for (text, name) in [
            (
                "{\"started_at\":\"2026-01-01T00:00:00Z\",\"finished_at\":\"2026-01-01T00:01:30.25Z\"}\n",
                "duration_seconds",
            ),
            ("{\"job\":{\"startTime\":1767225600,\"endTime\":1767225690.25}}\n", "job.duration_seconds"),
            (
                "tpep_pickup_datetime,tpep_dropoff_datetime\n2026-01-01 00:00:00.00,2026-01-01 00:01:30.25\n",
                "tpep_duration_seconds",
            ),
            (
                "{\"id\":1,\"request\":{\"time\":1767225600000},\"response\":{\"time\":1767225690250}}\n",
                "duration_seconds",
            ),
        ] {
            let table = table(text);
            assert_eq!(numbers(&table, name), [Some(90.25)], "{text}");
            assert!(table.files[0].read_as.contains(&format!(" as {name}")), "{:?}", table.files[0].read_as);
        }
    }

    #[test]
    fn a_row_without_its_end_has_no_duration() {
        let table = table(
            "{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:05Z\"}\n{\"start\":\"2026-01-01T00:00:00Z\",\"end\":null}\n",
        );
        assert_eq!(numbers(&table, "duration_seconds"), [Some(5.0), None]);
    }

    #[test]
    fn a_timestamp_that_stands_for_a_missing_one_gives_no_duration() {
        let table = table(
            "{\"opened_at\":\"2026-01-01\",\"closed_at\":\"2026-01-03\"}\n{\"opened_at\":\"2026-01-01\",\"closed_at\":\"9999-12-31\"}\n\
             {\"opened_at\":\"1900-01-01\",\"closed_at\":\"2026-01-03\"}\n",
        );
        assert_eq!(numbers(&table, "duration_seconds"), [Some(172_800.0), None, None]);
    }

    #[test]
    fn other_columns_make_none() {
        for text in [
            "{\"started_at\":\"2026-01-01T00:00:00Z\",\"finished_at\":\"2025-01-01T00:01:30Z\"}\n",
            "{\"started_at\":\"2026-01-01T00:00:00Z\",\"finished_by\":\"2026-01-01T00:01:30Z\"}\n",
            "{\"started_at\":\"2026-01-01T00:00:00Z\",\"finished_at\":\"2026-01-01T00:01:30Z\",\"took_ms\":90000}\n",
            "{\"start\":1,\"end\":5}\n",
            "{\"request\":{\"id\":7},\"response\":{\"id\":8}}\n",
        ] {
            let table = table(text);
            assert!(!table.columns.iter().any(|column| column.name.contains("duration")), "{text}");
        }
    }
}
