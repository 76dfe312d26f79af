//! Exports for pipelines: several in one run, read by the tools that they are for.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::bench::{Bench, ROWS, rows};

/// Every export that another tool reads, with the name of its file.
const FILES: [(&str, &str); 5] = [
    ("prometheus", "metrics.prom"),
    ("openmetrics", "metrics.openmetrics.txt"),
    ("junit", "report.xml"),
    ("statistics", "statistics.csv"),
    ("alertmanager", "alerts.json"),
];

/// A pair of which a column has every character that one of the formats escapes.
fn hostile_pair(name: &str) -> Bench {
    let bench = Bench::new(name);
    for (file, seed, shift) in [("reference.jsonl", 0, 0.0), ("drifted.jsonl", 2, 3.0)] {
        let text = rows(seed, ROWS, shift);
        let mut hostile = String::new();
        for (place, line) in text.lines().enumerate() {
            let value = if shift > 0.0 { place % 7 } else { place % 3 };
            hostile.push_str(line.trim_end_matches('}'));
            hostile.push_str(&format!(",\"a\\\"b\\\\c\\nd,e<&>\\u0001%:é\":{value}}}\n"));
        }
        bench.write(file, hostile);
    }
    bench
}

fn write_all(bench: &Bench, reference: &str, production: &str) {
    write_all_by(bench, reference, production, &[]);
}

fn write_all_by(bench: &Bench, reference: &str, production: &str, more: &[&str]) {
    let mut arguments = [&[reference, production], more].concat();
    for (format, file) in FILES {
        arguments.extend(["--format", format, "--output", file]);
    }
    bench.compare(&arguments).answers(0);
}

#[test]
fn each_output_gets_its_format_and_the_last_format_may_go_to_standard_output() {
    let bench = Bench::with_pair("several-outputs");
    let pair = ["reference.jsonl", "drifted.jsonl"];
    let both = bench.compare(&[&pair[..], &["--format", "json", "-o", "a", "--format", "csv"]].concat());
    assert_eq!(both.answers(0).stdout, bench.compare(&[&pair[..], &["--format", "csv"]].concat()).stdout);
    assert_eq!(bench.read("a"), bench.compare(&[&pair[..], &["--format", "json"]].concat()).stdout);
}

#[test]
fn formats_and_outputs_that_do_not_fit_are_refused_before_reading() {
    let bench = Bench::new("outputs-that-do-not-fit");
    // The files do not exist, so that only what is found before reading can be the error.
    let refused = |more: &[&str], words: &[&str]| {
        bench.compare(&[&["none.jsonl", "nothing.jsonl"][..], more].concat()).refuses(words);
    };
    refused(&["--format", "json", "-o", "a", "-o", "b"], &["--output b", "--format"]);
    refused(&["--format", "json", "--format", "csv"], &["json, csv", "--output"]);
    refused(&["--format", "json", "--format", "csv", "-o", "a", "-o", "./a"], &["same file", "./a"]);
    assert!(bench.names().is_empty());
}

#[test]
fn a_file_that_is_read_is_overwritten_by_none_of_the_outputs() {
    let bench = Bench::with_pair("several-outputs-inputs");
    let arguments =
        ["reference.jsonl", "same.jsonl", "--format", "json", "-o", "a", "--format", "csv", "-o", "same.jsonl"];
    bench.compare(&arguments).refuses(&["--output", "same.jsonl"]);
}

#[test]
fn annotations_come_with_a_summary_added_to_that_of_earlier_steps() {
    let bench = Bench::with_pair("step-summary");
    bench.write("summary.md", "before\n");
    let mut command = bench.command(&["compare", "reference.jsonl", "drifted.jsonl", "--format", "github"]);
    let output = command.env("GITHUB_STEP_SUMMARY", bench.path("summary.md")).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("::"));
    let summary = bench.read("summary.md");
    assert!(summary.starts_with("before\n**") && summary.contains("| Column |"), "{summary}");
}

#[test]
fn metrics_escape_names_and_history_ends_with_its_mark() {
    let bench = hostile_pair("metrics-escaped");
    write_all(&bench, "reference.jsonl", "drifted.jsonl");
    let text = bench.read("metrics.prom");
    assert!(text.contains("driftscope_column_drifted{column=\"a\\\"b\\\\c\\nd,e<&>\u{1}%:é\"} 1\n"), "{text}");
    assert!(text.ends_with('\n') && !text.contains("NaN"));
    assert!(bench.read("metrics.openmetrics.txt").ends_with("\n# EOF\n"));
}

