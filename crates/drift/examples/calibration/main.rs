//! Counts how often each rule raises a false alarm and how often it finds a planted change, and makes the tables of
//! `docs/calibration.md` from the counts.
//!
//! `cargo xtask bench calibration` does both and puts the tables into the document. By itself:
//!
//! ```text
//! cargo run --release -p driftscope-drift --example calibration -- count [number of a size, from 0] > counts.csv
//! cargo run --release -p driftscope-drift --example calibration -- tables docs/calibration.csv
//! ```
//!
//! One thread; seeds are fixed, so counts and tables are the same on every machine.

#[path = "../../tests/simulation/columns.rs"]
#[allow(dead_code, reason = "the tests draw from more laws than are tabulated")]
mod columns;
mod counts_file;
#[path = "../../../stats/examples/number_tests/kinds.rs"]
mod kinds;
mod share;
mod study;
mod tables;
mod trial;

use std::process::ExitCode;
use std::time::Instant;

use study::{SIZES, Size};
use trial::Counts;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["count"] => print!("{}", counts_file::write(&counted(&SIZES))),
        ["count", place] => match place.parse::<usize>().ok().and_then(|place| SIZES.get(place..=place)) {
            Some(sizes) => print!("{}", counts_file::write(&counted(sizes))),
            None => return failed(&format!("\"{place}\" is no size: they are numbered from 0 to {}", SIZES.len() - 1)),
        },
        ["tables", path] => match std::fs::read_to_string(path).map(|text| counts_file::read(&text)) {
            Ok(Some(sized)) => print!("{}", tables::all(&sized)),
            Ok(None) => return failed(&format!("{path} does not hold counts of this program")),
            Err(error) => return failed(&format!("{path} cannot be read: {error}")),
        },
        _ => return failed("say \"count\", or \"tables\" and the file of counts"),
    }
    ExitCode::SUCCESS
}

fn failed(problem: &str) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::FAILURE
}

fn counted(sizes: &[Size]) -> Vec<(Size, Counts)> {
    sizes.iter().map(|&size| (size, at_size(size))).collect()
}

fn at_size(size: Size) -> Counts {
    let start = Instant::now();
    let mut counts = Counts::default();
    for seed in 0..size.trials {
        counts.add_trial(size, seed);
    }
    eprintln!("{} and {} rows, {} trials: {:.1} s", size.n, size.m, size.trials, start.elapsed().as_secs_f64());
    counts
}
