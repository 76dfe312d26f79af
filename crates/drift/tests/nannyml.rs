//! The preset `nannyml` has the distances, thresholds and alerts of NannyML 0.13.1; `golden/nannyml/make.py` makes them.

use crate::common::{flights, table};
use driftscope_drift::compare;
use driftscope_report::{Preset, PresetVerdict, Settings};
use serde_json::{Value, json};

fn settings() -> Settings {
    Settings { preset: Preset::Nannyml, ..Settings::default() }
}

/// Tells what differs, or nothing.
fn difference(found: Option<&PresetVerdict>, expected: &Value) -> Option<String> {
    let Some(distances) = expected["distances"].as_array() else {
        return found.filter(|found| found.score.is_some()).map(|found| format!("{found:?} is not {expected}"));
    };
    let distances: Vec<f64> = distances.iter().filter_map(Value::as_f64).collect();
    let (largest, alerts) = (distances.iter().copied().fold(0.0, f64::max), expected["alerts"].as_u64().unwrap());
    // NannyML adds a bin of what its rounding leaves over, whose root is about 1e-8.
    let near = |figure: Option<f64>, expected: f64| figure.is_some_and(|figure| (figure - expected).abs() < 1e-7);
    let note = format!("{alerts} of {} chunks", distances.len());
    let same = found.is_some_and(|found| {
        near(found.score, largest)
            && near(found.threshold, expected["threshold"].as_f64().unwrap())
            && found.drifted == (alerts > 0)
            && (alerts == 0 || found.note.as_ref() == Some(&note))
    });
    (!same).then(|| format!("{found:?} is not {expected}"))
}

#[test]
fn every_pair_has_nannymls_chunks() {
    let pairs: Value = serde_json::from_str(include_str!("golden/evidently/pairs.json")).unwrap();
    let golden: Value = serde_json::from_str(include_str!("golden/nannyml/pairs.json")).unwrap();
    let (mut compared, mut wrong) = (0, Vec::new());
    for pair in pairs["pairs"].as_array().unwrap() {
        let name = pair["name"].as_str().unwrap();
        let expected = &golden["pairs"][name];
        let [reference, production] = ["reference", "production"].map(|side| {
            let values = pair[side].as_array().unwrap();
            let lines: Vec<String> = values.iter().map(|value| json!({ "x": value }).to_string()).collect();
            table(&lines.join("\n"))
        });
        let column = compare(&reference, &production, &settings()).columns.swap_remove(0);
        if !column.presets.contains_key("nannyml") {
            // Constants and what else is not tested at all.
            assert!(column.drift.parts.is_empty(), "{name}: {}", column.finding);
            continue;
        }
        compared += 1;
        wrong.extend(difference(column.presets.get("nannyml"), expected).map(|found| format!("{name}: {found}")));
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared >= 40, "{compared}");
}

#[test]
fn the_flight_logs_have_nannymls_chunks() {
    let golden: Value = serde_json::from_str(include_str!("golden/nannyml/pairs.json")).unwrap();
    let [reference, production] = flights();
    let report = compare(&reference, &production, &settings());
    let mut compared = 0;
    for column in report.columns.iter().filter(|column| column.presets.contains_key("nannyml")) {
        let expected = &golden["flights"][&column.name];
        let wrong = difference(column.presets.get("nannyml"), expected);
        assert!(wrong.is_none(), "{}: {wrong:?}", column.name);
        assert_eq!(column.drift.drifted, expected["alerts"].as_u64().unwrap() > 0, "{}", column.name);
        compared += 1;
    }
    assert_eq!(compared, 15);
}
