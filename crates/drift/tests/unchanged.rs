//! Reports on the fixtures, compared byte for byte with those of the commit before the crates were divided.
//!
//! Each line of `golden/unchanged.txt` has the SHA-256 of a report and that of the same report without its sentences, so that a
//! change of words and a change of figures can be distinguished. `UNCHANGED=write` writes the file.

use std::fmt::Write as _;

use driftscope_drift::{Profile, compare, compare_profiles, profile_to_json};
use driftscope_report::{Settings, to_json};
use driftscope_table::{Fingerprint, Table};
use serde_json::Value;

const CASES: [&str; 15] = [
    "01-yes-or-null",
    "03-postcodes",
    "04-invoice-prefix",
    "05-few-floats",
    "122-high-cardinality",
    "124-collapsed-identifier",
    "140-calendar-numbers",
    "190-rounding-changed",
    "20-rare-target",
    "205-many-new-categories",
    "215-sentinel-dates",
    "216-missing-moments",
    "61-running-numbers",
    "63-binary-then-more",
    "64-zero-inflated",
];

const SETTINGS: [(&str, &str); 9] = [
    ("calibrated", "{}"),
    ("evidently", r#"{"preset":"evidently"}"#),
    ("nannyml", r#"{"preset":"nannyml"}"#),
    ("ks", r#"{"preset":"ks"}"#),
    ("psi", r#"{"preset":"psi","threshold":0.2}"#),
    ("tfdv", r#"{"preset":"tfdv"}"#),
    ("chosen", r#"{"test":"ks","threshold":0.01,"kinds":{"category":{"test":"psi"}}}"#),
    (
        "strict",
        r#"{"alpha":0.01,"tolerance":0.1,"correction":"holm","drift_share":0.2,"decisive_roles":["prediction"]}"#,
    ),
    ("loose", r#"{"correction":"none","tolerance":0,"threshold":0.02}"#),
];

fn sha256(text: &str) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.feed(text.as_bytes());
    fingerprint.finish()[..16].to_owned()
}

/// The value without its sentences.
fn without_words(value: Value) -> Value {
    const WORDS: [&str; 9] =
        ["sentence", "basis", "finding", "words", "message", "reason", "differs", "note", "engine_version"];
    match value {
        Value::Object(fields) => {
            let kept =
                fields.into_iter().filter(|(name, value)| !(WORDS.contains(&name.as_str()) && value.is_string()));
            kept.map(|(name, value)| (name, without_words(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_words).collect(),
        other => other,
    }
}

/// The JSON without the fields that later versions added.
fn as_version_1(json: &str) -> String {
    let mut text = json.replace("\"identical\":true,", "").replace("\"schema_version\":3", "\"schema_version\":1");
    while let Some(start) = text.find("\"not_tested\":\"") {
        let value = start + "\"not_tested\":\"".len();
        let mut end = value;
        while !text[end..].starts_with('"') {
            end += if text[end..].starts_with('\\') { 2 } else { text[end..].chars().next().unwrap().len_utf8() };
        }
        text.replace_range(start..end + 2, "");
    }
    while let Some(start) = text.find(",\"rows\":[") {
        let end = start + text[start..].find(']').unwrap();
        text.replace_range(start..=end, "");
    }
    text
}

fn line(lines: &mut String, name: &str, json: &str) {
    let json = &as_version_1(json);
    let figures = without_words(serde_json::from_str(json).unwrap()).to_string();
    writeln!(lines, "{name} {} {}", sha256(json), sha256(&figures)).unwrap();
}

#[test]
fn reports_of_the_fixtures_are_what_they_were() {
    let mut lines = String::new();
    let cases = CASES.map(|name| (name, crate::common::case(name)));
    for (name, [reference, production]) in cases.into_iter().chain([("flights", crate::common::flights())]) {
        let profiles = [&reference, &production].map(|table: &Table| Profile::of(table));
        for (rule, settings) in SETTINGS {
            let settings: Settings = serde_json::from_str(settings).unwrap();
            let report = crate::common::without_windows(compare(&reference, &production, &settings));
            line(&mut lines, &format!("{name} {rule} rows"), &to_json(&report));
            let report = compare_profiles(&profiles[0], &profiles[1], &settings);
            line(&mut lines, &format!("{name} {rule} profiles"), &to_json(&report));
        }
        for (side, profile) in ["reference", "production"].into_iter().zip(&profiles) {
            let json = profile_to_json(profile);
            writeln!(lines, "{name} profile of {side} {} {}", sha256(&json), {
                sha256(&without_words(serde_json::from_str(&json).unwrap()).to_string())
            })
            .unwrap();
        }
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/unchanged.txt");
    if std::env::var_os("UNCHANGED").is_some() {
        std::fs::write(golden, &lines).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap();
    let changed: Vec<&str> = lines.lines().filter(|line| !expected.lines().any(|other| other == *line)).collect();
    assert!(changed.is_empty() && lines.lines().count() == expected.lines().count(), "{changed:#?}");
}
