//! Whether the model got worse, by labels in the log or in files of their own.

use crate::bench::Bench;

const FLIGHTS: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/flights/reference.json.gz"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/flights/production.ndjson.gz"),
];

/// The errors of the rides of both months.
const BIAS: [f64; 2] = [-0.0819047619047619, 2.1580357142857145];
const MAE: [f64; 2] = [2.2383035714285717, 2.9403869047619047];
const RMSE: [f64; 2] = [2.809296376488672, 3.6213841161449123];

#[test]
fn a_worse_model_fails_a_pipeline() {
    let bench = Bench::new("worse-model");
    let arguments = |condition| [FLIGHTS[0], FLIGHTS[1], "--fail-on", condition, "--format", "json"];
    assert_eq!(bench.compare(&arguments("performance")).code, Some(1));
    let same = [FLIGHTS[0], FLIGHTS[0], "--fail-on", "performance", "--format", "json"];
    assert_eq!(bench.compare(&same).code, Some(0));
}

#[test]
fn labels_that_come_later_are_joined() {
    let bench = Bench::new("labels-later");
    let rows = |with: bool| -> String {
        let row = |row: u32| {
            let label = if with { format!(",\"actual\":{}", row.is_multiple_of(3)) } else { String::new() };
            format!(
                "{{\"request_id\":\"r{row}\",\"prediction\":{}{label}}}\n",
                row.is_multiple_of(3) && !row.is_multiple_of(5)
            )
        };
        (0..600).map(row).collect()
    };
    bench.write("reference.jsonl", rows(true));
    bench.write("production.jsonl", rows(false));
    bench.write(
        "labels.csv",
        (0..500)
            .map(|row| format!("r{row},{}\n", row % 3 == 0))
            .fold("requestId,actual\n".to_owned(), |all, row| all + &row),
    );
    let with = ["reference.jsonl", "production.jsonl", "--labels", "labels.csv", "--format", "json"];
    let report = bench.compare(&with).json();
    assert_eq!(report["performance"]["production"]["compared"], 500);
    assert_eq!(report["production"]["files"][1]["read_as"], "labels, CSV: 500 of 600 rows by request_id = requestId");
    bench.write("others.csv", "requestId,actual\nx,true\ny,false\n");
    let answer = bench.compare(&["reference.jsonl", "production.jsonl", "--labels", "others.csv"]);
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.contains("predictions are named r0, r1, r2, labels x, y"), "{}", answer.stderr);
    let answer = bench.compare(&["reference.jsonl", "production.jsonl", "--labels", "absent.csv"]);
    assert_eq!(answer.code, Some(2));
}

/// A file of `tests/data/services`, which are written as two kinds of service write their predictions.
fn of_service(name: &str) -> String {
    format!("{}/../../tests/data/services/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Counts and errors are those that `tests/data/services/make.py` prints.
#[test]
fn a_collection_of_labels_is_joined_to_collections_of_predictions_of_two_months() {
    let bench = Bench::new("collections");
    let [may, june, labels] = ["rides-may.json", "rides-june.json", "durations.json"].map(of_service);
    let report = bench.compare(&[&may, &june, "--labels", &labels, "--format", "json"]).json();
    let performance = &report["performance"];
    assert_eq!((&performance["task"], &performance["columns"]["target"]), (&"regression".into(), &"duration".into()));
    let truth = [[BIAS[0], MAE[0], RMSE[0]], [BIAS[1], MAE[1], RMSE[1]]];
    for (side, truth) in ["reference", "production"].into_iter().zip(truth) {
        assert_eq!((&performance[side]["rows"], &performance[side]["compared"]), (&840.into(), &672.into()), "{side}");
        for (metric, truth) in ["bias", "mae", "rmse"].into_iter().zip(truth) {
            let metrics = performance["metrics"].as_array().unwrap();
            let found = metrics.iter().find(|found| found["id"] == metric).unwrap()[side]["value"].as_f64().unwrap();
            assert!((found - truth).abs() <= 1e-9 * truth.abs().max(1.0), "{side}, {metric}: {found}");
        }
        assert_eq!(report[side]["warnings"].as_array().map_or(0, Vec::len), 0, "{side}");
        let read_as = report[side]["files"][1]["read_as"].as_str().unwrap();
        assert!(read_as.starts_with("labels, ") && read_as.ends_with(": 672 of 840 rows by ride_id"), "{read_as}");
    }
    assert_eq!(performance["outcome"], "worse");
    // Nothing but the ObjectIds says when a ride was.
    assert_eq!(report["windows"]["column"], "_id.time");
    assert_eq!(report["reference"]["period"]["first"], "2026-05-01T00:00:00Z");
    assert!(report["business"].is_object());
    bench.compare(&[&may, &june, "--labels", &labels, "--format", "json", "--output", "report.json"]);
    bench.run(&["verify", "report.json", &labels, &june, &may]).answers(0);
}

#[test]
fn lines_of_pythons_logging_give_what_they_tell_of_model_service_and_business() {
    let bench = Bench::new("logging");
    let [may, june] = ["api-may.log", "api-june.log"].map(of_service);
    let report = bench.compare(&[&may, &june, "--format", "json"]).json();
    let role = |name: &str| {
        let columns = report["columns"].as_array().unwrap();
        columns.iter().find(|column| column["name"] == name).unwrap()["role"].as_str().unwrap().to_owned()
    };
    let names = ["timestamp", "model_version", "prediction.class", "prediction.confidence", "latency_ms"];
    assert_eq!(names.map(role), ["time", "version", "prediction", "confidence", "latency"]);
    let service = report["service"]["sentence"].as_str().unwrap();
    assert!(service.contains("Answers are slower"), "{service}");
    assert!(report["business"].is_object() && report["explanation"].is_object());
    // Without a label nobody knows how often answers are right.
    assert!(report["performance"].is_null());
}
