//! Files that were cut off or changed: an error or rows, and always an end.
//!
//! The decoder itself panics at some damage. The command answers to that; nothing of our own may.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like a test")]

mod generated;

use std::fs::{self, File};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use driftscope_parquet::{ParquetError, ParquetReader};
use driftscope_table::{ReadOptions, TableReader};
use generated::Random;

const SAMPLES: [&str; 7] =
    ["duckdb-snappy", "pandas", "polars", "pyarrow-delta", "pyarrow-gzip", "pyarrow-lz4", "pyarrow-zstd"];

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats/parquet");
    fs::read(folder.join(name).with_extension("parquet")).unwrap()
}

/// A place on the disk for one test.
fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("parquet")
}

/// Reads all of it, as records and into a table, up to a number of rows that none of the samples has.
fn read(path: &Path, bytes: &[u8]) -> Result<usize, ParquetError> {
    fs::write(path, bytes).unwrap();
    let into_table = read_into(path);
    let as_records = read_records(path, ParquetReader::new);
    // Own codecs have words of their own, and bear the same damage.
    let _ = read_records(path, ParquetReader::with_own_codecs);
    let [one, other] = [&into_table, &as_records].map(|read| read.as_ref().map_err(ToString::to_string));
    assert_eq!(one, other);
    as_records
}

fn read_into(path: &Path) -> Result<usize, ParquetError> {
    let mut reader = ParquetReader::new(File::open(path).unwrap())?;
    let mut table = TableReader::new(ReadOptions::default());
    table.begin_file("changed");
    let mut rows = 0;
    loop {
        match reader.read_into(&mut table)? {
            0 => return Ok(rows),
            more => rows += more,
        }
        if rows > 100_000 {
            return Ok(rows);
        }
    }
}

fn read_records(path: &Path, open: fn(File) -> Result<ParquetReader, ParquetError>) -> Result<usize, ParquetError> {
    let mut reader = open(File::open(path).unwrap())?;
    let mut rows = 0;
    loop {
        let mut text = Vec::new();
        let more = reader.read(&mut text)?;
        assert_eq!(text.iter().filter(|byte| **byte == b'\n').count(), more);
        if more == 0 {
            return Ok(rows);
        }
        rows += more;
        if rows > 100_000 {
            return Ok(rows);
        }
    }
}

#[test]
fn a_file_that_is_cut_off_says_so() {
    let (path, whole) = (place("cut"), sample("pandas"));
    assert_eq!(read(&path, &whole).unwrap(), 40);
    for length in [0, 1, 4, 8, 11, 12, 100, whole.len() / 2, whole.len() - 9, whole.len() - 1] {
        let error = read(&path, &whole[..length]).unwrap_err();
        assert!(matches!(error, ParquetError::NoEnd { .. }), "{length}: {error:?}");
        assert!(error.to_string().contains("copy it again"));
    }
}

#[test]
fn a_damaged_page_names_its_column() {
    let (path, mut bytes) = (place("page"), sample("pyarrow-gzip"));
    // The first pages lie right behind the first four bytes.
    bytes[40..400].fill(0xA5);
    let error = read(&path, &bytes).unwrap_err().to_string();
    assert!(error.contains("is damaged") && error.contains("Row group 1, column id"), "{error}");
}

/// Each byte of a file changed in turn, to what is likely to hurt.
#[test]
fn no_changed_byte_breaks_the_reader() {
    static BROKEN_AT: Mutex<Vec<String>> = Mutex::new(Vec::new());
    panic::set_hook(Box::new(|information| {
        let file = information.location().map_or_else(String::new, |location| location.file().to_owned());
        BROKEN_AT.lock().unwrap().push(file);
    }));
    let path = place("changed");
    let (mut refused, mut read_all) = (0, 0);
    let flat = place("flat");
    // Rows of the later row groups go to the table as they are.
    generated::write(&flat, &mut Random::new(12), 90, 9);
    for whole in SAMPLES.map(sample).into_iter().chain([fs::read(&flat).unwrap()]) {
        for at in (4..whole.len()).step_by(29) {
            for to in [0, 0xFF, whole[at] ^ 0x80, whole[at].wrapping_add(1)] {
                let mut bytes = whole.clone();
                bytes[at] = to;
                match panic::catch_unwind(|| read(&path, &bytes)) {
                    Ok(Ok(_)) => read_all += 1,
                    Ok(Err(_)) | Err(_) => refused += 1,
                }
            }
        }
    }
    let _ = panic::take_hook();
    assert!(refused > 100 && read_all > 100, "{refused} {read_all}");
    let broken_at = BROKEN_AT.lock().unwrap();
    let own: Vec<&String> = broken_at.iter().filter(|file| file.contains("crates/parquet/")).collect();
    assert_eq!(own, Vec::<&String>::new());
    println!("{} of {} files made the decoder panic", broken_at.len(), refused + read_all);
}
