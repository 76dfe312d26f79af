//! A report of Evidently beside ours.

use crate::bench::Bench;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/evidently/");

fn file(name: &str) -> String {
    format!("{FOLDER}{name}")
}

fn flights() -> [&'static str; 2] {
    [
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/flights/reference.json.gz"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/flights/production.ndjson.gz"),
    ]
}

/// Both judge the same rows by the same rule: every verdict and every score is the same.
#[test]
fn by_its_own_rule_every_column_agrees_with_the_report_that_evidently_wrote() {
    let bench = Bench::new("beside-agrees");
    let [reference, production, beside] = ["reference.csv", "production.csv", "numbers-0.7.json"].map(file);
    let arguments = [&reference, &production, "--beside", &beside, "--preset", "evidently"];
    let table = bench.compare(&arguments);
    let sentence = "Evidently: 1 of 5 columns drifted; Driftscope agrees on 5";
    assert!(table.answers(0).stdout.contains(sentence), "{}", table.stdout);
    let json = bench.compare(&[&arguments[..], &["--format", "json"]].concat()).json();
    let columns = json["beside"]["columns"].as_array().unwrap();
    assert_eq!(columns.len(), 5);
    for theirs in columns {
        let ours = json["columns"].as_array().unwrap().iter().find(|column| column["name"] == theirs["name"]).unwrap();
        let [one, other] =
            [&ours["presets"]["evidently"]["score"], &theirs["score"]].map(|score| score.as_f64().unwrap());
        assert!((one - other).abs() <= 1e-9 * other.abs().max(1e-3), "{theirs} {ours}");
    }
    for (id, name) in [("mae", "MAE"), ("r2", "R²")] {
        let theirs = json["beside"]["metrics"].as_array().unwrap().iter().find(|metric| metric["id"] == id).unwrap();
        let metrics = json["performance"]["metrics"].as_array().unwrap();
        let ours = metrics.iter().find(|metric| metric["id"] == id).unwrap();
        let [one, other] = [&ours["production"]["value"], &theirs["production"]].map(|value| value.as_f64().unwrap());
        assert!((one - other).abs() < 1e-9, "{id}: {one} {other}");
        assert!(table.stdout.contains(&format!("  {name} ")), "{}", table.stdout);
    }
}

#[test]
fn what_both_judge_otherwise_is_listed_and_what_one_lacks_is_named() {
    let bench = Bench::new("beside-flights");
    let [reference, production] = flights();
    for name in ["flights-0.7.json", "flights-0.4.json"] {
        let beside = file(name);
        let text = bench.compare(&[reference, production, "--beside", &beside]).answers(0).stdout.clone();
        for part in [
            &format!("Beside Evidently, {name}"),
            "Evidently: 7 of 16 columns drifted; Driftscope agrees on ",
            "Evidently saw 11 549 rows of production, Driftscope 12 000",
            "\n  column",
            "Wasserstein distance (normed)",
            "\n  metric",
            "  Accuracy ",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

/// What we write for Evidently is read as what Evidently writes, and says what the rule said.
#[test]
fn the_export_for_evidently_is_read_back() {
    let bench = Bench::new("beside-round-trip");
    let [reference, production] = flights();
    bench.compare(&[reference, production, "--format", "evidently", "-o", "evidently.json"]).answers(0);
    let arguments = [reference, production, "--preset", "evidently", "--beside", "evidently.json", "--format", "json"];
    let json = bench.compare(&arguments).json();
    let judged = |column: &&serde_json::Value| column["presets"]["evidently"]["score"].is_number();
    let ours: Vec<_> = json["columns"].as_array().unwrap().iter().filter(judged).collect();
    let theirs = json["beside"]["columns"].as_array().unwrap();
    assert_eq!((ours.len(), json["beside"]["rows"].as_u64()), (theirs.len(), Some(12_000)));
    for (ours, theirs) in ours.iter().zip(theirs) {
        let rule = &ours["presets"]["evidently"];
        assert_eq!(
            [&ours["name"], &rule["drifted"], &rule["score"], &rule["threshold"]],
            [&theirs["name"], &theirs["drifted"], &theirs["score"], &theirs["threshold"]]
        );
    }
    assert!(json["beside"]["metrics"].as_array().unwrap().len() >= 5);
}

#[test]
fn a_file_that_is_no_report_of_evidently_is_refused_before_reading() {
    let bench = Bench::new("beside-refused");
    bench.write("data.json", "[{\"a\":1}]");
    bench.write("empty.json", "{\"metrics\":[{\"metric\":\"ColumnSummaryMetric\",\"result\":{}}],\"tests\":[]}");
    bench.write("binary.json", [0xff_u8, 0xfe, 0x00]);
    // The data sets do not exist, so that only what is found before reading can be the error.
    let refused = |file: &str, parts: &[&str]| bench.compare(&["none", "nothing", "--beside", file]).refuses(parts);
    refused("data.json", &["--beside data.json: it is no report of Evidently as JSON", "save_json"]);
    refused("binary.json", &["no report of Evidently"]);
    refused("empty.json", &["judges no column", "DataDriftPreset"]);
    refused("missing.json", &["missing.json"]);
}

#[test]
fn it_is_in_the_redacted_report_without_names_and_the_report_is_verified() {
    let bench = Bench::new("beside-redacted");
    let [reference, production] = flights();
    let beside = file("flights-0.7.json");
    let base = [reference, production, "--beside", &beside, "--format", "json", "-o"];
    bench.compare(&[&base[..], &["whole.json"]].concat()).answers(0);
    bench.compare(&[&base[..], &["hidden.json", "--redact", "names,files,small_counts=10"]].concat()).answers(0);
    let hidden = bench.read("hidden.json");
    assert!(hidden.contains("\"beside\":{") && !hidden.contains("input.temp") && !hidden.contains("flights-0.7"));
    for report in ["whole.json", "hidden.json"] {
        let verified = bench.run(&["verify", report, reference, production]);
        assert!(verified.answers(0).stdout.ends_with("Verified\n"), "{report}: {}", verified.stdout);
    }
}
