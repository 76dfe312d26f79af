//! Wrong use and input that cannot be used: exit code 2, nothing on standard output, and a message that helps.

use std::fs;
use std::time::{Duration, Instant};

use crate::bench::{Bench, ROWS};

#[test]
fn a_file_that_is_not_there() {
    let bench = Bench::with_pair("not-there");
    bench.compare(&["reference.jsonl", "nothing.jsonl"]).refuses(&["nothing.jsonl", "no file", "check the name"]);
    bench.compare(&["nothing.jsonl", "same.jsonl"]).refuses(&["nothing.jsonl"]);
}

#[test]
fn an_empty_folder() {
    let bench = Bench::with_pair("folder");
    fs::create_dir(bench.path("logs")).unwrap();
    bench.compare(&["reference.jsonl", "logs/"]).refuses(&["logs/ is a folder without a file"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;

    let bench = Bench::with_pair("forbidden");
    let path = bench.path("same.jsonl");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // The administrator may read everything: there is nothing to refuse.
        bench.compare(&["reference.jsonl", "same.jsonl"]).answers(0);
    } else {
        bench.compare(&["reference.jsonl", "same.jsonl"]).refuses(&["same.jsonl", "may not be read", "permissions"]);
    }
}

#[test]
fn a_file_that_is_something_else() {
    let bench = Bench::with_pair("something-else");
    for (name, content, word) in [
        ("table.parquet", b"PAR1\x15\x04\x15\x10PAR1".as_slice(), "Parquet"),
        ("book.xlsx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00\x21\x00", "zip"),
        ("page.html", b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n", "web page"),
        ("words.txt", b"nothing in here is a record\nat all\n", ""),
    ] {
        bench.write(name, content);
        bench.compare(&["reference.jsonl", name]).refuses(&[name, "production", word]);
        bench.compare(&[name, "same.jsonl"]).refuses(&[name, "reference", word]);
    }
}

#[test]
fn an_empty_file() {
    let bench = Bench::with_pair("empty");
    for (name, content) in [("empty.jsonl", ""), ("blank.jsonl", "\n \n\n"), ("list.json", "[]")] {
        bench.write(name, content);
        bench.compare(&["reference.jsonl", name]).refuses(&[name]);
    }
}

#[test]
fn when_both_sides_are_bad_both_are_named() {
    let bench = Bench::with_pair("both-bad");
    bench.write("list.json", "[]");
    bench.write("words.txt", "nothing in here is a record\nat all\n");
    // Always in the same order, whichever thread was faster.
    for _ in 0..5 {
        let answer = bench.compare(&["list.json", "words.txt"]);
        answer.refuses(&["neither side", "list.json", "words.txt"]);
        assert!(answer.stderr.find("list.json") < answer.stderr.find("words.txt"), "{answer:?}");
    }
}

#[test]
fn records_without_a_column() {
    let bench = Bench::with_pair("no-columns");
    bench.write("empty.json", "{\"hits\":[]}");
    bench.compare(&["reference.jsonl", "empty.json"]).refuses(&["Production has no column", "empty lists"]);
    bench.compare(&["empty.json", "reference.jsonl"]).refuses(&["The reference has no column"]);
}

#[test]
fn no_column_in_common() {
    let bench = Bench::with_pair("no-column");
    bench.write("other.jsonl", "{\"y\":1}\n{\"y\":2}\n");
    bench.compare(&["reference.jsonl", "other.jsonl"]).refuses(&["no column in common"]);
}

#[test]
fn what_is_no_text_is_given_up_before_its_end() {
    let bench = Bench::with_pair("no-text");
    // Two terabytes, of which none lie on the disk: read to the end they would take a quarter of an hour.
    let file = fs::File::create(bench.path("zeros.jsonl")).unwrap();
    if file.set_len(2 << 40).is_err() {
        // Not every file system has files with holes.
        file.set_len(2 << 30).unwrap();
    }
    let start = Instant::now();
    bench.compare(&["reference.jsonl", "zeros.jsonl"]).refuses(&["zeros.jsonl", "no text"]);
    assert!(start.elapsed() < Duration::from_secs(30));
    fs::remove_file(bench.path("zeros.jsonl")).unwrap();
}

#[test]
fn a_line_longer_than_any_record_is_left_out() {
    let bench = Bench::with_pair("long-line");
    let long = format!("{{\"x\":\"{}\"}}\n", "a".repeat(70 << 20));
    bench.write("long.jsonl", &long);
    bench.compare(&["reference.jsonl", "long.jsonl"]).refuses(&["long.jsonl", "longer than 64 MiB", "line 1"]);
    bench.write("long.jsonl", long + &bench.read("same.jsonl"));
    let answer = bench.compare(&["reference.jsonl", "long.jsonl", "--format", "json"]);
    assert_eq!(answer.answers(0).json()["production"]["rows"], ROWS);
    assert!(answer.stderr.starts_with("warning: long.jsonl:1: "), "{answer:?}");
    fs::remove_file(bench.path("long.jsonl")).unwrap();
}

#[test]
fn the_same_file_twice() {
    let bench = Bench::with_pair("twice");
    bench.compare(&["reference.jsonl", "same.jsonl", "./same.jsonl"]).refuses(&["given twice"]);
    bench.compare(&["-", "-"]).refuses(&["`-` is given twice"]);
}

#[test]
fn words_the_command_does_not_know() {
    let bench = Bench::with_pair("unknown-words");
    bench.run(&[]).refuses(&["Usage"]);
    bench.compare(&["reference.jsonl"]).refuses(&["nothing to compare it with", "--split"]);
    bench.compare(&[]).refuses(&["nothing to compare"]);
    bench.compare(&["reference.jsonl", "same.jsonl", "--format", "pdf"]).refuses(&["pdf", "table, json, html"]);
    bench.compare(&["reference.jsonl", "same.jsonl", "--preset", "guess"]).refuses(&["guess", "calibrated"]);
    bench.compare(&["reference.jsonl", "same.jsonl", "--fail-on", "rain"]).refuses(&["rain", "drift"]);
}

#[test]
fn help_and_version_are_no_failure() {
    let bench = Bench::new("help");
    assert!(bench.run(&["--help"]).answers(0).stdout.contains("driftscope <COMMAND>"));
    assert!(bench.run(&["compare", "--help"]).answers(0).stdout.contains("--fail-on"));
    assert!(bench.run(&["--version"]).answers(0).stdout.starts_with("driftscope "));
}
