//! What is compared, and what the exit code says.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::bench::{Bench, ROWS, rows};

/// The report without what names the files, which changes with their bytes.
fn without_files(mut report: Value) -> Value {
    for side in ["reference", "production"] {
        report[side]["files"] = Value::Null;
    }
    // The seal of the report is about its text, files included.
    report["sha256"] = Value::Null;
    report
}

/// The report without the verdicts of the rules that go by chunks of rows and by the newest ones.
fn without_rules_of_order(mut report: Value) -> Value {
    let forget = |presets: &mut Value| {
        if let Some(presets) = presets.as_object_mut() {
            presets.retain(|name, _| !["nannyml", "ks"].contains(&name.as_str()));
        }
    };
    forget(&mut report["verdict"]["presets"]);
    report["columns"].as_array_mut().into_iter().flatten().for_each(|column| forget(&mut column["presets"]));
    report
}

#[test]
fn no_drift_and_drift_are_told_apart_and_both_are_done() {
    let bench = Bench::with_pair("told-apart");
    let same = bench.compare(&["reference.jsonl", "same.jsonl", "--format", "json"]);
    assert_eq!(same.answers(0).json()["verdict"]["drifted_columns"], 0);
    let drifted = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]);
    assert_eq!(drifted.answers(0).json()["verdict"]["drifted_columns"], 1);
    assert_eq!(drifted.stderr, "");
}

#[test]
fn fail_on_drift_fails_only_on_drift() {
    let bench = Bench::new("fail-on");
    for (name, seed, shift) in [("reference.jsonl", 0, 0.0), ("same.jsonl", 1, 0.0), ("drifted.jsonl", 2, 3.0)] {
        let only_x: String = rows(seed, 500, shift)
            .lines()
            .map(|line| format!("{{\"x\":{}}}\n", serde_json::from_str::<Value>(line).unwrap()["x"]))
            .collect();
        bench.write(name, only_x);
    }
    bench.compare(&["reference.jsonl", "same.jsonl", "--fail-on", "drift"]).answers(0);
    let failed = bench.compare(&["reference.jsonl", "drifted.jsonl", "--fail-on", "drift"]);
    assert!(failed.answers(1).stdout.contains("▲"), "{failed:?}");
    bench.compare(&["reference.jsonl", "drifted.jsonl"]).answers(0);
    // The report is written all the same.
    bench.compare(&["reference.jsonl", "drifted.jsonl", "--fail-on=drift", "--format=json", "-o", "r.json"]).answers(1);
    assert!(bench.read("r.json").contains("\"drifted\":true"));
}

/// A drift that the settings acknowledge is shown and fails nothing, until it grows.
#[test]
fn a_known_drift_is_shown_and_fails_nothing() {
    let bench = Bench::new("known-drift");
    let side = |shift: f64| -> String {
        (0..500).map(|row| format!("{{\"x\":{}}}\n", f64::from(row * 17 % 500 / 5) + shift)).collect()
    };
    for (name, shift) in [("reference.jsonl", 0.0), ("drifted.jsonl", 20.0), ("more.jsonl", 60.0)] {
        bench.write(name, side(shift));
    }
    let report = |file: &str| bench.compare(&["reference.jsonl", file, "--format", "json"]).answers(0).json();
    let effect = report("drifted.jsonl")["columns"][0]["drift"]["effect"].as_f64().unwrap();
    let known =
        |effect: &str| format!("{{\"columns\":{{\"x\":{{\"acknowledged\":{{\"note\":\"a new pump\"{effect}}}}}}}}}");
    bench.write("any.json", known(""));
    bench.write("sized.json", known(&format!(",\"effect\":{effect}")));
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = |file: &str, settings: &str, what: &str| {
        bench.compare(&["reference.jsonl", file, "--settings", settings, "--fail-on", what])
    };
    for what in ["drift", "column", "column:x"] {
        for (file, settings) in
            [("drifted.jsonl", "any.json"), ("drifted.jsonl", "sized.json"), ("more.jsonl", "any.json")]
        {
            let shown = on_one_line(&code(file, settings, what).answers(0).stdout);
            assert!(shown.contains("x, the only tested column, drifted (known)"), "{shown}");
            assert!(shown.contains("◦ known") && shown.contains("; known: a new pump"), "{shown}");
        }
        let shown = on_one_line(&code("more.jsonl", "sized.json", what).answers(1).stdout);
        assert!(
            shown.contains("; larger than the effect of") && shown.contains("that is known: a new pump"),
            "{shown}"
        );
    }
    let found =
        bench.compare(&["reference.jsonl", "drifted.jsonl", "--settings", "any.json", "--format", "json"]).json();
    let verdict = &found["verdict"];
    let counts = ["drifted_columns", "acknowledged_columns"].map(|key| verdict[key].as_u64());
    assert_eq!((verdict["drifted"].as_bool(), counts), (Some(false), [Some(1); 2]));
    for format in ["junit", "github", "alertmanager"] {
        let told = bench.compare(&["reference.jsonl", "drifted.jsonl", "--settings", "any.json", "--format", format]);
        let told = told.answers(0).stdout.clone();
        let is_problem = ["<failure", "::warning", "DriftscopeColumnDrifted"].iter().any(|word| told.contains(word));
        assert!(!is_problem, "{told}");
        let before = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", format]).answers(0).stdout.clone();
        assert!(
            ["<failure", "::warning", "DriftscopeColumnDrifted"].iter().any(|word| before.contains(word)),
            "{before}"
        );
    }
    bench.write("wrong.json", known(",\"effect\":1.5"));
    bench.compare(&["reference.jsonl", "drifted.jsonl", "--settings", "wrong.json"]).refuses(&["acknowledged.effect"]);
}

