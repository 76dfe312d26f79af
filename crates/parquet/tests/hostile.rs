//! Files that were cut off or changed: an error or rows, and always an end.
//!
//! The decoder itself panics at some damage. The command answers to that; nothing of our own may.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like a test")]

use std::fs::{self, File};
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use driftscope_parquet::{ParquetError, ParquetReader};

const SAMPLES: [&str; 5] = ["duckdb-snappy", "pandas", "polars", "pyarrow-delta", "pyarrow-gzip"];

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats/parquet");
    fs::read(folder.join(name).with_extension("parquet")).unwrap()
}

/// A place on the disk for one test.
fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("parquet")
}

/// Reads all of it, up to a number of rows that none of the samples has.
fn read(path: &Path, bytes: &[u8]) -> Result<usize, ParquetError> {
    fs::write(path, bytes).unwrap();
    let mut reader = ParquetReader::new(File::open(path).unwrap())?;
    let mut rows = 0;
    loop {
        let mut text = Vec::new();
        match reader.read(&mut text)? {
            0 => return Ok(rows),
            more => rows += more,
        }
        assert_eq!(text.iter().filter(|byte| **byte == b'\n').count() % 4096, rows % 4096);
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
    for name in SAMPLES {
        let whole = sample(name);
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
