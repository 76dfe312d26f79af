//! SQL is written, and its result is a profile.

use crate::bench::Bench;

/// A result of the SQL in DuckDB.
const RESULT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../drift/tests/sql/duckdb.csv.gz");

#[test]
fn sql_is_the_same_for_the_same_arguments() {
    let bench = Bench::with_pair("sql");
    let arguments =
        ["sql", "--dialect", "spark", "--table", "shop.orders", "--columns", "a`b:text", "price:DECIMAL(9,2),at:date"];
    let windows = [&arguments[..], &["--window", "month", "--time", "at"]].concat();
    let text = bench.run(&windows).answers(0).stdout.clone();
    assert_eq!(bench.run(&windows).answers(0).stdout, text);
    assert_eq!(text.matches("FROM shop.orders").count(), 1);
    assert!(
        text.contains("CAST(`a``b` AS STRING) AS `c1`") && text.contains("CAST(CAST(`price` AS STRING) AS DOUBLE)"),
        "{text}"
    );
    assert!(!text.contains(';') && text.ends_with('\n'));
    bench.run(&[&windows[..], &["-o", "orders.sql"]].concat()).answers(0);
    assert_eq!(bench.read("orders.sql"), text);
}

#[test]
fn a_result_stands_wherever_a_profile_does() {
    let bench = Bench::with_pair("sql-result");
    bench.run(&["profile", RESULT, "-o", "profile.json"]).answers(0);
    let of = |files: [&str; 2]| bench.compare(&[files[0], files[1], "--format", "json"]).answers(0).json();
    let (direct, by_profile) = (of([RESULT, RESULT]), of(["profile.json", RESULT]));
    assert_eq!(direct["columns"], by_profile["columns"]);
    assert_eq!(direct["reference"]["profile"], true);
    assert_eq!(direct["reference"]["files"][0]["read_as"], "result of driftscope sql in DuckDB");
    // Its columns and its buckets for production.
    let text = bench.run(&["sql", "--dialect", "duckdb", "--table", "t", "--edges", RESULT]).answers(0).stdout.clone();
    assert!(text.contains("\"the \"\"label\"\", it's\" AS VARCHAR") && text.contains("GREATEST(MAX("), "{text}");
}

#[test]
fn the_columns_of_a_model_are_counted_together() {
    let bench = Bench::with_pair("sql-model");
    let columns = ["label:text", "answer:boolean,p:decimal", "version:number"];
    let model = ["--model", "target=label", "prediction=answer,score=p", "version=version"];
    let arguments = [&["sql", "--dialect", "postgres", "--table", "t", "--columns"], &columns[..], &model].concat();
    let text = bench.run(&arguments).answers(0).stdout.clone();
    assert!(text.contains("SELECT '1', '', '5', 'model', ':1', ':2', '', ':4', ':3', ''"), "{text}");
    assert_eq!((text.matches("FROM t\n").count(), text.contains(';')), (1, false));
    let result = concat!(env!("CARGO_MANIFEST_DIR"), "/../drift/tests/sql/flights-production.json.gz");
    bench.run(&["profile", result, "--model", "-o", "profile.json"]).answers(0);
    let of = |file: &str| bench.compare(&[file, file, "--format", "json"]).answers(0).json();
    let (direct, by_profile) = (of(result), of("profile.json"));
    assert!(direct["performance"]["metrics"].is_array());
    assert_eq!(direct["performance"], by_profile["performance"]);
    // The reference's scores drop no bits, and those of many do.
    let edges = |file: &str| {
        let names = ["label:text", "prediction:text", "version:number", "confidence:number", "at:time"];
        let model = ["--model", "target=label", "score=confidence", "--edges"];
        let arguments = ["sql", "--dialect", "duckdb", "--table", "t", "--columns"];
        let file = format!("{}/../drift/tests/sql/{file}", env!("CARGO_MANIFEST_DIR"));
        bench.run(&[&arguments[..], &names, &model, &[&file]].concat()).answers(0).stdout.clone()
    };
    let dropped = |text: &str| text.contains("WHEN 6 THEN 4");
    assert_eq!(
        [edges("model-duckdb.csv.gz"), edges("model-postgres.json.gz")].map(|text| dropped(&text)),
        [false, true]
    );
}

#[test]
fn what_makes_no_sql_is_said() {
    let bench = Bench::with_pair("sql-wrong");
    let run = |arguments: &[&str]| {
        let arguments = [&["sql", "--dialect", "duckdb", "--table", "t", "--columns"], arguments].concat();
        bench.run(&arguments).answers(2).stderr.clone()
    };
    assert!(run(&["a"]).contains("a has no kind"));
    assert!(run(&["a:blob"]).contains("blob is not a known kind"));
    assert!(run(&["a:text", "--window", "day", "--time", "a"]).contains("write a:time or a:date"));
    assert!(run(&["a:text", "--model", "label=a"]).contains("--model: label=a is not ROLE=COLUMN"));
    assert!(
        run(&["a:text", "--model", "target=a"]).contains("--model: a model needs a label and an answer or a score")
    );
    assert!(run(&["a:text", "--model", "target=b"]).contains("b is not among the columns"));
    assert!(bench.run(&["sql", "--dialect", "oracle", "--table", "t"]).answers(2).stderr.contains("duckdb, spark"));
}

#[test]
fn columns_are_counted_by_segment() {
    let bench = Bench::with_pair("sql-segments");
    let columns = ["region:text", "x:number,at:time"];
    let arguments = [&["sql", "--dialect", "postgres", "--table", "t", "--columns"], &columns[..]].concat();
    let of = |more: &[&str]| bench.run(&[&arguments[..], more].concat());
    let text = of(&["--segment", "region", "--window", "day", "--time", "at"]).answers(0).stdout.clone();
    assert!(text.contains("SELECT '1', '', '4', 'segment', ':1', '', '', '', '', ''"), "{text}");
    assert!(text.contains("UNION ALL SELECT 5 UNION ALL SELECT 6)") && text.matches("FROM t\n").count() == 1, "{text}");
    of(&["--segment", "at"]).refuses(&["at is a time", "no segments"]);
    of(&["--segment", "y"]).refuses(&["y is not among the columns"]);
    let result = |name: &str| format!("{}/../drift/tests/sql/segments-{name}.gz", env!("CARGO_MANIFEST_DIR"));
    let files = [result("duckdb.csv"), result("postgres.json")];
    let report =
        bench.compare(&[&files[0], &files[1], "--segment", "input.carrier", "--format", "json"]).answers(0).json();
    assert_eq!(report["segments"]["sentence"], "By the values of input.carrier");
    assert_eq!(report["production"]["segments"], "input.carrier");
}