/// One of four columns has drifted: the data set has not, by its share of a half.
#[test]
fn fail_on_column_looks_at_columns_one_by_one() {
    let bench = Bench::new("fail-on-column");
    let side = |offset: f64| -> String {
        (0..500)
            .map(|row| {
                let [a, b, c] = [7, 11, 13].map(|step| row * step % 500 / 5);
                let x = f64::from(row * 17 % 500 / 5) + offset;
                format!("{{\"a\":{a},\"b\":{b},\"c\":{c},\"x\":{x}}}\n")
            })
            .collect()
    };
    bench.write("reference.jsonl", side(0.0));
    bench.write("drifted.jsonl", side(300.0));
    bench.write("without.jsonl", side(300.0).replace("\"x\":", "\"y\":"));
    let code = |file: &str, arguments: &[&str], code: i32| {
        bench.compare(&[&["reference.jsonl", file], arguments].concat()).answers(code);
    };
    code("drifted.jsonl", &["--fail-on", "drift"], 0);
    code("drifted.jsonl", &["--fail-on", "drift", "--drift-share", "0.25"], 1);
    code("drifted.jsonl", &["--fail-on", "column"], 1);
    code("reference.jsonl", &["--fail-on", "column"], 0);
    code("drifted.jsonl", &["--fail-on", "column:x"], 1);
    code("drifted.jsonl", &["--fail-on", "column:a"], 0);
    code("drifted.jsonl", &["--fail-on", "column:a", "--fail-on", "column:x"], 1);
    // A column that is gone has changed more than one that drifted.
    code("without.jsonl", &["--fail-on", "column:x"], 1);
    // A misspelt name is no success.
    let misspelt = bench.compare(&["reference.jsonl", "drifted.jsonl", "--fail-on", "column:z"]);
    misspelt.refuses(&["column:z", "neither side has a column z"]);
    bench.compare(&["reference.jsonl", "drifted.jsonl", "--drift-share", "2"]).refuses(&["drift_share"]);
    bench.compare(&["reference.jsonl", "drifted.jsonl", "--fail-on", "column:"]).refuses(&["column:NAME"]);
}

#[test]
fn json_is_the_same_bytes_on_every_run() {
    let bench = Bench::with_pair("same-bytes");
    let [first, second] = [(); 2].map(|()| bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]));
    assert_eq!(first.answers(0).stdout, second.answers(0).stdout);
    assert!(first.stdout.ends_with("}\n") && first.stdout.lines().count() == 1);
    let report = driftscope_report::from_json(first.stdout.trim_end()).unwrap();
    assert_eq!(driftscope_report::sealed_json(&report) + "\n", first.stdout);
    let sha256 = &report.reference.files[0].sha256;
    assert!(sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit()), "{sha256}");
}