#[test]
fn dashboard_and_alert_rules_name_metrics_that_are_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bench = Bench::new("dashboard");
    let side = |name: &str| root.join("tests/data/flights").join(name).to_str().unwrap().to_owned();
    bench.write("settings.json", r#"{"alerts":[{"name":"slow","metric":"service.p99","when":{"above":1}}]}"#);
    write_all_by(&bench, &side("reference.json.gz"), &side("production.ndjson.gz"), &["--settings", "settings.json"]);
    let written = bench.read("metrics.openmetrics.txt");
    let names: BTreeSet<&str> =
        written.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    for file in ["grafana.json", "alerts.yml"] {
        let text = std::fs::read_to_string(root.join("docs/monitoring").join(file)).unwrap();
        let used: BTreeSet<&str> = text
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .filter(|word| word.starts_with("driftscope_"))
            .collect();
        assert!(used.len() >= 5, "{file}");
        assert!(used.is_subset(&names), "{file}: {:?}", used.difference(&names));
    }
}

#[test]
fn real_tools_read_the_exports_where_they_are_installed() {
    let bench = hostile_pair("real-tools");
    write_all(&bench, "reference.jsonl", "drifted.jsonl");
    read_by_real_tools(&bench, &["driftscope_column_drifted"]);
}

#[test]
fn real_tools_read_what_the_model_the_service_and_alerts_give() {
    let data = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name);
        path.to_str().unwrap().to_owned()
    };
    let bench = Bench::new("real-tools-model");
    let rules = r#"{"alerts":[{"name":"worse \"é\\\n","metric":"performance.accuracy","by":"version","when":{"falls_by":0.01}},
        {"name":"slow","metric":"service.p99","when":{"above":1}},
        {"name":"none","metric":"performance.mae","when":{"above":1}}]}"#;
    bench.write("settings.json", rules);
    let flights = [data("flights/reference.json.gz"), data("flights/production.ndjson.gz")];
    write_all_by(&bench, &flights[0], &flights[1], &["--settings", "settings.json"]);
    let names = [
        "driftscope_performance_estimate_low",
        "driftscope_latency_seconds",
        "driftscope_alert_no_data",
        "driftscope_window_performance",
        "driftscope_window_requests",
        "driftscope_window_latency_seconds",
        "driftscope_day_predictions",
    ];
    read_by_real_tools(&bench, &names);
    let firing: Vec<String> = bench
        .read("metrics.prom")
        .lines()
        .filter(|line| line.starts_with("driftscope_alert_firing{"))
        .map(str::to_owned)
        .collect();
    assert!(
        firing.len() == 3 && firing[0].contains(r#"alert="worse \"é\\\n",severity="warning",version="v1.0"} 1"#),
        "{firing:?}"
    );
    assert!(bench.read("report.xml").contains("name=\"worse &quot;é\\&#10;, v1.1\""), "{}", bench.read("report.xml"));

    // Labels of another file, and times from identifiers.
    let bench = Bench::new("real-tools-labels");
    let rides = [data("services/rides-may.json"), data("services/rides-june.json"), data("services/durations.json")];
    write_all_by(&bench, &rides[0], &rides[1], &["--labels", &rides[2]]);
    read_by_real_tools(
        &bench,
        &["driftscope_performance_worse", "driftscope_window_performance", "driftscope_day_predictions"],
    );
}

/// Has each export read by the tools that are there, and finds these metrics in them.
fn read_by_real_tools(bench: &Bench, names: &[&str]) {
    let written = bench.read("metrics.openmetrics.txt");
    for name in names {
        assert!(written.contains(&format!("# TYPE {name} gauge\n")), "{name}");
    }
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/read_exports.py");
    let python = std::env::var("DRIFTSCOPE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let modules = ["-c", "import prometheus_client, junitparser, pandas"];
    if Command::new(&python).args(modules).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        let files = FILES.map(|(_, file)| bench.path(file));
        let output = Command::new(&python).arg(oracle).args(files).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let promtool = |arguments: &[&str], input: &str| {
        let started = Command::new("promtool")
            .args(arguments)
            .current_dir(bench.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut started) = started else { return };
        started.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = started.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && (arguments[0] != "check" || said.trim().is_empty()), "{said}");
    };
    promtool(&["check", "metrics"], &bench.read("metrics.prom"));
    // Data without timestamps has no history.
    if written.contains("# TYPE driftscope_report_timestamp_seconds gauge\n") {
        promtool(&["tsdb", "create-blocks-from", "openmetrics", "metrics.openmetrics.txt", "store"], "");
    }
}
