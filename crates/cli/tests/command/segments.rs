//! For whom columns drifted.

use std::fmt::Write as _;

use crate::bench::Bench;

/// Rows of a log; where `plan` is `pro` and `region` is `eu`, production's amounts are higher.
fn log(seed: u64, moved: bool) -> String {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut lines = String::new();
    for _ in 0..12_000 {
        let plan = ["free", "pro", "team", "trial"][(random() * 4.0) as usize];
        let region = ["eu", "us", "asia", "africa", "oceania"][(random() * 5.0) as usize];
        let shift = if moved && plan == "pro" && region == "eu" { 2.0 } else { 0.0 };
        let amount = (0..12).map(|_| random()).sum::<f64>() - 6.0 + shift;
        // Writing into a string cannot fail.
        let _ = writeln!(lines, "{{\"plan\":\"{plan}\",\"region\":\"{region}\",\"amount\":{amount:.4}}}");
    }
    lines
}

#[test]
fn the_planted_segment_is_named_in_table_and_report() {
    let bench = Bench::new("segments");
    bench.write("reference.jsonl", log(1, false));
    bench.write("production.jsonl", log(2, true));
    let table = bench.compare(&["reference.jsonl", "production.jsonl", "--find-segments", "--segment", "plan"]);
    let words = table.answers(0).stdout.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(words.contains("For whom amount drifted mostly where plan is pro and region is eu"), "{words}");
    let report = bench.compare(&["reference.jsonl", "production.jsonl", "--find-segments", "--format", "json"]);
    let report = report.answers(0).json();
    assert_eq!(report["segments"]["answer"], "findings");
    assert_eq!(report["segments"]["findings"][0]["column"], "amount");
    let picked = bench.compare(&["reference.jsonl", "production.jsonl", "--segment", "plan", "--format", "json"]);
    let picked = picked.answers(0).json();
    assert_eq!(picked["segments"]["picked"]["column"], "plan");
    let amount = picked["columns"].as_array().unwrap().iter().find(|column| column["name"] == "amount").unwrap();
    assert_eq!(amount["mix"]["segment"], "plan");
    assert_eq!(amount["mix"]["effects"].as_array().unwrap().len(), 4);
    // A profile has no rows to search.
    bench.run(&["profile", "reference.jsonl", "-o", "reference.profile.json"]).answers(0);
    let profile = bench.compare(&["reference.profile.json", "production.jsonl", "--find-segments"]);
    let words = profile.answers(0).stdout.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(words.contains("The search for segments needs rows, and a profile has none"), "{words}");
}