#[test]
fn row_order_does_not_matter() {
    let bench = Bench::with_pair("row-order");
    let ordered = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]).json();
    for name in ["reference.jsonl", "drifted.jsonl"] {
        let text = bench.read(name);
        let mut lines: Vec<_> = text.lines().collect();
        // The first line stays, since it gives the columns their order.
        lines[1..].sort_by_key(|line| line.bytes().rev().collect::<Vec<_>>());
        let shuffled = lines.join("\n");
        assert_ne!(shuffled, text.trim_end());
        bench.write(&format!("shuffled-{name}"), shuffled);
    }
    let shuffled = bench.compare(&["shuffled-reference.jsonl", "shuffled-drifted.jsonl", "--format", "json"]).json();
    let [ordered, shuffled] = [ordered, shuffled].map(|report| without_rules_of_order(without_files(report)));
    assert_eq!(ordered, shuffled);
}

#[test]
fn several_files_are_one_data_set_and_gzip_is_opened() {
    let bench = Bench::with_pair("several");
    let whole = bench.read("drifted.jsonl");
    let (first, second) = whole.split_at(whole[..whole.len() / 2].rfind('\n').unwrap() + 1);
    bench.write("part-1.jsonl", first);
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(second.as_bytes()).unwrap();
    bench.write("part-2.jsonl.gz", packed.finish().unwrap());
    // Without a time, files would be windows.
    let json = ["--window", "none", "--format", "json"];
    let one = bench.compare(&[&["reference.jsonl", "drifted.jsonl"], &json[..]].concat()).json();
    let two = bench.compare(&[&["reference.jsonl", "part-1.jsonl", "part-2.jsonl.gz"], &json[..]].concat()).json();
    let files = two["production"]["files"].as_array().unwrap();
    assert_eq!(
        files.iter().map(|file| file["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["part-1.jsonl", "part-2.jsonl.gz"]
    );
    assert!(files[1]["read_as"].as_str().unwrap().contains("gzip"), "{files:?}");
    assert_eq!(one["columns"], two["columns"]);
    assert_eq!(two["production"]["rows"], ROWS);
}

#[test]
fn standard_input_can_be_one_of_the_files() {
    use std::process::Stdio;

    let bench = Bench::with_pair("stdin");
    let mut command = bench.command(&["compare", "reference.jsonl", "-", "--format", "json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bench.read("drifted.jsonl").as_bytes()).unwrap();
    let piped: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(piped["production"]["files"][0]["name"], "stdin");
    let named = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]).json();
    assert_eq!(without_files(piped), without_files(named));
}

#[test]
fn one_broken_line_in_a_hundred_is_skipped_counted_and_said() {
    let bench = Bench::with_pair("broken-lines");
    let text = bench.read("same.jsonl");
    let broken: String = text
        .lines()
        .enumerate()
        .map(|(at, line)| format!("{}\n", if at % 100 == 7 { "{\"x\": 1," } else { line }))
        .collect();
    bench.write("broken.jsonl", broken);
    let answer = bench.compare(&["reference.jsonl", "broken.jsonl", "--format", "json"]);
    let report = answer.answers(0).json();
    assert_eq!(report["production"]["rows"], ROWS - 30);
    assert_eq!(report["production"]["skipped"], 30);
    assert!(answer.stderr.starts_with("warning: broken.jsonl:8: "), "{answer:?}");
    assert!(
        answer.stderr.contains("is cut off") && answer.stderr.contains("(30 times: lines 8, 108, 208,"),
        "{answer:?}"
    );
}

#[test]
fn a_file_cut_off_in_a_record_gives_the_records_before_it() {
    let bench = Bench::with_pair("cut-off");
    let text = bench.read("same.jsonl");
    bench.write("cut.jsonl", &text[..text.len() - 20]);
    let answer = bench.compare(&["reference.jsonl", "cut.jsonl", "--format", "json"]);
    assert_eq!(answer.answers(0).json()["production"]["rows"], ROWS - 1);
    assert!(answer.stderr.contains("warning: cut.jsonl:3000: "), "{answer:?}");
}
