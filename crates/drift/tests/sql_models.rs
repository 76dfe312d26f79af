//! The model in results of `driftscope sql` as engines exported them, against that of the profile of the same rows.
//!
//! `tests/sql/make.py` made the files. `docs/comparison/sql.py` does the same with more data, in running engines.

use std::fmt::Write;

use driftscope_drift::{
    KeptTogether, Profile, compare_profiles, profile_from_bytes, profile_from_json, profile_to_json,
};
use driftscope_report::calendar::format_datetime;
use driftscope_report::{Settings, WarningCode};
use driftscope_table::{Table, WindowBy};
use serde_json::{Value, json};

use crate::common::{flights, profile_of_sql, sql_result, table};

/// The labels of `make.py`.
const LABELS: [Option<&str>; 19] = [
    Some("a\"b"),
    Some("it's"),
    Some("x:y"),
    Some("line\nbreak"),
    Some("cr\r\nlf"),
    Some(""),
    None,
    Some("NaN"),
    Some("ü€😀"),
    Some("1"),
    Some("1.0"),
    Some("007"),
    Some("true"),
    Some("~0|~1"),
    Some("|"),
    Some(" a "),
    Some("a"),
    Some("NA"),
    Some("\\n"),
];

/// The scores of `make.py` that are special.
const SCORES: [&str; 9] = ["NaN", "Infinity", "-Infinity", "-0.0", "0.0", "5e-324", "1.0", "0.1", "null"];

