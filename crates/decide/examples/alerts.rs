//! How often alerts fire on quiet data, and how soon a slow decay is found. Prints the table of docs/calibration.md.
//!
//! `cargo run --release -p driftscope-decide --example alerts [MONTHS]`

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::BTreeSet;

use common::{accuracy, date, rules, windows};
use driftscope_decide::alerts;
use driftscope_report::{ColumnReport, ColumnWindows, Report, Summary, WindowedCounts, Windowing};
use driftscope_stats::random::Random;

/// Days of a month, and of the reference.
const DAYS: usize = 30;

/// Windows that alarmed in a month: the mean with its standard error, and the share of months with any.
struct Found {
    alarms: f64,
    error: f64,
    months: f64,
}

fn main() {
    let months: u64 = std::env::args().nth(1).and_then(|months| months.parse().ok()).unwrap_or(300);
    println!("| quiet data | windows | rules | windows with a false alarm, a month | months with any |");
    println!("|---|---|---|---:|---:|");
    for (what, spread, on_bound) in [
        ("twenty shares, truth on the bound", 20, true),
        ("the same share twenty times", 1, true),
        ("twenty shares, truth half a point within", 20, false),
    ] {
        let bound = if on_bound { 0.1 } else { 0.105 };
        for (words, hours) in [("days", false), ("hours", true)] {
            let simulated = if hours { months.min(100) } else { months };
            let found = quiet(simulated, |seed| shares(seed, spread, bound, hours));
            print_row(what, words, &format!("20 × above {bound}"), &found);
        }
    }
    let falls = r#"{"name":"f","metric":"performance.accuracy","when":{"falls_by":0.03}}"#;
    let worsens = r#"{"name":"w","metric":"performance.accuracy","when":{"worsens":true}}"#;
    for (words, text) in
        [("falls_by 0.03", falls.to_owned()), ("worsens", worsens.to_owned()), ("both", format!("{falls},{worsens}"))]
    {
        let found = quiet(months, |seed| model(seed, &text, DAYS, |_| 0.1));
        print_row("accuracy 90 %, 300 rows a day", "days", words, &found);
    }
    let found = quiet(months, |seed| on_the_bound(seed, worsens));
    print_row("errors on the bound of `worsens`", "days", "worsens", &found);
    decay(months, falls, worsens);
}

fn print_row(what: &str, windows: &str, rules: &str, found: &Found) {
    let Found { alarms, error, months } = found;
    println!("| {what} | {windows} | {rules} | {alarms:.2} ± {:.2} | {:.0} % |", 2.0 * error, 100.0 * months);
}

/// Counts the windows in which an alert began to fire.
fn quiet(months: u64, report: impl Fn(u64) -> Report) -> Found {
    let counts: Vec<f64> = (0..months).map(|seed| begun(&report(seed)).len() as f64).collect();
    let mean = counts.iter().sum::<f64>() / months as f64;
    let variance = counts.iter().map(|count| (count - mean) * (count - mean)).sum::<f64>() / (months as f64 - 1.0);
    let any = counts.iter().filter(|count| **count > 0.0).count() as f64;
    Found { alarms: mean, error: (variance / months as f64).sqrt(), months: any / months as f64 }
}

fn begun(report: &Report) -> BTreeSet<String> {
    let found = alerts(report, &report.settings.alerts);
    found.iter().flat_map(|alert| &alert.recent).map(|episode| episode.since.clone()).collect()
}

fn faults(random: &mut Random, rows: u64, share: f64) -> u64 {
    (0..rows).filter(|_| random.unit() < share).count() as u64
}

