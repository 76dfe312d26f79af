//! The flight logs of `tests/data/flights`, as they are and damaged.

use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

/// The two logs as files.
#[derive(Clone, Debug)]
pub struct Logs {
    /// March, an array of records, gzip.
    pub reference: PathBuf,
    /// June and July, a record a line, gzip.
    pub production: PathBuf,
}

impl Logs {
    /// The full logs.
    pub fn full() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("data").join("flights");
        let folder = folder.canonicalize().expect("tests/data/flights is there");
        Self { reference: folder.join("reference.json.gz"), production: folder.join("production.ndjson.gz") }
    }
}

/// A log's bytes as they lie on the disk.
pub fn packed(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("the flight logs can be read")
}

/// A log's text.
pub fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(packed(path).as_slice()).read_to_string(&mut text).expect("the flight logs are gzip");
    text
}

/// A log of lines in which every hundredth ends in its middle, and how many those are.
pub fn broken_every_hundredth(text: &str) -> (String, usize) {
    let mut broken = 0;
    let mut lines = String::with_capacity(text.len());
    for (place, line) in text.lines().enumerate() {
        if place % 100 == 50 {
            broken += 1;
            lines.push_str(&line[..line.len() / 2]);
        } else {
            lines.push_str(line);
        }
        lines.push('\n');
    }
    (lines, broken)
}
