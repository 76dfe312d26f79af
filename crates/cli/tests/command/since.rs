//! Since when columns differ.

use std::fmt::Write as _;

use crate::bench::Bench;

/// 120 rows a day, in months of 28 days; from one day on, `amount` and `late` are higher.
fn log(seed: u64, days: std::ops::Range<u64>, moved_from: u64) -> String {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut lines = String::new();
    for day in days {
        for row in 0..120 {
            let shift = if day >= moved_from { 1.0 } else { 0.0 };
            let amount = (0..12).map(|_| random()).sum::<f64>() - 6.0 + shift;
            let late = random() < 0.2 + 0.3 * shift;
            let colour = ["red", "green", "blue"][(random() * 3.0) as usize];
            let time = format!("2026-{:02}-{:02}T{:02}:{:02}:00Z", 1 + day / 28, 1 + day % 28, row / 5, row % 5 * 12);
            // Writing into a string cannot fail.
            let _ = writeln!(
                lines,
                "{{\"timestamp\":\"{time}\",\"amount\":{amount:.4},\"late\":{late},\"colour\":\"{colour}\"}}"
            );
        }
    }
    lines
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_date_is_listed_with_its_interval_in_the_words_of_the_report() {
    let bench = Bench::new("since");
    bench.write("reference.jsonl", log(1, 0..28, 1000));
    bench.write("production.jsonl", log(2, 28..56, 40));
    let pair = ["reference.jsonl", "production.jsonl", "--window", "day"];
    let report = bench.compare(&[&pair[..], &["--format", "json"]].concat()).answers(0).json();
    let table = words(&bench.compare(&[&pair[..], &["--since"]].concat()).answers(0).stdout);
    let columns = report["since"]["columns"].as_array().unwrap();
    let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["amount", "late"], "{report:#}");
    assert!(table.contains("2 columns changed together on 2026-02-13"), "{table}");
    assert!(table.contains("column since 95 % interval p"), "{table}");
    for column in columns {
        // Day 40 of months of 28 days.
        assert_eq!(column["date"], "2026-02-13");
        let [low, high] = ["low", "high"].map(|end| column[end].as_str().unwrap());
        let interval = if low == high { low.to_owned() } else { format!("{low} to {high}") };
        let row = format!("{} 2026-02-13 {interval} ", column["name"].as_str().unwrap());
        assert!(table.contains(&row), "{row}: {table}");
    }
    // Without it, the sentence alone.
    let short = words(&bench.compare(&pair).answers(0).stdout);
    assert!(
        short.contains("2 columns changed together on 2026-02-13") && !short.contains("95 % interval p"),
        "{short}"
    );
}

#[test]
fn what_has_no_date_is_named_and_why() {
    let bench = Bench::with_pair("since-undated");
    let none = bench.compare(&["reference.jsonl", "drifted.jsonl", "--since"]).answers(0).stdout.clone();
    assert!(none.contains("Since when\n  needs a time in each record"), "{none}");
    let refused = bench.compare(&["reference.jsonl", "drifted.jsonl", "--since", "--window", "none"]);
    assert!(refused.answers(2).stderr.contains("--since: dates come from windows of time"), "{refused:?}");
    // Fewer days than a date needs.
    bench.write("a.jsonl", log(1, 0..28, 1000));
    bench.write("b.jsonl", log(2, 28..30, 0));
    let table = words(&bench.compare(&["a.jsonl", "b.jsonl", "--since", "--window", "day"]).answers(0).stdout);
    let report = bench.compare(&["a.jsonl", "b.jsonl", "--window", "day", "--format", "json"]).json();
    let undated: Vec<&str> =
        report["since"]["undated"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()).collect();
    assert!(!undated.is_empty(), "{report:#}");
    assert!(table.contains(&format!("date is too uncertain): {}", undated.join(", "))), "{undated:?}: {table}");
}
