//! Windows, periods and times of the day by the clock of a time zone.

use std::fmt::Write as _;

use driftscope_report::calendar::format_datetime;
use serde_json::Value;

use crate::bench::Bench;

/// Records with a moment each, written by `written`, and a number.
fn log(moments: impl Iterator<Item = i64>, written: fn(i64) -> String) -> String {
    let mut lines = String::new();
    for (number, moment) in moments.enumerate() {
        // Writing into a string cannot fail.
        let _ = writeln!(lines, "{{\"timestamp\":{},\"amount\":{}}}", written(moment), number * 7919 % 101);
    }
    lines
}

fn in_utc(moment: i64) -> String {
    format!("\"{}\"", format_datetime(moment as f64).unwrap())
}

fn with_offset(moment: i64) -> String {
    let shown = format_datetime((moment - 18_000) as f64).unwrap();
    format!("\"{}-05:00\"", shown.trim_end_matches('Z'))
}

fn in_milliseconds(moment: i64) -> String {
    (moment * 1_000).to_string()
}

/// As a clock shows it, without a zone.
fn bare(moment: i64) -> String {
    format!("\"{}\"", format_datetime(moment as f64).unwrap().trim_end_matches('Z'))
}

fn compare(bench: &Bench, options: &[&str]) -> Value {
    let mut arguments = vec!["compare", "log.jsonl", "log.jsonl", "--format", "json"];
    arguments.extend(options);
    let answer = bench.run(&arguments);
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    serde_json::from_str(&answer.stdout).unwrap()
}

/// The windows that have rows: when they begin, and their rows.
fn windows(report: &Value) -> Value {
    let listed = report["windows"]["production"].as_array().unwrap().iter();
    listed
        .filter(|window| window["rows"] != 0)
        .map(|window| serde_json::json!([window["start"], window["rows"]]))
        .collect()
}

#[test]
fn windows_are_those_of_pandas_across_clock_changes() {
    let cases: Value = serde_json::from_str(include_str!("../oracles/zones.json")).unwrap();
    let bench = Bench::new("zones_pandas");
    for (place, case) in cases.as_array().unwrap().iter().enumerate() {
        let number = |key: &str| case[key].as_i64().unwrap();
        let moments = (0..number("rows")).map(|row| number("first") + number("step") * row);
        bench.write("log.jsonl", log(moments, [in_utc, with_offset, in_milliseconds][place % 3]));
        let [zone, unit] = ["zone", "unit"].map(|key| case[key].as_str().unwrap());
        let report = compare(&bench, &["--zone", zone, "--window", unit]);
        assert_eq!(windows(&report), case["windows"], "{zone} {unit}");
        assert!(report["windows"]["sentence"].as_str().unwrap().starts_with(&format!("By {unit} ({zone}): ")));
        let text = report.to_string();
        assert!(!text.contains(":00Z\"") && !text.contains(":01Z\""), "{zone} {unit}");
    }
}

#[test]
fn what_a_clock_showed_stays_what_it_showed() {
    let bench = Bench::new("zones_bare");
    let moments = || (0..1500).map(|row| 1_709_251_200 + 4_001 * row);
    bench.write("log.jsonl", log(moments(), bare));
    let by_utc = compare(&bench, &["--window", "day"]);
    let by_zone = compare(&bench, &["--window", "day", "--zone", "America/New_York"]);
    assert_eq!(windows(&by_zone), windows(&by_utc));
    let time = |report: &Value| {
        report["columns"].as_array().unwrap().iter().find(|column| column["name"] == "timestamp").cloned()
    };
    let (by_zone, by_utc) = (time(&by_zone).unwrap(), time(&by_utc).unwrap());
    assert_eq!(by_zone["histogram"], by_utc["histogram"]);
    assert_eq!(by_zone["moments"]["reference"]["hours"], by_utc["moments"]["reference"]["hours"]);
    // The letter stands for UTC.
    assert_eq!(by_utc["moments"]["reference"]["first"], "2024-03-01T00:00:00Z");
    assert_eq!(by_zone["moments"]["reference"]["first"], "2024-03-01T00:00:00");
}

