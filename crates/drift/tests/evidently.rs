//! The preset `evidently` has the tests, scores, thresholds and flags of Evidently 0.7.23; `golden/evidently/make.py` makes
//! them.

use crate::common::table;
use driftscope_drift::compare;
use driftscope_report::{ColumnReport, Preset, PresetVerdict, Settings};
use driftscope_table::{ReadOptions, Table, TableReader};
use serde_json::{Value, json};

fn golden(text: &str) -> Value {
    serde_json::from_str(text).expect("the golden file is JSON")
}

fn lines(values: &Value) -> Table {
    let lines: Vec<String> = values.as_array().unwrap().iter().map(|value| json!({ "x": value }).to_string()).collect();
    table(&lines.join("\n"))
}

fn file(path: &str) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file(path);
    reader.feed(&std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

fn column(reference: &Table, production: &Table, test: Option<&str>) -> ColumnReport {
    let settings = Settings { preset: Preset::Evidently, test: test.map(str::to_owned), ..Settings::default() };
    settings.validate().unwrap();
    compare(reference, production, &settings).columns.swap_remove(0)
}

/// Tells what differs, or nothing.
fn difference(found: &PresetVerdict, expected: &Value) -> Option<String> {
    let expected_score = expected.get("score").and_then(Value::as_f64);
    let same = match (found.score, expected_score) {
        (None, None) => return None,
        (Some(score), Some(expected_score)) => {
            // SciPy's p-values near 1 and far in the tail are differences, its limit laws series cut at 1e-7.
            let slack = if found.method == "cramer_von_mises" { 1e-6 } else { 1e-12 };
            let close = (score - expected_score).abs() <= 1e-9 * expected_score.abs() + slack;
            close
                && found.method == expected["test"].as_str().unwrap()
                && (found.threshold.unwrap() - expected["threshold"].as_f64().unwrap()).abs() < 1e-12
                && found.drifted == expected["drifted"].as_bool().unwrap()
        }
        _ => false,
    };
    (!same).then(|| format!("{found:?} is not {expected}"))
}

#[test]
fn every_pair_has_evidentlys_choice_and_every_test_its_score() {
    let golden = golden(include_str!("golden/evidently/pairs.json"));
    let (mut choices, mut scores, mut passed_over, mut wrong) = (0, 0, 0, Vec::new());
    for pair in golden["pairs"].as_array().unwrap() {
        let name = pair["name"].as_str().unwrap();
        let (reference, production) = (lines(&pair["reference"]), lines(&pair["production"]));
        let verdict = |test| column(&reference, &production, test).presets["evidently"].clone();
        choices += 1;
        wrong.extend(difference(&verdict(None), &pair["chosen"]).map(|found| format!("{name}: {found}")));
        for (test, expected) in pair["tests"].as_object().unwrap() {
            // Evidently's own exact law of this test does not run with NumPy 2.4 where the samples are this small; and with more
            // than two categories its Fisher's test depends on the order of a Python set.
            let overflows = expected["raises"].as_str().is_some_and(|error| error.starts_with("UFuncTypeError"));
            if overflows || (name, test.as_str()) == ("other labels", "fisher_exact") {
                passed_over += 1;
                continue;
            }
            let refused = expected["raises"].as_str().unwrap_or("");
            let found = verdict(Some(test));
            if refused.starts_with("StatTestInvalidFeatureTypeError") {
                // Evidently refuses; a test chosen for every column is passed over where it does not apply.
                assert_eq!(found, verdict(None), "{name}, {test}");
                continue;
            }
            scores += usize::from(found.score.is_some());
            wrong.extend(difference(&found, expected).map(|found| format!("{name}, {test}: {found}")));
        }
    }
    assert!(wrong.is_empty(), "{} of {choices} pairs:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(passed_over, 3);
    assert!(choices >= 40 && scores >= 400, "{choices}, {scores}");
}

#[test]
fn whole_data_sets_have_evidentlys_verdicts() {
    let golden = golden(include_str!("golden/evidently/data_sets.json"));
    let flights = ["../../tests/data/flights/reference.json.gz", "../../tests/data/flights/production.ndjson.gz"];
    let drawn =
        |name: &str| ["reference", "production"].map(|side| format!("tests/golden/evidently/{name}_{side}.ndjson.gz"));
    let mut wrong = Vec::new();
    for (name, columns) in golden["data_sets"].as_object().unwrap() {
        let [reference, production] =
            if name == "flights" { flights.map(file) } else { drawn(name).map(|path| file(&path)) };
        let settings = Settings { preset: Preset::Evidently, ..Settings::default() };
        let report = compare(&reference, &production, &settings);
        assert_eq!(report.columns.len(), columns.as_object().unwrap().len(), "{name}");
        let (mut flagged, mut judged) = (0, 0);
        for column in &report.columns {
            let expected = &columns[&column.name];
            let found = &column.presets["evidently"];
            wrong.extend(difference(found, expected).map(|found| format!("{name}, {}: {found}", column.name)));
            judged += u64::from(expected.get("score").is_some());
            flagged += u64::from(expected["drifted"] == true);
            assert_eq!((column.drift.drifted, column.drift.score), (found.drifted, found.score), "{}", column.name);
        }
        assert_eq!((report.verdict.drifted_columns, report.verdict.tested_columns), (flagged, judged), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
