//! Wrong use and input that cannot be used: exit code 2, nothing on standard output, and a message that helps.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::bench::Bench;

#[test]
fn a_file_that_is_not_there() {
    let bench = Bench::with_pair("not-there");
    bench.compare(&["reference.jsonl", "nothing.jsonl"]).refuses(&["nothing.jsonl", "no file", "check the name"]);
    bench.compare(&["nothing.jsonl", "same.jsonl"]).refuses(&["nothing.jsonl"]);
}

#[test]
fn a_folder() {
    let bench = Bench::with_pair("folder");
    fs::create_dir(bench.path("logs")).unwrap();
    bench.compare(&["reference.jsonl", "logs/"]).refuses(&["logs/ is a folder", "logs/*.jsonl"]);
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
        ("page.html", b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n", "HTML"),
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
fn no_column_in_common() {
    let bench = Bench::with_pair("no-column");
    bench.write("other.jsonl", "{\"y\":1}\n{\"y\":2}\n");
    bench.compare(&["reference.jsonl", "other.jsonl"]).refuses(&["no column in common"]);
}

#[test]
fn a_line_without_end_is_given_up_before_its_end() {
    let bench = Bench::with_pair("long-line");
    // Two gigabytes, of which none lie on the disk.
    let file = fs::File::create(bench.path("long.jsonl")).unwrap();
    file.set_len(2 << 30).unwrap();
    let start = Instant::now();
    bench.compare(&["reference.jsonl", "long.jsonl"]).refuses(&["long.jsonl"]);
    fs::remove_file(bench.path("long.jsonl")).unwrap();

    // One string of 300 MB, sent as long as somebody takes it.
    let mut command = bench.command(&["compare", "reference.jsonl", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let piece = vec![b'a'; 1 << 20];
    let mut sent = 0;
    input.write_all(b"{\"x\":\"").unwrap();
    while sent < 300 && input.write_all(&piece).is_ok() {
        sent += 1;
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(sent < 300, "everything was read");
    assert!(start.elapsed() < Duration::from_secs(60));
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
    bench.compare(&["reference.jsonl"]).refuses(&["PRODUCTION"]);
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
