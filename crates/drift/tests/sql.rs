//! Results of `driftscope sql` as DuckDB, PostgreSQL and Spark exported them, against the profile of the same rows.
//!
//! `tests/sql/make.py` made the files. `docs/comparison/sql.py` does the same with more data, in running engines.

use std::fmt::Write;

use driftscope_drift::{MOST_LABELS, Profile, is_profile, profile_from_bytes, profile_to_json};
use driftscope_report::calendar::format_datetime;
use driftscope_table::{ReadOptions, Table, TableReader, WindowBy};
use serde_json::{Value, json};

use crate::common::{packed_sql_result, sql_result};

const LABEL: &str = "the \"label\", it's";

/// 2024-01-01.
const START: f64 = 1_704_067_200.0;

/// The rows of `make.py`, as an engine would export them.
fn rows() -> Table {
    let special = [
        "NaN",
        "Infinity",
        "-Infinity",
        "-0.0",
        "0.0",
        "5e-324",
        "-2.2250738585072014e-308",
        "1.7976931348623157e308",
        "-1e300",
        "4.0",
        "3.9999999999999996",
        "0.1",
        "9007199254740993.0",
        "null",
    ];
    let mut text = String::new();
    for i in 0..10_050_u32 {
        let number = f64::from(i) * 0.37 - 100.0;
        let at = match i % 50 {
            0 => Value::Null,
            _ => format_datetime(START + 300.0 * f64::from(i)).into(),
        };
        let day = format_datetime(START + 86_400.0 * f64::from(i % 60)).unwrap()[..10].to_owned();
        let empty = [json!(""), Value::Null, json!(" a"), json!("a"), json!("NA")][i as usize % 5].clone();
        let flag = [json!(true), json!(false), Value::Null][i as usize % 3].clone();
        let label = json!(format!("k\"{}'", i % 40));
        write!(
            text,
            "{{\"n\":{number},\"special\":{},\"price\":{},",
            special[i as usize % 14],
            f64::from(i % 5_000) / 100.0
        )
        .unwrap();
        writeln!(
            text,
            "{}:{label},\"id\":\"id-{i}\",\"day\":\"{day}\",\"at\":{at},\"flag\":{flag},\"empty\":{empty}}}",
            json!(LABEL)
        )
        .unwrap();
    }
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("rows.jsonl");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

/// What must be equal: all but the registers, whose hashes are others, and how timestamps are spelled.
fn comparable(profile: &Profile) -> Vec<Value> {
    let profile: Value = serde_json::from_str(&profile_to_json(profile)).unwrap();
    let whole = json!([{ "start": "whole", "rows": profile["rows"], "columns": profile["columns"] }]);
    let parts = if profile["windows"].is_null() { whole } else { profile["windows"]["parts"].clone() };
    let mut parts = parts.as_array().unwrap().clone();
    for column in parts.iter_mut().flat_map(|part| part["columns"].as_array_mut().unwrap()) {
        let column = column.as_object_mut().unwrap();
        if column.contains_key("moments") && column["values"].get("other_texts").is_none() {
            column.remove("texts");
            column["values"].as_object_mut().unwrap().remove("moments");
        }
        for part in ["numbers", "texts"] {
            if let Some(part) = column.get_mut(part).and_then(Value::as_object_mut) {
                part.remove("distinct");
                part.remove("forms");
            }
        }
    }
    parts
}

#[test]
fn results_of_engines_are_the_profiles_of_the_rows() {
    let table = rows();
    for (name, window) in [("duckdb.csv", None), ("postgres.json", Some("at@month")), ("spark.json", Some("at@week"))] {
        let expected = match window {
            None => Profile::of(&table),
            Some(by) => Profile::of_windows(&table, &by.parse::<WindowBy>().unwrap()).unwrap(),
        };
        let packed = packed_sql_result(name);
        assert!(is_profile(&packed[..4096]), "{name}");
        let found = profile_from_bytes(&packed).unwrap();
        let (found, expected) = (comparable(&found), comparable(&expected));
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!((&found["start"], &found["rows"]), (&expected["start"], &expected["rows"]), "{name}");
            let columns = |part: &Value| part["columns"].as_array().unwrap().clone();
            for (found, expected) in columns(found).iter().zip(columns(expected)) {
                for key in ["name", "values", "numbers", "moments", "texts", "true", "false"] {
                    assert_eq!(found[key], expected[key], "{name} {} {key}", found["name"]);
                }
            }
        }
    }
}

#[test]
fn estimates_of_distinct_values_are_near() {
    let profile: Value =
        serde_json::from_str(&profile_to_json(&profile_from_bytes(&packed_sql_result("duckdb.csv")).unwrap())).unwrap();
    for (column, part) in [(0, "numbers"), (4, "texts")] {
        let text = profile["columns"][column][part]["distinct"].as_str().unwrap();
        let estimate = driftscope_stats::distinct::Distinct::of_text(text).unwrap().estimate();
        assert!((9_500..10_600).contains(&estimate), "{part}: {estimate}");
    }
}

#[test]
fn a_result_that_lacks_rows_is_refused() {
    let text = sql_result("duckdb.csv");
    let lines: Vec<&str> = text.lines().collect();
    assert!(profile_from_bytes(text.as_bytes()).is_ok());
    let mut refused = 0;
    for at in [12, 300, 3_000, lines.len() - 1] {
        let without: Vec<&str> =
            lines.iter().enumerate().filter(|(line, _)| *line != at).map(|(_, line)| *line).collect();
        // A register alone may be missing: it only estimates.
        refused +=
            usize::from(profile_from_bytes(without.join("\n").as_bytes()).is_err() || lines[at].contains("register"));
        let twice: Vec<&str> = [&lines[..=at], &lines[at..]].concat();
        refused +=
            usize::from(profile_from_bytes(twice.join("\n").as_bytes()).is_err() || lines[at].contains("register"));
    }
    assert_eq!(refused, 8);
    let error = profile_from_bytes(lines[..2_000].join("\n").as_bytes()).unwrap_err().to_string();
    assert!(error.contains("not whole"), "{error}");
}

#[test]
fn rows_that_cannot_be_are_refused() {
    let text = sql_result("duckdb.csv");
    for (from, to) in [
        ("1,\"\",\"\",table", "2,\"\",\"\",table"),
        (",column,number,", ",column,colour,"),
        (",total,", ",totals,"),
        (",plus_infinity,", ",infinity,"),
        (",label", ",labels"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        assert!(profile_from_bytes(changed.as_bytes()).is_err(), "{from}");
    }
}

#[test]
fn limits_are_those_of_profiles() {
    assert_eq!(driftscope_sql::result::MOST_BUCKETS as usize, driftscope_stats::value_sketch::MOST_BUCKETS);
    assert_eq!(driftscope_sql::result::MOST_LABELS as usize, MOST_LABELS);
}