/// Twenty columns of which 10 % is missing, `spread` of them drawn and the others like the first.
fn shares(seed: u64, spread: usize, bound: f64, hours: bool) -> Report {
    let mut random = Random::new(seed + 1);
    let (count, rows) = if hours { (24 * DAYS, 100) } else { (DAYS, 300) };
    let mut listed = windows(&[], &vec![rows; count]);
    if hours {
        listed.unit = Windowing::Hour;
        for (hour, window) in listed.production.iter_mut().enumerate() {
            window.start = format!("{}T{:02}:00:00Z", date(hour / 24), hour % 24);
        }
    }
    let drawn: Vec<Vec<u64>> =
        (0..spread).map(|_| (0..count).map(|_| faults(&mut random, rows, 0.1)).collect()).collect();
    let column = |place: usize| ColumnReport {
        name: format!("c{place}"),
        production: Summary { count: rows * count as u64, ..Summary::default() },
        windows: Some(ColumnWindows {
            production: WindowedCounts { missing: drawn[place % spread].clone(), ..WindowedCounts::default() },
            ..ColumnWindows::default()
        }),
        ..ColumnReport::default()
    };
    let rule =
        |place: usize| format!(r#"{{"name":"{place}","metric":"missing_share:c{place}","when":{{"above":{bound}}}}}"#);
    let text: Vec<String> = (0..20).map(rule).collect();
    let mut report = Report { windows: Some(listed), columns: (0..20).map(column).collect(), ..Report::default() };
    report.settings.alerts = rules(&format!("[{}]", text.join(",")));
    report
}

/// A model with 10 % errors in the reference, and these in production.
fn model(seed: u64, text: &str, days: usize, errors: impl Fn(usize) -> f64) -> Report {
    let mut random = Random::new(seed + 1);
    let mut day = |share: f64| [300 - faults(&mut random, 300, share), 300];
    let reference: Vec<[u64; 2]> = (0..DAYS).map(|_| day(0.1)).collect();
    let production: Vec<[u64; 2]> = (0..days).map(|place| day(errors(place))).collect();
    accuracy(&reference, &production, rules(&format!("[{text}]")))
}

/// A model whose errors lie on the upper end of the reference's interval.
fn on_the_bound(seed: u64, text: &str) -> Report {
    let mut random = Random::new(seed + 1);
    let bound = driftscope_stats::newcombe::share_interval(900, 9_000, 0.95).map_or(0.1, |interval| interval.high);
    let production: Vec<[u64; 2]> = (0..DAYS).map(|_| [300 - faults(&mut random, 300, bound), 300]).collect();
    accuracy(&[[270, 300]; DAYS], &production, rules(&format!("[{text}]")))
}

/// How often and when a decay is found that begins on the first day of production.
fn decay(months: u64, falls: &str, worsens: &str) {
    println!("\n| decay of errors, 300 rows a day | rule | found within 60 days | median day |");
    println!("|---|---|---:|---:|");
    type Course = fn(usize) -> f64;
    let courses: [(&str, Course); 4] = [
        ("10 % → 13 % at once", |_| 0.13),
        ("10 % → 12 % at once", |_| 0.12),
        ("10 % → 16 % over 60 days", |day| 0.1 + 0.001 * day as f64),
        ("10 % → 13 % over 60 days", |day| 0.1 + 0.000_5 * day as f64),
    ];
    for (what, course) in courses {
        for (words, text) in [("falls_by 0.03", falls), ("worsens", worsens)] {
            let mut found: Vec<usize> = (0..months).filter_map(|seed| first(&model(seed, text, 60, course))).collect();
            found.sort_unstable();
            let share = found.len() as f64 / months as f64;
            // Of all data sets: those in which it was not found come last.
            let median = found.get(months as usize / 2).map_or_else(|| "–".to_owned(), |day| (day + 1).to_string());
            println!("| {what} | {words} | {:.0} % | {median} |", 100.0 * share);
        }
    }
}

/// The first day of production on which an alert fired.
fn first(report: &Report) -> Option<usize> {
    let first = begun(report).into_iter().next()?;
    report.windows.as_ref()?.production.iter().position(|window| window.start == first)
}
