//! How often groups are blamed that do not differ, and how often one is found that does.
//!
//! Prints the table of docs/calibration.md: `cargo run --release -p driftscope-drift --example groups 400`. Five groups of 1000, 500, 200, 50 and 30 rows;
//! labels are positive in 40 of 100 rows, and answers right in the same share of all groups, but for the third where one differs. The four-fifths rule
//! stands beside it: the smallest rate of positive answers below four fifths of the largest.
#![allow(clippy::unwrap_used, reason = "an example may stop at a surprise")]

use std::fmt::Write as _;

use driftscope_drift::compare;
use driftscope_report::{GapOutcome, Settings, Windowing};
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Table, TableReader};

const SIZES: [usize; 5] = [1000, 500, 200, 50, 30];

/// A log, and the share of positive answers of each group.
fn table(prevalence: f64, right: [f64; 2], random: &mut Random) -> (Table, Vec<f64>) {
    let (mut text, mut rates) = ("target,prediction,region,x,y\n".to_owned(), Vec::new());
    for (group, rows) in SIZES.into_iter().enumerate() {
        let mut positives = 0;
        for _ in 0..rows {
            let label = random.unit() < prevalence;
            let answer = label == (random.unit() < right[usize::from(group == 2)]);
            positives += u32::from(answer);
            let (x, y) = (random.below(1000), random.below(7));
            let _ = writeln!(text, "{},{},r{group},{x},c{y}", u8::from(label), u8::from(answer));
        }
        rates.push(f64::from(positives) / rows as f64);
    }
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("log.csv");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    (reader.finish().unwrap(), rates)
}

fn main() {
    let sets: u64 = std::env::args().nth(1).and_then(|sets| sets.parse().ok()).unwrap_or(400);
    let settings = Settings { window: Windowing::None, ..Settings::default() };
    println!(
        "| positive labels | right answers | third group | any group blamed | third found | four-fifths rule | errors by column |"
    );
    println!("|---|---|---|---:|---:|---:|---:|");
    for (prevalence, right) in
        [(0.4, [0.9, 0.9]), (0.1, [0.9, 0.9]), (0.1, [0.97, 0.97]), (0.4, [0.9, 0.8]), (0.4, [0.9, 0.7])]
    {
        let (mut blamed, mut found, mut rule, mut errors) = (0, 0, 0, 0);
        for set in 0..sets {
            let mut random = Random::new(77_000 + set);
            let (reference, _) = table(prevalence, [right[0]; 2], &mut random);
            let (production, rates) = table(prevalence, right, &mut random);
            let performance = compare(&reference, &production, &settings).performance.unwrap();
            let groups =
                || performance.fairness.iter().flat_map(|found| &found.metrics).flat_map(|metric| &metric.groups);
            let mut differing = groups().filter(|group| group.outcome != GapOutcome::NoDifference).peekable();
            blamed += u32::from(differing.peek().is_some());
            found += u32::from(differing.any(|group| group.value == "r2"));
            let (low, high) =
                rates.iter().fold((1.0_f64, 0.0_f64), |(low, high), rate| (low.min(*rate), high.max(*rate)));
            rule += u32::from(low < 0.8 * high);
            errors += u32::from(performance.errors.iter().any(|column| column.p_adjusted < 0.05));
        }
        let percent = |count: u32| format!("{:.1} %", 100.0 * f64::from(count) / sets as f64);
        println!(
            "| {prevalence} | {} | {} | {} | {} | {} | {} |",
            right[0],
            right[1],
            percent(blamed),
            percent(found),
            percent(rule),
            percent(errors)
        );
    }
}
