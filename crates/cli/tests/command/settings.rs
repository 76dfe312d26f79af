//! Settings from a file.

use crate::bench::Bench;

#[test]
fn settings_change_the_report_and_are_in_it() {
    let bench = Bench::with_pair("settings");
    bench.write("settings.json", r#"{"alpha": 0.01, "columns": {"x": {"ignore": true}}}"#);
    let arguments = ["reference.jsonl", "drifted.jsonl", "--format", "json", "--settings", "settings.json"];
    let report = bench.compare(&arguments).answers(0).json();
    assert_eq!(report["settings"]["alpha"], 0.01);
    assert_eq!(report["verdict"]["drifted_columns"], 0);
    let preset = [&arguments[..], &["--preset", "calibrated"]].concat();
    assert_eq!(bench.compare(&preset).answers(0).json(), report);
    let correction = [&arguments[..], &["--correction", "benjamini_yekutieli"]].concat();
    let stricter = bench.compare(&correction).answers(0).json();
    assert_eq!(stricter["settings"]["correction"], "benjamini_yekutieli");
    assert_eq!(stricter["settings"]["alpha"], 0.01);
}

#[test]
fn the_settings_of_a_report_are_accepted_and_give_the_same_report() {
    let bench = Bench::with_pair("settings-again");
    let first = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]);
    bench.write("settings.json", first.json()["settings"].to_string());
    let second =
        bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json", "--settings", "settings.json"]);
    assert_eq!(first.stdout, second.answers(0).stdout);
}

#[test]
fn a_fault_in_the_settings_is_told_with_its_line() {
    let bench = Bench::with_pair("settings-fault");
    for (content, parts) in [
        (
            "{\n  \"alpha\": 0.1,\n  \"tolerence\": 0.1\n}",
            ["settings.json:3:", "unknown field `tolerence`", "`tolerance`"],
        ),
        ("{\n  \"alpha\": \"small\"\n}", ["settings.json:2:", "invalid type", "small"]),
        ("{\n  \"alpha\": 0.1", ["settings.json:2:", "EOF", "parsing"]),
        ("{\"alpha\": 1.5}", ["settings.json: ", "`alpha`", "1.5"]),
        ("{\"version\": 7, \"colour\": 1}", ["settings.json: ", "version 7", "newer"]),
    ] {
        bench.write("settings.json", content);
        bench.compare(&["reference.jsonl", "same.jsonl", "--settings", "settings.json"]).refuses(&parts);
    }
    bench.compare(&["reference.jsonl", "same.jsonl", "--settings", "no.json"]).refuses(&["no settings file no.json"]);
    bench.compare(&["reference.jsonl", "same.jsonl", "--settings", "."]).refuses(&["settings file ."]);
}

#[test]
fn a_test_and_a_threshold_are_taken_by_the_preset_they_belong_to() {
    let bench = Bench::with_pair("chosen-test");
    let report = |arguments: &[&str]| {
        let pair = ["reference.jsonl", "drifted.jsonl", "--format", "json"];
        bench.compare(&[&pair[..], arguments].concat()).answers(0).json()
    };
    let by_evidently = report(&["--preset", "evidently", "--test", "ed", "--threshold", "0.5"]);
    let drift = &by_evidently["columns"][1]["drift"];
    assert_eq!((drift["method"].as_str(), drift["threshold"].as_f64()), (Some("ed"), Some(0.5)), "{drift}");
    let by_mood = report(&["--test", "mood"]);
    assert_eq!(by_mood["columns"][1]["drift"]["method"], "mood");
    for preset in ["calibrated", "evidently", "nannyml", "ks", "psi", "tfdv"] {
        let report = report(&["--preset", preset]);
        assert_eq!(report["settings"]["preset"], preset);
        assert!(report["verdict"]["presets"][preset]["tested_columns"].as_u64() > Some(0), "{preset}");
    }
    let wrong = ["reference.jsonl", "drifted.jsonl", "--test", "ed"];
    bench.compare(&wrong).refuses(&["--test", "no test `ed` under the preset calibrated", "energy"]);
    let negative = ["reference.jsonl", "drifted.jsonl", "--threshold=-1"];
    bench.compare(&negative).refuses(&["`threshold` must be 0 or above"]);
}
