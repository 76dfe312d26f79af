//! Files that are read through the module's own way to ask for bytes give the records that the command reads, in few questions.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail like a test")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use driftscope_parquet::ParquetReader;
use driftscope_parquet_page::{Reading, Source, Step};

/// A file in memory, and the bytes that were asked for.
struct Memory {
    bytes: Vec<u8>,
    asked: Mutex<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Asking(&'static Memory);

impl Source for Asking {
    fn read(self, from: u64, into: &mut [u8]) -> usize {
        self.0.asked.lock().unwrap().push(into.len());
        let rest = &self.0.bytes[(from as usize).min(self.0.bytes.len())..];
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        length
    }
}

fn leak(bytes: Vec<u8>) -> &'static Memory {
    Box::leak(Box::new(Memory { bytes, asked: Mutex::default() }))
}

/// All text, or why the file cannot be read; and what was asked.
fn read(bytes: Vec<u8>) -> (Result<String, String>, Vec<usize>) {
    let memory = leak(bytes);
    let mut reading = Reading::new(Asking(memory), memory.bytes.len() as u64);
    let mut all = String::new();
    let end = loop {
        let step = reading.step();
        let text = String::from_utf8(reading.text().to_vec()).unwrap();
        match step {
            Step::Rows => all += &text,
            Step::End => break Ok(all),
            Step::Failed => break Err(text),
        }
    };
    (end, memory.asked.lock().unwrap().clone())
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["tests/formats/parquet", "crates/parquet/tests/types", "tests/end_to_end/parquet"];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "parquet")).collect()
}

#[test]
fn every_file_gives_the_records_of_the_command() {
    let files = files();
    assert!(files.len() > 15, "{files:?}");
    for path in files {
        let mut command = ParquetReader::new(File::open(&path).unwrap()).unwrap();
        let mut text = Vec::new();
        while command.read(&mut text).unwrap() > 0 {}
        let (found, asked) = read(fs::read(&path).unwrap());
        match found {
            Ok(found) => assert!(found.as_bytes() == text, "{}", path.display()),
            Err(words) => assert!(words.contains("Brotli"), "{}: {words}", path.display()),
        }
        // The end, its length, and a stretch for each column of each of three row groups at most.
        assert!(asked.len() <= 2 + 3 * command.columns(), "{}: {asked:?}", path.display());
    }
}

#[test]
fn no_claim_of_a_file_asks_for_more_than_it_has() {
    let whole = fs::read(&files()[0]).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let size = bytes.len();
        // The decoder itself may break down, which ends the module.
        if let Ok((_, asked)) = std::panic::catch_unwind(|| read(bytes)) {
            assert!(asked.iter().all(|length| *length <= size), "{at}: {asked:?}");
        }
    }
}

#[test]
fn what_could_not_be_read_is_listed() {
    let path = files().into_iter().find(|path| path.ends_with("february-pandas.parquet")).unwrap();
    let memory = leak(fs::read(path).unwrap());
    let mut reading = Reading::new(Asking(memory), memory.bytes.len() as u64);
    assert_eq!(reading.share(), 0.0);
    while reading.step() == Step::Rows {}
    assert_eq!(reading.share(), 1.0);
    reading.unread();
    assert_eq!(reading.text(), br#"[["digest",1500]]"#);
}
