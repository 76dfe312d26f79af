//! Profiles: written, merged, and compared wherever a file could stand.

use serde_json::Value;

use crate::bench::Bench;

/// The columns of a report, by their names and outcomes.
fn outcomes(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let columns = report["columns"].as_array().unwrap();
    columns.iter().map(|column| (text(&column["name"]), text(&column["drift"]["outcome"]))).collect()
}

#[test]
fn a_profile_stands_wherever_a_file_does() {
    let bench = Bench::with_pair("profile");
    bench.run(&["profile", "reference.jsonl", "-o", "reference-profile.json"]).answers(0);
    let printed = bench.run(&["profile", "drifted.jsonl"]).answers(0).stdout.clone();
    assert!(printed.starts_with("{\"driftscope_profile\":1,") && printed.ends_with("}\n"));
    // Known by its content, whatever its name.
    bench.write("drifted.csv", &printed);
    let rows = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]).answers(0).json();
    for files in [
        ["reference-profile.json", "drifted.csv"],
        ["reference.jsonl", "drifted.csv"],
        ["reference-profile.json", "drifted.jsonl"],
    ] {
        let report = bench.compare(&[files[0], files[1], "--format", "json"]).answers(0).json();
        assert_eq!(outcomes(&report), outcomes(&rows));
        assert_eq!(report["reference"]["profile"], true);
        assert_eq!(report["production"]["files"], rows["production"]["files"]);
        assert!(report["verdict"]["basis"].as_str().unwrap().contains("Profiles were compared"));
    }
    let table = bench.compare(&["reference-profile.json", "drifted.csv"]).answers(0).stdout.clone();
    assert!(table.contains("Profiles were compared") && table.contains('▲'), "{table}");
    bench.compare(&["reference-profile.json", "reference-profile.json", "--fail-on", "drift"]).answers(0);
}

#[test]
fn parts_are_merged_into_the_whole() {
    let bench = Bench::with_pair("profile-merge");
    let text = bench.read("drifted.jsonl");
    let lines: Vec<&str> = text.lines().collect();
    let parts = ["a", "b", "c"];
    for (name, part) in parts.iter().zip(lines.chunks(1100)) {
        bench.write(&format!("{name}.jsonl"), part.join("\n"));
        bench.run(&["profile", &format!("{name}.jsonl"), "-o", &format!("{name}.json")]).answers(0);
    }
    let columns = |arguments: &[&str]| -> Value {
        let arguments = [&["profile"], arguments].concat();
        bench.run(&arguments).answers(0).json()["columns"].take()
    };
    let whole = columns(&["drifted.jsonl"]);
    assert_eq!(columns(&["a.json", "b.json", "c.json"]), whole);
    assert_eq!(columns(&["c.json", "a.json", "b.jsonl"]), whole);
    assert_eq!(columns(&["a.jsonl", "b.jsonl", "c.jsonl"]), whole);
    let by_parts =
        bench.compare(&["reference.jsonl", "b.json", "a.json", "c.json", "--format", "json"]).answers(0).json();
    bench.run(&["profile", "drifted.jsonl", "-o", "whole.json"]).answers(0);
    let by_whole = bench.compare(&["reference.jsonl", "whole.json", "--format", "json"]).answers(0).json();
    assert_eq!(by_parts["columns"], by_whole["columns"]);
    assert_eq!(by_parts["production"]["files"].as_array().unwrap().len(), 3);
}

#[test]
fn what_is_no_profile_or_needs_rows_is_refused() {
    let bench = Bench::with_pair("profile-refused");
    bench.run(&["profile", "same.jsonl", "-o", "same.json"]).answers(0);
    let text = bench.read("same.json");
    bench.write("cut.json", &text[..text.len() / 2]);
    bench.compare(&["reference.jsonl", "cut.json"]).refuses(&["production cut.json", "profile", "Make it again"]);
    bench.write("later.json", text.replacen(":1,", ":9,", 1));
    bench.compare(&["later.json", "same.json"]).refuses(&["reference later.json", "version 9", "newer"]);
    bench.write("wrong.json", text.replacen("\"rows\":3000", "\"rows\":7", 1));
    bench.compare(&["wrong.json", "same.json"]).refuses(&["wrong.json", "column", "add up"]);
    bench.run(&["convert", "same.json"]).refuses(&["same.json is a profile, which has no rows"]);
    bench.compare(&["same.json", "--split", "60%"]).refuses(&["same.json is a profile, which has no rows"]);
    bench.run(&["profile", "same.jsonl", "-o", "./same.jsonl"]).refuses(&["overwrite"]);
    bench.run(&["profile"]).refuses(&["FILE"]);
    bench.run(&["profile", "nothing.jsonl"]).refuses(&["no file"]);
    bench.write("other.jsonl", "{\"z\":1}\n{\"z\":2}\n");
    bench.compare(&["other.jsonl", "same.json"]).refuses(&["no column in common"]);
}