/// The rows of a model of `make.py`, as an engine would export them.
fn labelled(rows: usize) -> Table {
    let mut text = String::new();
    for i in 0..rows {
        let label = i % LABELS.len();
        let answer = if i % 3 > 0 { label } else { (label + 1) % LABELS.len() };
        let score = match i % 10 {
            0 => SCORES[i / 10 % SCORES.len()].to_owned(),
            _ => ((i as f64 * 0.618_033_988_749_894_9) % 1.0).to_string(),
        };
        let version = ["1.0", "2.0", "null", "NaN", "-0.0"][i % 5];
        let at = if i % 50 == 0 { None } else { format_datetime(1_704_067_200.0 + 300.0 * i as f64) };
        let (label, answer, at) = (json!(LABELS[label]), json!(LABELS[answer]), json!(at));
        let names = [r#"{"label""#, r#""prediction""#, r#""confidence""#, r#""version""#, r#""at""#];
        let values = [label.to_string(), answer.to_string(), score, version.to_owned(), at.to_string()];
        let cells: Vec<String> = names.iter().zip(values).map(|(name, value)| format!("{name}:{value}")).collect();
        writeln!(text, "{}}}", cells.join(",")).unwrap();
    }
    table(&text)
}

fn keeping(table: &Table, window: Option<&str>) -> Profile {
    match window {
        None => Profile::keeping(table, KeptTogether::Model),
        Some(by) => Profile::of_windows_keeping(table, &by.parse::<WindowBy>().unwrap(), KeptTogether::Model).unwrap(),
    }
}

/// The model, or that of each window.
fn models(profile: &Profile) -> Vec<Value> {
    let profile: Value = serde_json::from_str(&profile_to_json(profile)).unwrap();
    match profile["windows"]["parts"].as_array() {
        Some(parts) => parts.iter().map(|part| json!([part["start"], part["model"]])).collect(),
        None => vec![profile["model"].clone()],
    }
}

#[test]
fn labels_of_any_spelling_are_counted_as_those_of_rows() {
    for (name, rows, window) in [
        ("model-duckdb.csv", 1_500, Some("at@week")),
        ("model-postgres.json", 19_000, None),
        ("model-spark.json", 1_500, Some("at@week")),
    ] {
        let expected = keeping(&labelled(rows), window);
        let found = profile_of_sql(&sql_result(name));
        assert!(found.warnings.is_empty() && found.rows == rows as u64, "{name}");
        assert_eq!(found.kept_together(), ["label", "prediction", "version", "confidence"], "{name}");
        let (found_models, expected) = (models(&found), models(&expected));
        assert!(expected.iter().all(|model| !model.is_null()));
        for (found, expected) in found_models.iter().zip(&expected) {
            assert!(found == expected, "{name} {}", expected[0]);
        }
        assert_eq!(found_models.len(), expected.len());
        // Scores share buckets where there are too many of them.
        assert_eq!(expected[0].to_string().contains("\"dropped_bits\""), window.is_none(), "{name}");
        assert_eq!(profile_from_json(&profile_to_json(&found)).unwrap().kept_together(), found.kept_together());
    }
}

#[test]
fn the_report_on_a_model_is_that_of_profiles_of_rows() {
    let of_rows = flights().map(|table| keeping(&table, Some("timestamp@week")));
    let of_sql = ["flights-reference.csv", "flights-production.json"].map(|name| profile_of_sql(&sql_result(name)));
    for (of_rows, of_sql) in of_rows.iter().zip(&of_sql) {
        assert_eq!(models(of_sql), models(of_rows));
    }
    let report = |[reference, production]: &[Profile; 2]| compare_profiles(reference, production, &Settings::default());
    let [of_rows, of_sql] = [report(&of_rows), report(&of_sql)];
    let performance = of_rows.performance.unwrap();
    assert!(performance.groups.len() > 10 && performance.metrics.len() > 10 && performance.calibration.is_some());
    assert_eq!(
        serde_json::to_string(&of_sql.performance).unwrap(),
        serde_json::to_string(&Some(performance)).unwrap(),
        "byte for byte"
    );
    for column in &of_sql.columns {
        let of_rows = of_rows.columns.iter().find(|other| other.name == column.name).unwrap();
        assert_eq!(column.drift.outcome, of_rows.drift.outcome, "{}", column.name);
    }
}

/// A result of a few rows: a label, an answer and a score.
fn small(columns: &str, cells: &[(&str, &str, u32)]) -> String {
    let mut text =
        "driftscope_sql,start,c,what,low,high,amount,first,second,label\n1,,,table,,,duckdb,,,:t\n".to_owned();
    let rows: u32 = cells.iter().map(|(.., rows)| rows).sum();
    for (number, name) in ["label", "prediction", "confidence"].iter().enumerate() {
        let kind = if number == 2 { "number" } else { "text" };
        write!(text, "1,,{0},column,{kind},,,,,:{name}\n1,,{0},absent,,,{rows},,,\n", number + 1).unwrap();
        writeln!(text, "1,,{},total,0,,{rows},0,0,", number + 1).unwrap();
    }
    writeln!(text, "1,,4,model,{columns},\n1,,4,total,0,,{rows},0,0,").unwrap();
    for (score, combination, rows) in cells {
        match score.parse::<f64>() {
            Ok(score) => writeln!(text, "1,,4,number,{0},{0},{rows},0,0,:{combination}", score.to_bits()).unwrap(),
            Err(_) => writeln!(text, "1,,4,{score},,,{rows},0,0,:{combination}").unwrap(),
        }
    }
    text
}

const COLUMNS: &str = ":1,:2,,:,:3";

#[test]
fn columns_that_are_no_classes_are_left_out_as_those_of_rows_are() {
    let kept = |columns: &str, cells: &[(&str, &str, u32)]| {
        let profile = profile_of_sql(&small(columns, cells));
        let is_said = profile.warnings.iter().any(|warning| warning.code == WarningCode::TooManyDistinct);
        assert_eq!(is_said, profile.kept_together().is_empty());
        profile.kept_together().join(" ")
    };
    assert_eq!(kept(COLUMNS, &[("0.5", ":a|:b", 3), ("absent", ":a|", 2)]), "label prediction confidence");
    assert_eq!(kept(COLUMNS, &[("absent", ":a|:b", 3), ("not_a_number", ":a|", 2)]), "label prediction");
    assert_eq!(kept(COLUMNS, &[("0.5", ":a|", 3)]), "label confidence", "no row has an answer");
    assert_eq!(kept(COLUMNS, &[("0.5", "|:b", 3)]), "", "no row has a label");
    assert_eq!(kept(COLUMNS, &[("absent", ":a|", 3)]), "");
    assert_eq!(kept(":1,:2,,:,:", &[("absent", ":a|:b", 3)]), "label prediction");
    assert_eq!(kept(":1,:,,:2,:3", &[("0.5", ":a|:b", 3)]), "label prediction confidence", "it is a version");
    let many: Vec<String> = (0..1_001).map(|number| format!(":{}|:{number}", number % 2)).collect();
    let cells = |count: usize| many[..count].iter().map(|text| ("0.5", text.as_str(), 1)).collect::<Vec<_>>();
    assert_eq!(kept(COLUMNS, &cells(50)), "label prediction confidence");
    assert_eq!(kept(COLUMNS, &cells(1_000)), "label confidence", "a thousand answers are no classes");
    assert_eq!(kept(COLUMNS, &cells(1_001)), "");
    assert_eq!(kept(COLUMNS, &[("other", ":a|:b", 3)]), "", "the database counted more combinations");
}

#[test]
fn a_model_that_cannot_be_is_refused() {
    let text = small(COLUMNS, &[("0.5", ":a|:b", 3)]);
    profile_of_sql(&text);
    for (from, to) in [
        ("model,:1,", "model,:9,"),
        ("model,:1,", "model,:2,"),
        ("model,:1,", "model,1,"),
        (",,:,:3,", ",,:,:3 4,"),
        (",,:,:3,", ",,:,:1,"),
        ("1,,4,model,:1,:2,,:,:3,", "1,,4,model,:1,:2,,:,:3,\n1,,4,model,:1,:2,,:,:3,"),
        ("::a|:b", "::a"),
        ("::a|:b", "::a|:b|"),
        ("::a|:b", "::a|b"),
        ("::a|:b", "::a~|:b"),
        (",3,0,0,::a", ",2,0,0,::a"),
        ("1,,3,absent,,,3,,,", "1,,3,absent,,,3,,,::a|:b"),
        ("column,text,,,,,:label", "column,time,,,,,:label"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let error = profile_from_bytes(changed.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("driftscope sql") || error.contains("the table of the model"), "{from} {to}: {error}");
    }
}
