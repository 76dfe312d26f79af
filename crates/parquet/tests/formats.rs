//! Parquet files as several tools write them: each gives the table that the same rows as JSON give. What must be read is
//! in `tests/formats/formats.json`, which is made without us.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like a test")]

use std::fs::{self, File};
use std::path::PathBuf;

use driftscope_parquet::{ParquetError, ParquetReader};
use driftscope_table::{Cell, CellKind, Column, ReadOptions, Table, TableReader};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expectations {
    parquet: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    file: String,
    rows: usize,
    columns: Vec<String>,
    same_as: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats")
}

fn parquet_table(file: &str, open: fn(File) -> Result<ParquetReader, ParquetError>) -> Table {
    let mut parquet = open(File::open(folder().join(file)).unwrap()).unwrap();
    let mut text = Vec::new();
    let mut rows = 0;
    loop {
        match parquet.read(&mut text).unwrap_or_else(|error| panic!("{file}: {error}")) {
            0 => break,
            more => rows += more as u64,
        }
    }
    assert_eq!((rows, parquet.unread()), (parquet.rows(), Vec::new()), "{file}");
    table(&text)
}

fn table(bytes: &[u8]) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("file");
    reader.feed(bytes);
    reader.finish().unwrap()
}

/// Every cell of a column in words, with its kind.
fn cells(column: &Column) -> Vec<String> {
    let words = |cell: &Cell| match cell.kind() {
        CellKind::Text(_) | CellKind::Timestamp(_) | CellKind::BigInteger(_) => {
            format!("{:?} {}", matches!(cell.kind(), CellKind::BigInteger(_)), column.text(*cell).unwrap())
        }
        kind => format!("{kind:?}"),
    };
    column.cells.iter().map(words).collect()
}

#[test]
fn every_file_gives_the_table_of_the_same_rows_as_json() {
    let expectations: Expectations = serde_json::from_slice(&fs::read(folder().join("formats.json")).unwrap()).unwrap();
    assert!(expectations.parquet.len() > 10);
    for expected in expectations.parquet {
        let (read, same) = (
            parquet_table(&expected.file, ParquetReader::new),
            table(&fs::read(folder().join(&expected.same_as)).unwrap()),
        );
        let names: Vec<&str> = read.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!((read.rows, names), (expected.rows, expected.columns.iter().map(String::as_str).collect()));
        for column in &read.columns {
            assert_eq!(
                cells(column),
                cells(same.column(&column.name).unwrap()),
                "{} of {}",
                column.name,
                expected.file
            );
        }
        assert_eq!(read.warnings, same.warnings, "{}", expected.file);
    }
}

/// What the page unpacks by codecs of its own is what the decoder unpacks, and what it does not is named with the way that does.
#[test]
fn own_codecs_give_the_same_table() {
    let mut unknown = Vec::new();
    for entry in fs::read_dir(folder().join("parquet")).unwrap() {
        let file = format!("parquet/{}", entry.unwrap().file_name().display());
        let mut own = ParquetReader::with_own_codecs(File::open(folder().join(&file)).unwrap()).unwrap();
        match own.read(&mut Vec::new()) {
            Ok(rows) => {
                assert!(rows > 0, "{file}");
                let [one, other] =
                    [ParquetReader::new, ParquetReader::with_own_codecs].map(|open| parquet_table(&file, open));
                assert!(one == other, "{file}");
            }
            Err(error) => unknown.push((file, error.to_string())),
        }
    }
    let [(file, words)] = unknown.as_slice() else { panic!("{unknown:?}") };
    assert_eq!(file, "parquet/pyarrow-brotli.parquet");
    assert!(words.contains("packed by Brotli") && words.contains("driftscope convert"), "{words}");
}
