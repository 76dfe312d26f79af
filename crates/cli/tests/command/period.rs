//! A period of production, compared with other rows.

use std::fs::File;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::bench::Bench;

/// The weekends of the log before 20 July.
const WEEKENDS: [&str; 14] = [
    "2013-06-01",
    "2013-06-02",
    "2013-06-08",
    "2013-06-09",
    "2013-06-15",
    "2013-06-16",
    "2013-06-22",
    "2013-06-23",
    "2013-06-29",
    "2013-06-30",
    "2013-07-06",
    "2013-07-07",
    "2013-07-13",
    "2013-07-14",
];

fn flights(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/flights").join(name);
    std::io::read_to_string(GzDecoder::new(File::open(path).unwrap())).unwrap()
}

/// The lines of a log whose timestamp passes.
fn lines(log: &str, passes: impl Fn(&str) -> bool) -> String {
    let records: Vec<Value> = match log.starts_with('[') {
        true => serde_json::from_str(log).unwrap(),
        false => log.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    };
    records
        .iter()
        .filter(|record| passes(record["timestamp"].as_str().unwrap()))
        .map(|record| format!("{record}\n"))
        .collect()
}

/// A report without the choice of the period, which rows of the files it took, and what columns show together. In the order of names,
/// since the filtered files are written in that order.
fn figures(mut report: Value) -> Value {
    for side in ["reference", "production"] {
        for key in ["files", "part", "warnings"] {
            report[side].as_object_mut().unwrap().remove(key);
        }
    }
    for key in ["together", "settings"] {
        report.as_object_mut().unwrap().remove(key);
    }
    report["verdict"].as_object_mut().unwrap().remove("basis");
    let name = |column: &Value| column["name"].as_str().map(str::to_owned);
    report["columns"].as_array_mut().unwrap().sort_by_key(name);
    report
}

fn within(from: &'static str, to: &'static str) -> impl Fn(&str) -> bool {
    move |at| at >= from && at < to
}

/// A period's report has the figures of files that hold only its rows, and those that it is compared with.
#[test]
fn a_period_gives_the_figures_of_files_that_were_filtered_before() {
    let bench = Bench::new("period");
    let [reference, production] = ["reference.json.gz", "production.ndjson.gz"].map(flights);
    bench.write("reference.json", &reference);
    bench.write("production.ndjson", &production);
    type Passes = Box<dyn Fn(&str) -> bool>;
    let cases: [(&str, &str, bool, Passes); 4] = [
        ("2013-07-08..2013-07-14", "reference", true, Box::new(|_| true)),
        ("2013-07-08..2013-07-14", "before", false, Box::new(within("2013-07-01", "2013-07-08"))),
        ("2013-07-20..2013-07-21", "rest", false, Box::new(|at| !within("2013-07-20", "2013-07-22")(at))),
        (
            "timestamp@2013-07-20T00:00:00..2013-07-22T00:00:00",
            "weekdays",
            false,
            Box::new(|at| WEEKENDS.contains(&&at[..10])),
        ),
    ];
    for (period, against, is_reference, passes) in cases {
        let chosen = bench.compare(&[
            "reference.json",
            "production.ndjson",
            "--period",
            period,
            "--against",
            against,
            "--format",
            "json",
        ]);
        let chosen = chosen.answers(0).json();
        assert_eq!(chosen["settings"]["period"]["column"], "timestamp");
        let (from, to) = match period.contains("07-08") {
            true => ("2013-07-08", "2013-07-15"),
            false => ("2013-07-20", "2013-07-22"),
        };
        bench.write("a.ndjson", lines(if is_reference { &reference } else { &production }, passes));
        bench.write("b.ndjson", lines(&production, within(from, to)));
        let filtered = bench.compare(&["a.ndjson", "b.ndjson", "--format", "json"]).answers(0).json();
        let (chosen, filtered) = (figures(chosen), figures(filtered));
        for (chosen, filtered) in
            chosen["columns"].as_array().unwrap().iter().zip(filtered["columns"].as_array().unwrap())
        {
            assert_eq!(chosen, filtered, "{period} against {against}");
        }
        for key in ["verdict", "windows", "reference", "production"] {
            assert_eq!(chosen[key], filtered[key], "{key} of {period} against {against}");
        }
    }
}

#[test]
fn a_period_that_cannot_be_compared_is_refused() {
    let bench = Bench::with_pair("period-refused");
    let refused = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["reference.jsonl", "same.jsonl"].iter().chain(arguments).copied().collect();
        bench.compare(&arguments).answers(2).stderr.clone()
    };
    assert!(refused(&["--period", "2013-07-08..2013-07-14"]).contains("No column holds timestamps"));
    assert!(refused(&["--period", "x"]).contains("A period is two dates"));
    assert!(refused(&["--against", "rest"]).contains("--period"));
}
