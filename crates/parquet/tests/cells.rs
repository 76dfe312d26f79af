//! Values that go to their columns as they are give the table of the same rows as records, whatever they are: generated files, read both
//! ways, under limits of every kind.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like a test")]

mod generated;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use driftscope_parquet::{ParquetReader, UnreadColumn};
use driftscope_table::{Limits, ReadOptions, Sample, Table, TableReader};
use generated::Random;

/// What is read of some files, and how many rows went as they are.
type Read = (Option<Table>, Vec<Vec<UnreadColumn>>, u64);

/// Makes a limit about this large.
type Limit = fn(&mut Limits, usize);

fn read(paths: &[PathBuf], options: &ReadOptions, next: fn(&mut ParquetReader, &mut TableReader) -> usize) -> Read {
    let mut table = TableReader::new(options.clone());
    let (mut unread, mut handed_over) = (Vec::new(), 0);
    for path in paths {
        let mut parquet = ParquetReader::new(File::open(path).unwrap()).unwrap();
        table.begin_file(&path.file_name().unwrap().to_string_lossy());
        while next(&mut parquet, &mut table) > 0 {}
        table.end_file(String::new());
        unread.push(parquet.unread());
        handed_over += parquet.handed_over();
    }
    (table.finish().ok().map(without_offsets), unread, handed_over)
}

/// Nothing lies in the file where a record would: nobody knows how long it would have been, and the command leaves it out.
fn without_offsets(mut table: Table) -> Table {
    for warning in &mut table.warnings {
        warning.byte_offset = None;
        warning.further.iter_mut().for_each(|place| place.byte_offset = None);
    }
    table.files.iter_mut().for_each(|file| file.bytes = 0);
    table
}

fn as_records(parquet: &mut ParquetReader, table: &mut TableReader) -> usize {
    let mut text = Vec::new();
    let rows = parquet.read(&mut text).unwrap();
    table.feed(&text);
    rows
}

fn as_they_are(parquet: &mut ParquetReader, table: &mut TableReader) -> usize {
    parquet.read_into(table).unwrap()
}

/// Reads files both ways, and gives the rows that went as they are.
#[track_caller]
fn compare(paths: &[PathBuf], options: &ReadOptions, what: &str) -> u64 {
    let records = read(paths, options, as_records);
    let cells = read(paths, options, as_they_are);
    assert_eq!(records.1, cells.1, "{what}");
    let (Some(expected), Some(found)) = (&records.0, &cells.0) else {
        assert_eq!(records.0.is_some(), cells.0.is_some(), "{what}");
        return 0;
    };
    for (expected, found) in expected.columns.iter().zip(&found.columns) {
        assert_eq!(expected.name, found.name, "{what}");
        assert_eq!(expected.tally, found.tally, "{} of {what}", found.name);
        let differs = expected.cells.iter().zip(&found.cells).position(|(one, other)| one != other);
        assert_eq!(differs, None, "{} of {what}", found.name);
    }
    assert_eq!(expected.warnings, found.warnings, "{what}");
    assert!(expected == found, "{what}");
    cells.2
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cells-{name}.parquet"))
}

#[test]
fn every_value_is_what_its_record_would_be() {
    let path = place("values");
    let (mut rows, mut handed_over) = (0, 0);
    for seed in 1..=24 {
        let random = &mut Random::new(seed);
        let (count, columns) = (500 + random.below(5_000) as usize, 1 + random.below(24) as usize);
        generated::write(&path, random, count, columns);
        rows += count as u64;
        handed_over += compare(std::slice::from_ref(&path), &ReadOptions::default(), &format!("seed {seed}"));
    }
    assert!(handed_over * 4 > rows, "{handed_over} of {rows}");
}

/// Files of other programs, some of them with groups, lists and maps, which stay records.
#[test]
fn files_of_other_programs_give_the_same_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = 0;
    for folder in [folder.join("tests/types"), folder.join("../../tests/formats/parquet")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "parquet") {
                compare(std::slice::from_ref(&path), &ReadOptions::default(), &path.display().to_string());
                files += 1;
            }
        }
    }
    assert!(files > 10, "{files}");
}

#[test]
fn limits_are_met_at_the_same_row() {
    let path = place("limits");
    let limits: [(&str, Limit); 7] = [
        ("distinct", |limits, size| limits.distinct = size),
        ("dictionary", |limits, size| limits.dictionary_bytes = size * 20),
        ("texts", |limits, size| limits.text_bytes = size * 100),
        ("columns", |limits, size| limits.columns = size % 12),
        ("rows", |limits, size| limits.rows = size),
        ("cells", |limits, size| limits.cells = size * 10),
        ("record", |limits, size| limits.record_bytes = 100 + size % 300),
    ];
    let mut handed_over = 0;
    for seed in 1..=28_usize {
        let random = &mut Random::new(1_000 + seed as u64);
        generated::write(&path, random, 4_000, 8);
        let (name, limit) = limits[seed % limits.len()];
        let mut options = ReadOptions::default();
        limit(&mut options.limits, 100 + random.below(3_000) as usize);
        handed_over += compare(std::slice::from_ref(&path), &options, &format!("seed {seed}, {name}"));
    }
    assert!(handed_over > 10_000, "{handed_over}");
}

#[test]
fn files_of_other_columns_go_on_where_they_are() {
    let paths = ["first", "second", "third"].map(place);
    for seed in 1..=6 {
        for (number, path) in paths.iter().enumerate() {
            let random = &mut Random::new(2_000 + seed * 3 + number as u64);
            generated::write(path, random, 1_500, 3 + 4 * number);
        }
        assert!(compare(&paths, &ReadOptions::default(), &format!("seed {seed}")) > 0);
    }
}

#[test]
fn a_sample_is_drawn_from_records() {
    let path = place("sample");
    generated::write(&path, &mut Random::new(7), 3_000, 6);
    let options = ReadOptions { sample: Some(Sample { share: 0.25, seed: 1 }), ..ReadOptions::default() };
    assert_eq!(compare(std::slice::from_ref(&path), &options, "a sample"), 0);
}