#[test]
fn a_period_and_hours_of_the_day_go_by_the_zone() {
    let bench = Bench::new("zones_period");
    // Every hour from 1 March 2024 on: the day of Kolkata begins at 18:30 UTC.
    bench.write("log.jsonl", log((0..24 * 40).map(|hour| 1_709_251_200 + 3_600 * hour), in_utc));
    let report = compare(&bench, &["--zone", "Asia/Kolkata", "--period", "2024-03-10..2024-03-11"]);
    assert_eq!(report["production"]["rows"], 48);
    let period = &report["production"]["period"];
    assert_eq!(
        (period["first"].as_str(), period["last"].as_str()),
        (Some("2024-03-10T00:30:00"), Some("2024-03-11T23:30:00"))
    );
    assert_eq!(report["settings"]["zone"]["name"], "Asia/Kolkata");
    assert_eq!(compare(&bench, &["--zone", "-03:00"])["settings"]["zone"]["offset"], -10_800);
    let of_whole = compare(&bench, &["--zone", "+05:30"]);
    let time = of_whole["columns"].as_array().unwrap().iter().find(|column| column["name"] == "timestamp").unwrap();
    assert_eq!(time["moments"]["reference"]["first"], "2024-03-01T05:30:00");
}

#[test]
fn samples_for_prometheus_have_the_true_moments() {
    let bench = Bench::new("zones_samples");
    bench.write("log.jsonl", log((0..24 * 40).map(|hour| 1_709_251_200 + 3_600 * hour), in_utc));
    let options =
        ["compare", "log.jsonl", "log.jsonl", "--window", "day", "--zone", "Europe/Berlin", "--format", "openmetrics"];
    let answer = bench.run(&options);
    // The first whole day in Berlin begins an hour before that of UTC; on 31 March clocks are set forward, and the day after begins two before.
    for moment in [1_709_334_000_i64, 1_711_922_400] {
        assert!(answer.stdout.contains(&format!(" {moment}\n")), "{moment}: {}", answer.stdout);
    }
    assert!(!answer.stdout.contains(" 1709337600\n"));
}

#[test]
fn times_with_and_without_a_zone_in_one_column_are_named() {
    let bench = Bench::new("zones_mixed");
    let moments = |bare_ones: bool| {
        (0..600).filter(move |row| (row % 3 == 0) == bare_ones).map(|row| 1_709_251_200 + 4_001 * row)
    };
    bench.write("log.jsonl", log(moments(true), bare) + &log(moments(false), in_utc));
    let report = compare(&bench, &["--zone", "Europe/Berlin"]);
    let warnings = report["production"]["warnings"].as_array().unwrap();
    let found = warnings.iter().find(|warning| warning["code"] == "time_zone").unwrap();
    assert_eq!(found["count"], 200);
    assert_eq!(
        found["message"],
        "200 times name no zone and are read in the chosen zone, while others name theirs: write all alike, in column timestamp"
    );
    assert!(!compare(&bench, &[])["production"]["warnings"].to_string().contains("time_zone"));
}

#[test]
fn zones_that_cannot_be_used_are_refused_in_words() {
    let bench = Bench::with_pair("zones_refused");
    let answer = bench.run(&["compare", "reference.jsonl", "same.jsonl", "--zone", "Europe/Nowhere"]);
    assert_eq!(answer.code, Some(2));
    assert!(
        answer.stderr.contains("there is no time zone Europe/Nowhere: give a name such as Europe/Berlin"),
        "{}",
        answer.stderr
    );
    bench.write("settings.json", r#"{"zone":{"name":"x","offset":0,"changes":[[5,0],[4,0]]}}"#);
    let answer = bench.run(&["compare", "reference.jsonl", "same.jsonl", "--settings", "settings.json"]);
    assert!(answer.stderr.contains("`zone.changes` must be in ascending order, and is 4"), "{}", answer.stderr);
    assert_eq!(bench.run(&["profile", "reference.jsonl", "--output", "profile.json"]).code, Some(0));
    let answer = bench.run(&["compare", "profile.json", "same.jsonl", "--zone", "+01:00"]);
    assert!(answer.stdout.contains("Times of a profile are those of UTC, not of +01:00"), "{}", answer.stdout);
}
