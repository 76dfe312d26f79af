//! Whether the model got worse, by labels in the log or in files of their own.

use crate::bench::Bench;

const FLIGHTS: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/flights/reference.json.gz"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/flights/production.ndjson.gz"),
];

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
