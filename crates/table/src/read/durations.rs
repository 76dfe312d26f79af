//! Takes the time from a begin to an end as a column: `started_at` and `finished_at` make `duration_seconds`.
//!
//! Each of two moments only says when a record was made, and moments are not tested. What lies between them is how long it took, and
//! that may drift. So where the names of two columns differ in nothing but a word for the begin and one for the end, and both hold
//! moments, their difference in seconds is added as a column, unless another one has the name of a time taken. How the file was read
//! mentions it.

use std::collections::BTreeMap;

use super::limits::Limits;
use crate::select::split::timestamps;
use crate::typing::{Evidence, holds_timestamps, words_of};
use crate::{Cell, Cells, Column, Dictionary, Table};

/// Words of a begin, each with those of its end.
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

/// Words of names of a time that was taken.
const TAKEN: [&str; 6] = ["duration", "latency", "elapsed", "took", "runtime", "seconds"];

/// Of the rows with both moments, the share in which the end must not come before the begin.
const LEAST_IN_ORDER: f64 = 0.99;

/// Fifty years: one of the moments of a longer duration stands for none, as 1900-01-01 and 9999-12-31 do.
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
    let Some((begin, end, cells)) = pairs(&names).into_iter().find_map(|(begin, end)| {
        let cells = seconds_between(&table.columns[begin], &table.columns[end])?;
        Some((begin, end, cells))
    }) else {
        return table;
    };
    let [begin, end] = [begin, end].map(|at| &table.columns[at].name);
    let name = name_of(begin);
    let note = format!(", seconds from {begin} to {end} as {name}");
    table.files.iter_mut().for_each(|file| file.read_as.push_str(&note));
    table.columns.push(Column::of_cells(name, cells, Dictionary::default(), None));
    table
}

/// The words of all parts of a dotted name.
fn words(name: &str) -> Vec<String> {
    name.split('.').flat_map(words_of).collect()
}

/// The places of a begin and its end, in the order of the begins.
fn pairs(names: &[Vec<String>]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&[String], usize> =
        names.iter().enumerate().map(|(place, words)| (&words[..], place)).collect();
    let mut found = Vec::new();
    for (begin, words) in names.iter().enumerate() {
        for (at, word) in words.iter().enumerate() {
            let ends = PAIRS.iter().find(|(start, _)| start == word).map_or(&[][..], |(_, ends)| ends);
            for end in ends {
                let mut words = words.clone();
                (*end).clone_into(&mut words[at]);
                found.extend(places.get(&words[..]).map(|end| (begin, *end)));
            }
        }
    }
    found
}

/// The seconds from one moment to the other in each row; `None` where the columns hold no moments, or no begin and its end.
fn seconds_between(begin: &Column, end: &Column) -> Option<Cells> {
    let holds_moments = |column: &Column| {
        let evidence = Evidence::of(column);
        evidence.present() > 0 && holds_timestamps(&column.name, &evidence)
    };
    if !holds_moments(begin) || !holds_moments(end) {
        return None;
    }
    let (mut cells, mut known, mut in_order) = (Cells::default(), 0_u64, 0_u64);
    for (begin, end) in timestamps(begin).into_iter().zip(timestamps(end)) {
        let seconds = begin.zip(end).map(|(begin, end)| end - begin).filter(|seconds| seconds.abs() <= LONGEST);
        known += u64::from(seconds.is_some());
        in_order += u64::from(seconds.is_some_and(|seconds| seconds >= 0.0));
        cells.push(seconds.map_or(Cell::MISSING, |seconds| Cell::number(to_microseconds(seconds))));
    }
    (known > 0 && in_order as f64 >= LEAST_IN_ORDER * known as f64).then_some(cells)
}

/// The difference of two moments of our time is exact to less than a microsecond; the digits behind it are noise.
fn to_microseconds(seconds: f64) -> f64 {
    const OF_A_SECOND: f64 = 1e6;
    (seconds * OF_A_SECOND).round() / OF_A_SECOND
}

/// The name of the duration that begins with this column: `job.started_at` gives `job.duration_seconds`, `trip_start` gives
/// `trip_duration_seconds`.
fn name_of(begin: &str) -> String {
    let is_begin = |word: &String| PAIRS.iter().any(|(start, _)| start == word);
    let mut path = Vec::new();
    for part in begin.split('.') {
        let mut words = words_of(part);
        let Some(at) = words.iter().position(is_begin) else {
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
    use crate::{CellKind, ReadOptions, TableReader};

    fn table(text: &str) -> Table {
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file("log");
        reader.feed(text.as_bytes());
        reader.finish().unwrap()
    }

    fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
        let number = |cell: &Cell| if let CellKind::Number(number) = cell.kind() { Some(number) } else { None };
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let column = table.column(name).unwrap_or_else(|| panic!("{names:?}"));
        column.cells.iter().map(number).collect()
    }

    #[test]
    fn the_time_from_begin_to_end_is_a_column() {
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
    fn a_moment_that_stands_for_none_makes_no_duration() {
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
