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
    bench.compare(&["same.json", "--split", "60%"]).refuses(&["the profile has no windows", "--window day"]);
    bench.run(&["profile", "same.jsonl", "-o", "./same.jsonl"]).refuses(&["overwrite"]);
    bench.run(&["profile"]).refuses(&["FILE"]);
    bench.run(&["profile", "nothing.jsonl"]).refuses(&["no file"]);
    bench.write("other.jsonl", "{\"z\":1}\n{\"z\":2}\n");
    bench.compare(&["other.jsonl", "same.json"]).refuses(&["no column in common"]);
}

/// A log of `days` days, each with its own share of rows.
fn log(days: u32) -> String {
    let row = |row: u32| {
        let day = row / 50;
        let shift = if day >= days / 2 { 400 } else { 0 };
        format!("{{\"at\":\"2024-03-{:02}T{:02}:00:00Z\",\"x\":{}}}\n", day + 1, row % 24, row * 7919 % 1009 + shift)
    };
    (0..50 * days).map(row).collect()
}

#[test]
fn a_profile_with_windows_is_split_in_time_like_the_log() {
    let bench = Bench::new("profile-windows");
    bench.write("log.jsonl", log(20));
    bench.write("more.jsonl", "{\"at\":\"2024-03-21T00:00:00Z\",\"x\":7}\n{\"at\":null,\"x\":8}\n");
    let answer = bench.run(&["profile", "log.jsonl", "more.jsonl", "--window", "day", "-o", "p.json.gz"]);
    let said = answer.answers(0).stderr.clone();
    // The last day has one row, and with the row without a moment there are still too few: another day goes with them.
    assert!(said.contains("19 windows of one day by at; 2 windows of fewer than 10 rows"), "{said}");
    assert!(said.contains("52 rows are in no window"), "{said}");

    bench.run(&["profile", "log.jsonl", "--window", "at@day", "-o", "log.json.gz"]).answers(0);
    let by_windows = bench.compare(&["log.json.gz", "--split", "2024-03-11", "--format", "json"]).answers(0).json();
    let by_rows = bench.compare(&["log.jsonl", "--split", "2024-03-11", "--format", "json"]).answers(0).json();
    assert_eq!(outcomes(&by_windows), outcomes(&by_rows));
    for side in ["reference", "production"] {
        assert_eq!(by_windows[side]["part"], by_rows[side]["part"]);
        assert_eq!(
            (&by_windows[side]["rows"], &by_windows[side]["profile"]),
            (&by_rows[side]["rows"], &Value::Bool(true))
        );
    }
    // Since when and periods, too, by the windows.
    assert_eq!(by_windows["windows"], by_rows["windows"]);
    assert_eq!(by_windows["since"], by_rows["since"]);
    let arguments = ["log.json.gz", "log.json.gz", "--period", "2024-03-11..2024-03-12", "--against", "before"];
    let report = bench.compare(&[&arguments[..], &["--format", "json"]].concat()).answers(0).json();
    assert_eq!([&report["reference"]["rows"], &report["production"]["rows"]], [100, 100]);
    assert_eq!(report["settings"]["period"]["column"], "at");
    bench
        .compare(&["log.json.gz", "log.json.gz", "--period", "2024-03-11T06:00..2024-03-12"])
        .refuses(&["whole windows"]);
    bench.compare(&["log.json.gz", "log.jsonl", "--period", "2024-03-11..2024-03-12"]).refuses(&["have no windows"]);
    bench.compare(&["log.json.gz", "--split", "2024-03-11T12:00"]).refuses(&["within one", "2024-03-11", "2024-03-12"]);
    bench.compare(&["log.json.gz", "--split", "2023-01-01"]).refuses(&["no row of the profile"]);
    bench.compare(&["log.json.gz", "--split", "50%"]).refuses(&["by time only"]);
    bench.run(&["profile", "log.jsonl", "--window", "year"]).refuses(&["hour, day, week or month"]);
    bench.run(&["profile", "log.jsonl", "--window", "x@day"]).answers(0);
    bench.run(&["profile", "log.jsonl", "--window", "y@day"]).refuses(&["no column y"]);
    bench.run(&["profile", "log.jsonl", "--window", "hour"]).refuses(&["more than 400 windows", "longer"]);
    bench.run(&["profile", "log.jsonl", "log.json.gz", "--window", "week"]).refuses(&["same --window"]);
}

