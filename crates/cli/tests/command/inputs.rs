//! Sources of the two sides: several files, folders, one log in two parts, a sample, a chosen shape.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::bench::{Bench, ROWS};

/// A log in which the column `x` moves in its second half, with a time and a version.
fn log(rows: u32) -> String {
    let mut text = String::new();
    for row in 0..rows {
        let late = row * 2 >= rows;
        let x = f64::from(row.wrapping_mul(2_654_435_761) % 1000) / 100.0 + if late { 5.0 } else { 0.0 };
        let (day, version) = (1 + row * 28 / rows, if late { "v2" } else { "v1" });
        let _ = writeln!(text, "{{\"timestamp\":\"2024-01-{day:02}\",\"model_version\":\"{version}\",\"x\":{x}}}");
    }
    text
}

fn report(bench: &Bench, arguments: &[&str]) -> Value {
    bench.compare(&[arguments, &["--format", "json"]].concat()).answers(0).json()
}

#[test]
fn one_log_is_split_by_time_by_value_and_by_share() {
    let bench = Bench::new("split");
    bench.write("log.jsonl", log(2000));
    for (words, part) in [
        ("2024-01-15", "before 2024-01-15T00:00:00Z"),
        ("timestamp@2024-01-15", "before 2024-01-15T00:00:00Z"),
        ("model_version=v1", "model_version is v1"),
        ("50%", "the first 50 % of rows"),
    ] {
        let report = report(&bench, &["log.jsonl", "--split", words]);
        assert_eq!(
            (&report["reference"]["rows"], &report["production"]["rows"]),
            (&1000.into(), &1000.into()),
            "{words}"
        );
        assert_eq!(report["reference"]["part"], part);
        assert_eq!(report["verdict"]["drifted_columns"], 1, "{words}");
        let codes: Vec<&Value> =
            report["production"]["warnings"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert!(codes.is_empty(), "{codes:?}");
    }
}

#[test]
fn a_split_that_is_impossible_names_what_the_column_holds() {
    let bench = Bench::new("split-refused");
    bench.write("log.jsonl", log(100));
    bench.compare(&["log.jsonl", "--split", "2030-01-01"]).refuses(&["without rows", "goes from 2024-01-01"]);
    bench.compare(&["log.jsonl", "--split", "model_version=v9"]).refuses(&["model_version holds v1, v2"]);
    bench.compare(&["log.jsonl", "--split", "region=eu"]).refuses(&["no column region", "timestamp, model_version, x"]);
    bench.compare(&["log.jsonl", "--split", "later"]).refuses(&["a time (2013-07-01)"]);
}

#[test]
fn both_sides_may_have_several_files() {
    let bench = Bench::with_pair("several");
    let report = report(&bench, &["--reference", "reference.jsonl", "same.jsonl", "--production", "drifted.jsonl"]);
    assert_eq!((&report["reference"]["rows"], &report["production"]["rows"]), (&(2 * ROWS).into(), &ROWS.into()));
    bench.compare(&["--reference", "reference.jsonl"]).refuses(&["--production"]);
}

#[test]
fn a_folder_stands_for_its_files() {
    let bench = Bench::with_pair("folder-of-files");
    fs::create_dir_all(bench.path("export/day=2")).unwrap();
    let text = bench.read("same.jsonl");
    let half = text.len() / 2;
    let (first, second) = text.split_at(half + text[half..].find('\n').unwrap() + 1);
    bench.write("export/day=2/part-0.json", second);
    bench.write("export/a.json", first);
    for mark in ["export/_SUCCESS", "export/.part-0.crc", "export/a.json.crc"] {
        bench.write(mark, "x");
    }
    // Without a time, files would be windows.
    let folder = report(&bench, &["reference.jsonl", "export", "--window", "none"]);
    let file = report(&bench, &["reference.jsonl", "same.jsonl"]);
    let names: Vec<_> = folder["production"]["files"].as_array().unwrap().iter().map(|file| &file["name"]).collect();
    assert_eq!(names, ["a.json", "day=2/part-0.json"]);
    // What the folder says comes last, and nothing else changes.
    let (of_folder, of_file) = (folder["columns"].as_array().unwrap(), file["columns"].as_array().unwrap());
    let (day, others): (Vec<_>, Vec<_>) = of_folder.iter().partition(|column| column["name"] == "day");
    assert_eq!(others, of_file.iter().collect::<Vec<_>>());
    let [day] = day[..] else { panic!("{} columns called day", day.len()) };
    assert_eq!(day["presence"], "production");
    let missing = day["production"]["missing"].as_u64().unwrap();
    assert!((1..ROWS).contains(&missing), "{missing} of {ROWS} rows lie outside of the folder");
    // Of the folder that is named itself it is known anyway, and it says nothing of its rows alone.
    let inner = report(&bench, &["reference.jsonl", "export/day=2"]);
    assert!(inner["columns"].as_array().unwrap().iter().all(|column| column["name"] != "day"));
    assert_eq!(inner["production"]["files"][0]["name"], "part-0.json");
}

#[test]
fn folders_by_which_the_sides_were_chosen_are_no_finding() {
    let bench = Bench::with_pair("folders-that-part");
    for (side, name, month) in [("train", "reference.jsonl", 3), ("live", "same.jsonl", 6)] {
        let folder = format!("{side}/month={month}/shop=a");
        fs::create_dir_all(bench.path(&folder)).unwrap();
        bench.write(&format!("{folder}/part-0.json"), bench.read(name));
    }
    let found = report(&bench, &["train", "live"]);
    let column = |report: &Value, name: &str| -> Value {
        report["columns"].as_array().unwrap().iter().find(|column| column["name"] == name).cloned().unwrap_or_default()
    };
    let month = column(&found, "month");
    assert_eq!(month["drift"]["reason"], "Not tested: each side has folders of its own for it");
    assert_eq!((&month["drift"]["tested"], &month["presets"]), (&false.into(), &Value::Null));
    assert_eq!(column(&found, "shop")["kind"], "constant");
    // Nothing else is touched by it.
    let plain = report(&bench, &["reference.jsonl", "same.jsonl"]);
    assert_eq!(column(&found, "x")["drift"], column(&plain, "x")["drift"]);
    // A person who says what it is has it tested.
    bench.write("settings.json", r#"{"columns":{"month":{"kind":"category"}}}"#);
    let chosen = report(&bench, &["train", "live", "--settings", "settings.json"]);
    assert_eq!(column(&chosen, "month")["drift"]["drifted"], true);
}

#[test]
fn a_sample_is_said_to_be_one() {
    let bench = Bench::with_pair("sample");
    let report = report(&bench, &["reference.jsonl", "same.jsonl", "--sample", "0.5"]);
    let rows = report["reference"]["rows"].as_u64().unwrap();
    assert!((ROWS * 4 / 10..ROWS * 6 / 10).contains(&rows), "{rows}");
    assert_eq!(report["reference"]["part"], "a sample of 50 % of the rows, seed 0");
    assert_eq!(report["reference"]["sampled_from"], ROWS);
    assert!(report["verdict"]["basis"].as_str().unwrap().contains("a sample of 50 % of the rows"));
    bench.compare(&["reference.jsonl", "same.jsonl", "--sample", "2"]).refuses(&["above 0 and below 1"]);
}

#[test]
fn a_shape_can_be_said() {
    let bench = Bench::new("read-as");
    bench.write("a.json", r#"{"x":{"7":1,"9":2},"y":{"7":3,"9":4}}"#);
    let by_index = report(&bench, &["a.json", "a.json", "--read-as", "index"]);
    assert_eq!(by_index["reference"]["files"][0]["format"], "index");
    assert_eq!(by_index["reference"]["rows"], 2);
    bench.write("b.json", r#"{"short":[{"x":1}],"long":[{"x":1},{"x":2}]}"#);
    let found = report(&bench, &["b.json", "b.json", "--records-at", "short"]);
    assert_eq!(
        (&found["reference"]["rows"], &found["reference"]["files"][0]["read_as"]),
        (&1.into(), &"JSON records at short".into())
    );
    bench.compare(&["a.json", "a.json", "--read-as", "papyrus"]).refuses(&["papyrus", "records"]);
}
