//! What the tests of the comparison share.

use driftscope_drift::{Profile, profile_from_bytes};
use driftscope_table::{Column, Dictionary, ReadOptions, Sample, Table, TableReader};
use serde_json::Value;

/// The flight logs.
pub(crate) fn flights() -> [Table; 2] {
    read_flights(None)
}

/// One row in ten of the flight logs.
pub(crate) fn some_flights() -> [Table; 2] {
    read_flights(Some(Sample { share: 0.1, seed: 0 }))
}

fn read_flights(sample: Option<Sample>) -> [Table; 2] {
    ["reference.json.gz", "production.ndjson.gz"].map(|name| {
        let path = format!("{}/../../tests/data/flights/{name}", env!("CARGO_MANIFEST_DIR"));
        let mut reader = TableReader::new(ReadOptions { sample, ..ReadOptions::default() });
        reader.begin_file(name);
        reader.feed(&std::fs::read(path).unwrap());
        reader.end_file(String::new());
        reader.finish().unwrap()
    })
}

/// Fails unless a figure is the expected one to nine digits.
pub(crate) fn near(figure: Option<f64>, expected: &Value, what: &str) {
    near_to(figure, expected, what, 1e-9);
}

/// Fails unless a figure is the expected one, to a relative error.
pub(crate) fn near_to(figure: Option<f64>, expected: &Value, what: &str, relative: f64) {
    let (figure, expected) = (figure.unwrap(), expected.as_f64().unwrap());
    let error = (figure - expected).abs();
    assert!(error <= relative * expected.abs() || error < 1e-300, "{what}: {figure} is not {expected}");
}

/// The report without windows of time, decided again.
pub(crate) fn without_windows(mut report: driftscope_report::Report) -> driftscope_report::Report {
    report.windows = None;
    report.columns.iter_mut().for_each(|column| column.windows = None);
    let settings = report.settings.clone();
    driftscope_decide::decide(&mut report, &settings);
    report
}

/// A table from JSON Lines.
pub(crate) fn table(lines: &str) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("lines");
    reader.feed(lines.as_bytes());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

/// A table from CSV.
pub(crate) fn csv(text: &str) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("table.csv");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

/// What a database returned to the SQL of the command, packed: a file of `tests/sql`.
pub(crate) fn packed_sql_result(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/sql/{name}.gz", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The same, unpacked.
pub(crate) fn sql_result(name: &str) -> String {
    String::from_utf8(driftscope_table::unpack_gzip(&packed_sql_result(name)).0).unwrap()
}

/// The profile of such a result.
pub(crate) fn profile_of_sql(text: &str) -> Profile {
    profile_from_bytes(text.as_bytes()).unwrap()
}

/// A column of a report.
pub(crate) fn column<'a>(report: &'a driftscope_report::Report, name: &str) -> &'a driftscope_report::ColumnReport {
    report.columns.iter().find(|column| column.name == name).unwrap()
}

/// The same rows in another order: a fixed permutation.
pub(crate) fn shuffled(table: &Table) -> Table {
    let rows = table.rows;
    // Any step that shares no factor with the number of rows visits each row once.
    let step = (rows / 3..).find(|step| gcd(*step, rows) == 1).unwrap_or(1);
    let columns = table.columns.iter().map(|column| {
        let cells: driftscope_table::Cells = (0..rows).map(|row| column.cells[row * step % rows]).collect();
        Column { cells, dictionary: Dictionary::clone(&column.dictionary), ..column.clone() }
    });
    Table { columns: columns.collect(), ..table.clone() }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The two tables of a case of `tests/cases`.
pub(crate) fn case(name: &str) -> [Table; 2] {
    let folder = format!("{}/../../tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    ["ref", "prod"].map(|side| {
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let is_side = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(side);
        let path = files.into_iter().find(is_side).unwrap();
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file(&path.file_name().unwrap().to_string_lossy());
        reader.feed(&std::fs::read(path).unwrap());
        reader.end_file(String::new());
        reader.finish().unwrap()
    })
}
