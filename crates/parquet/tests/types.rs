//! Values of every type: each gives the record that Python says it is. `types/make.py` makes them.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like a test")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use driftscope_parquet::{ParquetReader, UnreadColumn};

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types").join(name)
}

fn read(name: &str) -> (String, Vec<UnreadColumn>) {
    let mut reader = ParquetReader::new(File::open(place(name)).unwrap()).unwrap();
    let mut text = Vec::new();
    while reader.read(&mut text).unwrap() > 0 {}
    (String::from_utf8(text).unwrap(), reader.unread())
}

#[track_caller]
fn is_as_expected(name: &str, expected: &str) -> Vec<UnreadColumn> {
    let (text, unread) = read(name);
    let expected = fs::read_to_string(place(expected)).unwrap();
    for (line, expected) in text.lines().zip(expected.lines()) {
        assert_eq!(line, expected, "{name}");
    }
    assert_eq!(text, expected, "{name}");
    unread
}

#[test]
fn every_type_is_read_and_what_is_no_value_is_counted() {
    let unread =
        [("bytes", 2), ("widest_decimal", 1)].map(|(name, values)| UnreadColumn { name: name.to_owned(), values });
    assert_eq!(is_as_expected("types.parquet", "types.jsonl"), unread);
    assert_eq!(is_as_expected("types-v2.parquet", "types.jsonl"), unread);
}

#[test]
fn old_ways_to_write_are_read() {
    assert_eq!(is_as_expected("int96.parquet", "int96.jsonl"), []);
    assert_eq!(is_as_expected("old-list.parquet", "old-list.jsonl"), []);
}
