//! Alerts: rules in the settings, states in the report, exit codes.

use std::fmt::Write as _;

use crate::bench::Bench;

/// A log of forty days with eleven requests an hour, slower from a day of production on. Status 500 in every hundredth.
fn log(days: std::ops::Range<u32>, slow_from: u32) -> String {
    let mut log = String::new();
    for day in days {
        for request in 0..264 {
            let latency = f64::from(request % 40) + if day >= slow_from { 120.0 } else { 20.0 };
            let (date, hour) = (day + 1, request / 11);
            let status = if request % 100 == 0 { 500 } else { 200 };
            let _ = writeln!(
                log,
                "{{\"timestamp\":\"2026-{:02}-{:02}T{hour:02}:{:02}:00Z\",\"latency_ms\":{latency},\"status\":{status}}}",
                1 + date / 28,
                1 + date % 28,
                request % 11 * 5,
            );
        }
    }
    log
}

fn bench(name: &str) -> Bench {
    let bench = Bench::new(name);
    bench.write("reference.jsonl", log(0..20, 99));
    bench.write("production.jsonl", log(20..40, 36));
    bench.write(
        "alerts.json",
        r#"{"window":"day","alerts":[
            {"name":"slow","metric":"service.p99","when":{"above":100},"sure":0,"severity":"warning"},
            {"name":"errors","metric":"service.error_share","when":{"above":0.05},"severity":"critical"},
            {"name":"accuracy","metric":"performance.accuracy","when":{"below":0.8}}]}"#,
    );
    bench
}

#[test]
fn an_alert_fires_from_the_window_in_which_its_figure_passed_the_bound() {
    let bench = bench("alerts-fire");
    let pair = ["reference.jsonl", "production.jsonl", "--settings", "alerts.json"];
    let report = bench.compare(&[&pair[..], &["--format", "json"]].concat()).answers(0).json();
    let alerts = report["alerts"].as_array().unwrap();
    let states: Vec<&str> = alerts.iter().map(|alert| alert["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["firing", "ok", "no_data"]);
    assert_eq!((&alerts[0]["since"], &alerts[0]["bound"]), (&"2026-02-10".into(), &100.0.into()));
    assert!(alerts[0]["value"].as_f64().unwrap() > 100.0 && alerts[2]["value"].is_null());
    let table = bench.compare(&pair);
    assert!(table.stdout.contains("1 of 3 alerts fires: slow; 1 without data"), "{}", table.stdout);
    let code = |what: &str| bench.compare(&[&pair[..], &["--fail-on", what]].concat()).code;
    assert_eq!([code("alert"), code("alert:warning"), code("alert:critical")], [Some(1), Some(1), Some(0)]);
    let silent = bench.compare(&[&pair[..], &["--format", "prometheus"]].concat());
    assert!(silent.stderr.contains("the alert `accuracy` has no data"), "{}", silent.stderr);
    assert!(silent.stdout.contains("driftscope_alert_firing{alert=\"slow\",severity=\"warning\"} 1\n"));
    assert!(silent.stdout.contains("driftscope_alert_no_data{alert=\"accuracy\",severity=\"warning\"} 1\n"));
    let junit = bench.compare(&[&pair[..], &["--format", "junit"]].concat()).stdout;
    assert!(
        junit.contains("<testsuite name=\"alerts\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""),
        "{junit}"
    );
    let annotations = bench.compare(&[&pair[..], &["--format", "github"]].concat()).stdout;
    assert!(annotations.contains("::warning title=Alert slow%3A firing::Latency, p99"), "{annotations}");
}

#[test]
fn a_known_alert_fails_nothing_and_is_no_problem() {
    let bench = bench("alerts-known");
    let settings = std::fs::read_to_string(bench.path("alerts.json")).unwrap();
    let known = |since: &str| {
        let entry = format!(r#"{{"acknowledged":{{"alert:slow":{{"note":"a new region","since":"{since}"}}}},"#);
        settings.replacen('{', &entry, 1)
    };
    bench.write("known.json", known("2026-02-10"));
    bench.write("before.json", known("2026-02-01"));
    bench.write("wrong.json", known("2026-02-10").replace("alert:slow", "slow"));
    let run = |settings: &str, more: &[&str]| {
        bench.compare(&[&["reference.jsonl", "production.jsonl", "--settings", settings], more].concat())
    };
    let table = run("known.json", &["--fail-on", "alert"]).answers(0).stdout.clone();
    assert!(table.contains("None of 3 alerts fires, except 1 that is known; 1 without data"), "{table}");
    assert!(table.contains("◦ Known"), "{table}");
    for (format, problem) in [("junit", "type=\"alert\""), ("github", "title=Alert slow"), ("alertmanager", "\"slow\"")]
    {
        let told = run("known.json", &["--format", format]).answers(0).stdout.clone();
        assert!(!told.contains(problem), "{told}");
        // One that fires since a later time is another one.
        assert!(run("before.json", &["--format", format]).stdout.contains(problem), "{format}");
    }
    run("before.json", &["--fail-on", "alert"]).answers(1);
    run("wrong.json", &[]).refuses(&["`slow` cannot be acknowledged", "alert:NAME"]);
}

#[test]
fn wrong_rules_are_refused_before_anything_is_read() {
    let bench = Bench::new("alerts-refused");
    bench.write("wrong.json", r#"{"alerts":[{"name":"a","metric":"latency.p99","when":{"above":1}}]}"#);
    let files = ["none.jsonl", "nothing.jsonl"];
    let refused = bench.compare(&[&files[..], &["--settings", "wrong.json"]].concat());
    refused.refuses(&["wrong.json", "latency.p99", "service.p99"]);
    bench.compare(&[&files[..], &["--fail-on", "alert"]].concat()).refuses(&[
        "--fail-on alert",
        "alerts",
        "--settings",
    ]);
    bench.compare(&[&files[..], &["--fail-on", "alert:urgent"]].concat()).refuses(&["alert:critical"]);
}

#[test]
fn without_rules_the_table_proposes_some_and_the_report_has_none() {
    let bench = bench("alerts-proposed");
    let pair = ["reference.jsonl", "production.jsonl"];
    let table = bench.compare(&pair).answers(0).stdout.clone();
    assert!(table.contains("No rules are set") && table.contains("slow answers"), "{table}");
    let report = bench.compare(&[&pair[..], &["--format", "json"]].concat()).answers(0).json();
    assert!(report.get("alerts").is_none());
}