#[test]
fn profiles_packed_by_gzip_stand_wherever_plain_ones_do() {
    let bench = Bench::with_pair("profile-packed");
    bench.run(&["profile", "reference.jsonl", "-o", "plain.json"]).answers(0);
    bench.run(&["profile", "reference.jsonl", "-o", "packed.json.gz"]).answers(0);
    bench.run(&["profile", "plain.json", "-o", "again.gz"]).answers(0);
    let [packed, again] = ["packed.json.gz", "again.gz"].map(|name| std::fs::read(bench.path(name)).unwrap());
    assert!(packed.starts_with(&[0x1F, 0x8B]) && packed == again, "the same profile gives the same bytes");
    // No time and no name stands in the head of the file.
    assert_eq!((&packed[3..8], packed.len() < bench.read("plain.json").len() / 2), (&[0; 5][..], true));
    // All but the files that were opened, and the hash of the report.
    let report = |file: &str| {
        let mut report = bench.compare(&[file, "drifted.jsonl", "--format", "json"]).answers(0).json();
        let opened = report["reference"].as_object_mut().unwrap().remove("opened").unwrap();
        report.as_object_mut().unwrap().remove("sha256").unwrap();
        (report.to_string(), opened)
    };
    let (packed_report, plain_report) = (report("packed.json.gz"), report("plain.json"));
    assert!(packed_report.0 == plain_report.0 && packed_report.1 != plain_report.1);
    bench.write("cut.gz", &packed[..packed.len() / 2]);
    bench.compare(&["cut.gz", "drifted.jsonl"]).refuses(&["cut.gz", "packed by gzip, and damaged"]);
}

#[test]
fn a_profile_with_its_model_has_the_metrics_of_the_rows() {
    let bench = Bench::new("profile-model");
    let row = |row: u32, wrong: u32| {
        let label = row.is_multiple_of(3);
        let answer = label != row.is_multiple_of(wrong);
        let score = f64::from(row * 37 % 100) / 200.0 + if answer { 0.5 } else { 0.0 };
        format!("{{\"label\":{label},\"prediction\":{answer},\"score\":{score},\"x\":{}}}\n", row * 7919 % 1009)
    };
    bench.write("before.jsonl", (0..2000).map(|at| row(at, 20)).collect::<String>());
    bench.write("after.jsonl", (0..2000).map(|at| row(at, 5)).collect::<String>());
    for side in ["before", "after"] {
        let (rows, profile) = (format!("{side}.jsonl"), format!("{side}.json"));
        let said = bench.run(&["profile", "--model", &rows, "-o", &profile]).answers(0).stderr.clone();
        assert!(said.contains("Kept together for the model’s metrics: label, prediction, score"), "{said}");
    }
    let by_rows = bench.compare(&["before.jsonl", "after.jsonl", "--format", "json"]).answers(0).json();
    let by_profiles = bench.compare(&["before.json", "after.json", "--format", "json"]).answers(0).json();
    assert_eq!(by_profiles["performance"]["metrics"], by_rows["performance"]["metrics"]);
    assert_eq!(by_profiles["performance"]["outcome"], "worse");
    bench.write("no-label.jsonl", "{\"x\":1,\"prediction\":true}\n{\"x\":2,\"prediction\":false}\n");
    let said = bench.run(&["profile", "--model", "no-label.jsonl", "-o", "n.json"]).answers(0).stderr.clone();
    assert!(said.contains("No model is kept"), "{said}");
}

