//! Prints how often the verdict is right: the tables behind the words "how sure that is".
//!
//! `cargo run --release -p driftscope-drift --example calibration [trials]`, 200 trials if none are named. Seeds are
//! fixed, so the tables are the same on every machine.

#[path = "../tests/simulation/columns.rs"]
mod columns;
#[path = "../tests/simulation/planted.rs"]
mod planted;
#[path = "../tests/simulation/undrifted.rs"]
mod undrifted;

use std::time::Instant;

use driftscope_drift::Report;

/// Rows of the reference and of production.
const SIZES: [(usize, usize); 5] = [(100, 30), (5000, 30), (5000, 100), (1000, 1000), (20_000, 20_000)];

fn main() {
    let trials = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(200).max(1);
    println!("# No drift: {trials} data sets of 20 columns, default settings\n");
    println!(
        "Any alarm: data sets in which a column was called drifted; allowed are {:.0} %.\n",
        undrifted::ALARMS_ALLOWED * 100.0
    );
    let sizes = SIZES.map(|rows| (rows, undrifted_reports(rows, trials)));
    alarms(&sizes);
    println!("\n# No drift, column by column: p below 0.05, and effect above the null band, both nominally 5 %\n");
    by_column(&sizes);
    println!(
        "\n# Planted drift at {0} and {0} rows among 20 undrifted columns, {1} data sets\n",
        planted::ROWS,
        trials.div_ceil(10)
    );
    planted_table(trials.div_ceil(10));
}

/// What is kept of a column's verdict.
#[derive(Clone, Copy)]
struct Kept {
    p_value: f64,
    effect: f64,
    above_band: bool,
    drifted: bool,
}

fn undrifted_reports(rows: (usize, usize), trials: u64) -> Vec<Vec<Kept>> {
    let start = Instant::now();
    let reports = (0..trials).map(|seed| kept(&undrifted::report(rows, seed))).collect();
    eprintln!("{} and {} rows: {:.1} s", rows.0, rows.1, start.elapsed().as_secs_f64());
    reports
}

fn kept(report: &Report) -> Vec<Kept> {
    report
        .columns
        .iter()
        .map(|column| {
            // The values part: a column without missing values has no other.
            let part = column.drift.parts.first();
            Kept {
                p_value: column.drift.p_value.unwrap_or(1.0),
                effect: column.drift.effect.unwrap_or(0.0),
                above_band: part.is_some_and(|part| part.effect > part.null_band),
                drifted: column.drift.drifted,
            }
        })
        .collect()
}

type Sized = ((usize, usize), Vec<Vec<Kept>>);

fn alarms(sizes: &[Sized]) {
    println!("| n | m | any alarm | largest effect of a false alarm | any p < 0.05 / 20 |");
    println!("|---:|---:|---:|---:|---:|");
    for ((n, m), reports) in sizes {
        let alarm = reports.iter().filter(|columns| columns.iter().any(|column| column.drifted)).count();
        let largest =
            reports.iter().flatten().filter(|column| column.drifted).map(|column| column.effect).fold(0.0, f64::max);
        let significant =
            reports.iter().filter(|columns| columns.iter().any(|column| column.p_value < 0.05 / 20.0)).count();
        let share = |count: usize| 100.0 * count as f64 / reports.len() as f64;
        println!("| {n} | {m} | {:.1} % | {largest:.3} | {:.1} % |", share(alarm), share(significant));
    }
}

fn by_column(sizes: &[Sized]) {
    print!("| column |");
    sizes.iter().for_each(|((n, m), _)| print!(" {n}/{m} p | band |"));
    println!("\n|---|{}", "---:|---:|".repeat(sizes.len()));
    for (place, (name, _)) in undrifted::laws().iter().enumerate() {
        print!("| {name} |");
        for (_, reports) in sizes {
            let share = |test: fn(&Kept) -> bool| {
                100.0 * reports.iter().filter(|columns| test(&columns[place])).count() as f64 / reports.len() as f64
            };
            print!(" {:.1} | {:.1} |", share(|column| column.p_value < 0.05), share(|column| column.above_band));
        }
        println!();
    }
}

fn planted_table(trials: u64) {
    println!("| change | found | effect, smallest | median | largest | largest adjusted p |");
    println!("|---|---:|---:|---:|---:|---:|");
    for changes in [planted::changes(), planted::rare_event(), planted::no_changes()] {
        let reports: Vec<_> = (0..trials).map(|seed| planted::report(&changes, seed)).collect();
        for (place, (name, ..)) in changes.iter().enumerate() {
            let drifts: Vec<_> = reports.iter().map(|report| &report.columns[place].drift).collect();
            let found = drifts.iter().filter(|drift| drift.drifted).count();
            let mut effects: Vec<f64> = drifts.iter().filter_map(|drift| drift.effect).collect();
            effects.sort_by(f64::total_cmp);
            let p = drifts.iter().filter_map(|drift| drift.p_adjusted).fold(0.0, f64::max);
            let (smallest, largest) = (effects.first().copied().unwrap_or(0.0), effects.last().copied().unwrap_or(0.0));
            let median = effects.get(effects.len() / 2).copied().unwrap_or(0.0);
            println!("| {name} | {found} of {trials} | {smallest:.3} | {median:.3} | {largest:.3} | {p:.1e} |");
        }
        let alarms: usize = reports
            .iter()
            .map(|report| report.columns[changes.len()..].iter().filter(|c| c.drift.drifted).count())
            .sum();
        println!("| undrifted columns beside | {alarms} of {} | | | | |", trials * 20);
    }
}
