//! Times how fast one file of JSON Lines is read, beside plainer ways to look at the same bytes.
//!
//! Run with `cargo run --release -p driftscope-table --example reading_speed -- FILE`. The file is in memory before
//! the clock starts, and everything runs on one thread. Each way is taken three times, and the fastest counts, since
//! whatever else the computer does can only make it slower.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use driftscope_table::{Fingerprint, ReadOptions, TableReader};

/// Bytes given to the reader at once, as the page and the command do.
const PIECE: usize = 4 << 20;

const RUNS: usize = 3;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("Name a file of JSON Lines");
        return ExitCode::FAILURE;
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(reason) => {
            eprintln!("{} cannot be read: {reason}", Path::new(&path).display());
            return ExitCode::FAILURE;
        }
    };
    let whole = time(|| read(&bytes));
    let values = time(|| parse_values(&bytes));
    println!("reader against `serde_json::Value` of each line\t{:.2}", whole / values);
    let ways = [
        ("reader, one thread", whole),
        ("`serde_json::Value` of each line, thrown away", values),
        // Added up, because merely to count them is another, faster piece of code.
        ("finding the line ends", time(|| memchr::memchr_iter(b'\n', &bytes).fold(0, usize::wrapping_add))),
        ("SHA-256", time(|| fingerprint(&bytes))),
    ];
    for (what, seconds) in ways {
        println!("{what}\t{:.0} MB/s", bytes.len() as f64 / 1e6 / seconds);
    }
    ExitCode::SUCCESS
}

fn read(bytes: &[u8]) -> usize {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("file");
    for piece in bytes.chunks(PIECE) {
        reader.feed(piece);
    }
    reader.end_file(String::new());
    reader.finish().map_or(0, |table| table.rows)
}

fn parse_values(bytes: &[u8]) -> usize {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.filter(|line| black_box(serde_json::from_slice::<serde_json::Value>(line)).is_ok()).count()
}

fn fingerprint(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::new();
    bytes.chunks(PIECE).for_each(|piece| fingerprint.feed(piece));
    fingerprint.finish()
}

/// The shortest time of some runs, in seconds.
fn time<T>(work: impl Fn() -> T) -> f64 {
    (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            black_box(work());
            begin.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}