#[test]
fn a_profile_by_segment_answers_for_whom_like_the_rows() {
    let bench = Bench::new("profile-segments");
    let row = |row: u32, moved: u32| {
        let region = ["north", "south", "east", "rare"][if row.is_multiple_of(500) { 3 } else { row as usize % 3 }];
        let x = row * 7919 % 101 + if region == "south" { moved } else { 0 };
        format!("{{\"region\":\"{region}\",\"x\":{x},\"at\":\"2024-03-{:02}T10:00:00Z\"}}\n", 1 + row % 20)
    };
    for (side, moved) in [("before", 0), ("after", 90)] {
        bench.write(&format!("{side}.jsonl"), (0..2000).map(|at| row(at, moved)).collect::<String>());
        let (rows, profile) = (format!("{side}.jsonl"), format!("{side}.json.gz"));
        let command = ["profile", &rows, "--segment", "region", "--window", "day", "-o", &profile];
        let said = bench.run(&command).answers(0).stderr.clone();
        let words = "Segments by region: 2 values; 2 values with the fewest rows are kept as one: a segment needs 10 rows, and at most 24 are kept";
        assert!(said.contains(words) && said.contains("not counted by segment: at"), "{said}");
    }
    let report = |files: [&str; 2], more: &[&str]| {
        bench.compare(&[&files[..], &["--segment", "region", "--format", "json"], more].concat()).answers(0).json()
    };
    let (by_rows, by_profiles) =
        (report(["before.jsonl", "after.jsonl"], &[]), report(["before.json.gz", "after.json.gz"], &[]));
    let effects = |report: &Value| report["columns"][1]["mix"]["effects"].as_array().unwrap().clone();
    // Four rows of "rare" are kept with those of the smallest value beside, of two as small of the last.
    assert_eq!(by_rows["segments"]["picked"]["values"], serde_json::json!(["south", "east", "north", "other"]));
    assert_eq!(by_profiles["segments"]["picked"]["values"], serde_json::json!(["south", "east", "other"]));
    assert_eq!(effects(&by_profiles)[..2], effects(&by_rows)[..2]);
    assert_eq!(by_profiles["segments"]["sentence"], "By the values of region");
    assert!(by_profiles["windows"].is_object());
    let split = bench.compare(&["after.json.gz", "--split", "2024-03-11", "--segment", "region", "--format", "json"]);
    let split = split.answers(0).json();
    assert_eq!(
        split["segments"]["sentence"],
        "A profile has segments of all its rows only, not of a period or of a part"
    );
    let printed = bench.compare(&["before.json.gz", "after.json.gz", "--segment", "region"]).answers(0).stdout.clone();
    assert!(printed.contains("effect where region is south"), "{printed}");
    let printed = bench.compare(&["before.json.gz", "after.json.gz", "--find-segments"]).answers(0).stdout.clone();
    assert!(printed.contains("The search for segments needs rows, and a profile has none"), "{printed}");

    bench.run(&["profile", "before.jsonl", "--segment", "at"]).refuses(&["before.jsonl", "make no segments"]);
    bench.run(&["profile", "before.jsonl", "--segment", "y"]).refuses(&["no column y", "region, x, at"]);
    bench.run(&["profile", "before.jsonl", "--segment", "x"]).refuses(&["ranges of numbers"]);
    let others = ["profile", "after.json.gz", "before.jsonl", "--segment", "x"];
    bench.run(&others).refuses(&["ranges of numbers"]);
    bench.run(&["profile", "before.jsonl", "-o", "plain.json"]).answers(0);
    bench.run(&["profile", "plain.json", "after.json.gz", "--segment", "region"]).refuses(&["same --segment"]);
    let said = bench.run(&["profile", "plain.json", "after.json.gz", "-o", "merged.json"]).answers(0).stderr.clone();
    assert!(said.contains("with segments and without, were merged"), "{said}");
}
