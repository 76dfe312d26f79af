//! Parquet files beside others: compared as the records that they hold, known by content, refused with a reason.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::bench::Bench;

/// A file that `tests/formats/make.py` or `crates/parquet/tests/types/make.py` has made.
fn made(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn bench(name: &str) -> Bench {
    let bench = Bench::new(name);
    for (file, as_name) in [
        ("tests/formats/parquet/pandas.parquet", "pandas.parquet"),
        ("tests/formats/parquet/pyarrow-groups.parquet", "groups.parquet"),
        ("tests/formats/records.json", "records.json"),
        ("crates/parquet/tests/types/types.parquet", "types.parquet"),
        ("crates/parquet/tests/types/types.jsonl", "types.jsonl"),
    ] {
        fs::copy(made(file), bench.path(as_name)).unwrap();
    }
    bench
}

fn report(bench: &Bench, arguments: &[&str]) -> Value {
    bench.compare(&[arguments, &["--format", "json"]].concat()).answers(0).json()
}

#[test]
fn a_parquet_file_is_compared_as_the_records_in_it() {
    let bench = bench("parquet");
    // Not the same bytes on both sides, of which the verdict would speak.
    let records = fs::read_to_string(bench.path("records.json")).unwrap();
    fs::write(bench.path("again.json"), records + "\n").unwrap();
    let expected = report(&bench, &["records.json", "again.json"]);
    for (reference, production) in
        [("pandas.parquet", "groups.parquet"), ("groups.parquet", "records.json"), ("records.json", "pandas.parquet")]
    {
        let found = report(&bench, &[reference, production]);
        assert_eq!(found["columns"], expected["columns"], "{reference} {production}");
        assert_eq!(found["verdict"], expected["verdict"]);
    }
    let file = &report(&bench, &["pandas.parquet", "records.json"])["reference"]["files"][0];
    assert_eq!(
        (&file["read_as"], &file["format"], &file["bytes"]),
        (&"Parquet".into(), &"parquet".into(), &fs::metadata(bench.path("pandas.parquet")).unwrap().len().into())
    );
    let sum = std::process::Command::new("sha256sum").arg(bench.path("pandas.parquet")).output().unwrap();
    assert_eq!(file["sha256"].as_str().unwrap(), String::from_utf8(sum.stdout).unwrap().split(' ').next().unwrap());
}

#[test]
fn files_of_both_kinds_make_one_side() {
    let bench = bench("parquet-mixed");
    fs::create_dir(bench.path("export")).unwrap();
    // Known by what is in it, not by its name.
    fs::copy(bench.path("pandas.parquet"), bench.path("export/b.data")).unwrap();
    fs::copy(bench.path("records.json"), bench.path("export/a.data")).unwrap();
    let found = report(&bench, &["groups.parquet", "export"]);
    assert_eq!(found["production"]["rows"], 80);
    let read_as: Vec<&Value> =
        found["production"]["files"].as_array().unwrap().iter().map(|file| &file["read_as"]).collect();
    assert_eq!(read_as, ["array of JSON records", "Parquet"]);
    let half = report(&bench, &["pandas.parquet", "--split", "50%"]);
    assert_eq!((&half["reference"]["rows"], &half["production"]["rows"]), (&20.into(), &20.into()));
}

#[test]
fn values_that_no_cell_holds_are_counted_and_named() {
    let bench = bench("parquet-unread");
    let found = report(&bench, &["types.parquet", "types.jsonl"]);
    let warnings = found["reference"]["warnings"].as_array().unwrap();
    let about = |column: &str| warnings.iter().find(|one| one["message"].as_str().unwrap().ends_with(column)).unwrap();
    assert_eq!((&about(": bytes")["count"], &about(": bytes")["file"]), (&2.into(), &"types.parquet".into()));
    assert_eq!(about(": bytes")["code"], "unreadable_values");
    assert_eq!(about(": widest_decimal")["count"], 1);
    assert!(warnings.iter().all(|one| one["byte_offset"].is_null()));
    assert_eq!(found["schema"]["type_changed"], Value::Array(Vec::new()));
}

#[test]
fn a_damaged_parquet_file_is_refused_with_a_reason() {
    let bench = bench("parquet-damaged");
    let whole = fs::read(bench.path("pandas.parquet")).unwrap();
    bench.write("cut.parquet", &whole[..whole.len() - 5]);
    bench.compare(&["records.json", "cut.parquet"]).refuses(&["cut.parquet", "cut off", "copy it again"]);
    bench.compare(&["cut.parquet", "records.json"]).refuses(&["cut.parquet", "cut off"]);
    let mut damaged = whole.clone();
    damaged[40..400].fill(0xA5);
    bench.write("damaged.parquet", &damaged);
    bench.compare(&["records.json", "damaged.parquet"]).refuses(&["damaged.parquet", "is damaged", "column id"]);
    bench.run(&["convert", "damaged.parquet", "-o", "data.jsonl"]).refuses(&["is damaged"]);
    assert!(!bench.path("data.jsonl").exists());
}

#[test]
fn damage_at_which_the_decoder_breaks_down_is_damage() {
    let bench = bench("parquet-broken");
    let whole = fs::read(made("tests/formats/parquet/pyarrow-delta.parquet")).unwrap();
    let mut broken_down = 0;
    // Within a page of packed integers. A decoder that answers each with an error needs no `decoding.rs` any more.
    for at in 215..260 {
        let mut bytes = whole.clone();
        bytes[at] = 0xFF;
        bench.write("changed.parquet", &bytes);
        let answer = bench.run(&["convert", "changed.parquet"]);
        assert!(matches!(answer.code, Some(0 | 2)) && !answer.stderr.contains("panicked"), "{at}: {answer:?}");
        if answer.stderr.contains("its decoder breaks down") {
            answer.refuses(&["changed.parquet", "copy it or export it again"]);
            broken_down += 1;
        }
    }
    assert!(broken_down > 0);
}

#[test]
fn a_parquet_file_is_read_from_its_end() {
    let bench = bench("parquet-piped");
    let mut command = bench.command(&["compare", "records.json", "-"]);
    let piped = command.stdin(Stdio::from(File::open(bench.path("pandas.parquet")).unwrap())).output().unwrap();
    assert_eq!(piped.status.code(), Some(2));
    let words = String::from_utf8(piped.stderr).unwrap();
    assert!(words.contains("standard input is a Parquet file") && words.contains("write it to a file"), "{words}");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&fs::read(bench.path("pandas.parquet")).unwrap()).unwrap();
    bench.write("packed.parquet.gz", packed.finish().unwrap());
    bench.compare(&["records.json", "packed.parquet.gz"]).refuses(&["packed.parquet.gz is a Parquet file", "by gzip"]);
    bench
        .compare(&["groups.parquet", "pandas.parquet", "--read-as", "index"])
        .refuses(&["Parquet file", "leave out --read-as"]);
    assert_eq!(report(&bench, &["records.json", "pandas.parquet", "--read-as", "records"])["production"]["rows"], 40);
}
