//! How often a fall of performance is found, and how often one is found that is not there.
//!
//! Prints the table of docs/calibration.md: `cargo run --release -p driftscope-drift --example did_it_hurt 200`. Labels are drawn from calibrated scores;
//! the model answers from a half on. Where performance falls, production's labels are flipped at random until its accuracy is the wanted one.
#![allow(clippy::unwrap_used, reason = "an example may stop at a surprise")]

use std::fmt::Write as _;

use driftscope_drift::compare;
use driftscope_report::{MetricOutcome, Performance, Settings, Windowing};
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Table, TableReader};

/// A log of scores, answers and labels; `flipped` is the share of labels that are turned around.
fn table(rows: usize, random: &mut Random, flipped: f64) -> Table {
    let mut text = "prediction,score,target\n".to_owned();
    for _ in 0..rows {
        // Scores near 0 and 1: the model is right in nine of ten rows.
        let unit = random.unit();
        let sharp = unit * unit * unit * 0.5 + 0.001;
        let score = if random.unit() < 0.3 { 1.0 - sharp } else { sharp };
        let label = (random.unit() < score) != (random.unit() < flipped);
        let _ = writeln!(text, "{},{score:.4},{}", u8::from(score >= 0.5), u8::from(label));
    }
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("log.csv");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

fn has(performance: &Performance, outcome: MetricOutcome) -> bool {
    performance.metrics.iter().any(|metric| metric.outcome == outcome)
}

fn main() {
    let sets: u64 = std::env::args().nth(1).and_then(|sets| sets.parse().ok()).unwrap_or(200);
    let settings = Settings { window: Windowing::None, ..Settings::default() };
    println!(
        "| rows | labels flipped | data sets | any metric worse | any metric better | accuracy worse | mean accuracy |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (rows, flipped) in [
        ([500, 500], 0.0),
        ([20_000, 2_000], 0.0),
        ([5_000, 5_000], 0.0),
        ([20_000, 20_000], 0.0),
        ([2_000, 2_000], 0.065),
        ([20_000, 2_000], 0.065),
    ] {
        let (mut worse, mut better, mut accuracy, mut mean) = (0, 0, 0, 0.0);
        for set in 0..sets {
            let mut random = Random::new(1000 * rows[0] as u64 + set);
            let sides = [table(rows[0], &mut random, 0.0), table(rows[1], &mut random, flipped)];
            let performance = compare(&sides[0], &sides[1], &settings).performance.unwrap();
            worse += u32::from(has(&performance, MetricOutcome::Worse));
            better += u32::from(has(&performance, MetricOutcome::Better));
            let found = performance.metrics.iter().find(|metric| metric.id == "accuracy").unwrap();
            accuracy += u32::from(found.outcome == MetricOutcome::Worse);
            mean += found.production.and_then(|side| side.value).unwrap_or(0.0) / sets as f64;
        }
        let percent = |count: u32| 100.0 * f64::from(count) / sets as f64;
        println!(
            "| {} / {} | {:.1} % | {sets} | {:.1} % | {:.1} % | {:.1} % | {mean:.3} |",
            rows[0],
            rows[1],
            100.0 * flipped,
            percent(worse),
            percent(better),
            percent(accuracy)
        );
    }
}
