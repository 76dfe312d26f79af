//! How often a search for segments finds what is there, and how often it finds what is not.
//!
//! Prints the table of docs/calibration.md: `cargo run --release -p driftscope-drift --example for_whom`. Each data set has twelve columns of
//! 3 to 12 labels and a normal target that depends on one of them. Half of a data set's figures are those of the search, as in a comparison.
#![allow(clippy::unwrap_used, reason = "an example may stop at a surprise")]

use std::fmt::Write as _;

use driftscope_drift::compare;
use driftscope_report::{SegmentAnswer, Settings};
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Table, TableReader};

const CARDINALITIES: [u64; 12] = [3, 4, 5, 6, 8, 10, 12, 4, 8, 8, 8, 8];

/// Where production's target is higher, and by how many standard deviations.
#[derive(Clone, Copy)]
enum Moved {
    Nowhere,
    Pair(f64),
    Single(f64),
    Everywhere(f64),
    Mix,
}

fn table(rows: usize, seed: u64, moved: Moved) -> Table {
    let mut random = Random::new(seed);
    let mut text = String::new();
    for place in 0..CARDINALITIES.len() {
        let _ = write!(text, "c{place},");
    }
    text.push_str("target\n");
    for _ in 0..rows {
        let mut labels = [0; CARDINALITIES.len()];
        for (place, &values) in CARDINALITIES.iter().enumerate() {
            let value = random.below(values).min(random.below(values));
            labels[place] = if matches!(moved, Moved::Mix) && place == 4 { values - 1 - value } else { value };
            let _ = write!(text, "v{},", labels[place]);
        }
        let shift = match moved {
            Moved::Pair(by) if labels[1] == 1 && labels[5] == 2 => by,
            Moved::Single(by) if labels[3] == 2 => by,
            Moved::Everywhere(by) => by,
            _ => 0.0,
        };
        let normal = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let _ = writeln!(text, "{:.4}", normal + if labels[4] == 0 { 0.8 } else { 0.0 } + shift);
    }
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("log.csv");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

fn main() {
    let settings = Settings { find_segments: true, ..Settings::default() };
    println!("| what moved | rows a side | data sets | found exactly | anything confirmed | answers |");
    println!("|---|---|---|---|---|---|");
    for (words, moved, rows, sets, expected) in [
        ("nothing", Moved::Nowhere, 20_000, 100, None),
        ("only the mix of one column", Moved::Mix, 20_000, 100, None),
        ("all rows, 0.2 sd", Moved::Everywhere(0.2), 20_000, 100, None),
        ("a pair of conditions, 0.5 sd", Moved::Pair(0.5), 100_000, 40, Some(&["c1=v1", "c5=v2"][..])),
        ("a pair of conditions, 0.5 sd", Moved::Pair(0.5), 20_000, 100, Some(&["c1=v1", "c5=v2"][..])),
        ("one condition, 0.3 sd", Moved::Single(0.3), 20_000, 100, Some(&["c3=v2"][..])),
    ] {
        let (mut found, mut any) = (0, 0);
        let mut answers: Vec<(SegmentAnswer, u32)> = Vec::new();
        for set in 0..sets {
            let [reference, production] =
                [(2 * set, Moved::Nowhere), (2 * set + 1, moved)].map(|(seed, moved)| table(rows, seed, moved));
            let segments = compare(&reference, &production, &settings).segments.unwrap_or_default();
            any += u32::from(!segments.findings.is_empty());
            found += u32::from(segments.findings.iter().any(|finding| {
                let mut conditions: Vec<String> = finding
                    .conditions
                    .iter()
                    .map(|condition| format!("{}={}", condition.column, condition.value))
                    .collect();
                conditions.sort();
                finding.column == "target" && expected.is_some_and(|expected| conditions == expected)
            }));
            match answers.iter_mut().find(|(answer, _)| *answer == segments.answer) {
                Some((_, count)) => *count += 1,
                None => answers.push((segments.answer, 1)),
            }
        }
        let percent = |count: u32| format!("{:.1} %", 100.0 * f64::from(count) / sets as f64);
        let found = if expected.is_some() { percent(found) } else { "–".to_owned() };
        let answers: Vec<String> = answers.iter().map(|(answer, count)| format!("{answer:?} {count}")).collect();
        println!("| {words} | {rows} | {sets} | {found} | {} | {} |", percent(any), answers.join(", "));
    }
}
