//! Where the report goes.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::bench::{Answer, Bench, rows};

#[test]
fn a_file_gets_the_same_bytes_as_standard_output_and_nothing_is_left_beside_it() {
    let bench = Bench::with_pair("to-file");
    let before = bench.names();
    for format in ["json", "table"] {
        let printed = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", format]);
        let silent = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", format, "--output", "report"]);
        assert_eq!(silent.answers(0).stdout, "");
        assert_eq!(bench.read("report"), printed.stdout);
        fs::remove_file(bench.path("report")).unwrap();
        assert_eq!(bench.names(), before);
    }
}

#[test]
fn an_earlier_report_is_replaced_whole_and_stays_whole_where_nothing_can_be_compared() {
    let bench = Bench::with_pair("replaced");
    bench.write("report.json", "an earlier report");
    bench.compare(&["reference.jsonl", "missing.jsonl", "--format", "json", "-o", "report.json"]).refuses(&["missing"]);
    bench.write("other.jsonl", "{\"y\":1}\n");
    bench.compare(&["reference.jsonl", "other.jsonl", "--format", "json", "-o", "report.json"]).refuses(&["column"]);
    assert_eq!(bench.read("report.json"), "an earlier report");
    bench.compare(&["reference.jsonl", "same.jsonl", "--format", "json", "-o", "report.json"]).answers(0);
    assert!(bench.read("report.json").starts_with("{\"schema_version\":"));
}

#[test]
fn an_input_is_never_overwritten() {
    let bench = Bench::with_pair("never-overwritten");
    bench.write("settings.json", "{}");
    fs::create_dir(bench.path("sub")).unwrap();
    let before = bench.read("same.jsonl");
    for output in ["reference.jsonl", "same.jsonl", "./sub/../same.jsonl", "settings.json"] {
        let arguments = ["reference.jsonl", "same.jsonl", "--settings", "settings.json", "--output", output];
        bench.compare(&arguments).refuses(&["--output", output]);
    }
    assert_eq!(bench.read("same.jsonl"), before);
}

#[test]
fn an_output_that_cannot_be_is_refused_before_the_work() {
    let bench = Bench::with_pair("cannot-be");
    fs::create_dir(bench.path("folder")).unwrap();
    bench.compare(&["reference.jsonl", "same.jsonl", "-o", "folder"]).refuses(&["folder is a folder", "report.html"]);
    bench.compare(&["reference.jsonl", "same.jsonl", "-o", "none/report"]).refuses(&["no folder none"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_devices_are_written_to() {
    let bench = Bench::with_pair("links");
    bench.write("real.json", "");
    std::os::unix::fs::symlink("real.json", bench.path("link.json")).unwrap();
    bench.compare(&["reference.jsonl", "same.jsonl", "--format", "json", "-o", "link.json"]).answers(0);
    assert!(fs::symlink_metadata(bench.path("link.json")).unwrap().is_symlink());
    assert!(bench.read("real.json").starts_with('{'));
    bench.compare(&["reference.jsonl", "same.jsonl", "-o", "/dev/null"]).answers(0);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let bench = Bench::new("seen-enough");
    // A report that is larger than a pipe holds, so that the command is still writing when the reader goes.
    let wide = |seed| {
        let row = |text: &str| (0..60).map(|column| format!("\"column{column}\":{text}")).collect::<Vec<_>>().join(",");
        rows(seed, 60, 0.0)
            .lines()
            .enumerate()
            .map(|(at, _)| format!("{{{}}}\n", row(&(at as u64 * 2 + seed).to_string())))
            .collect::<String>()
    };
    bench.write("reference.jsonl", wide(0));
    bench.write("same.jsonl", wide(1));
    let mut command = bench.command(&["compare", "reference.jsonl", "same.jsonl", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    let mut output = child.stdout.take().unwrap();
    output.read_exact(&mut first).unwrap();
    drop(output);
    let answer = Answer::from(child.wait_with_output().unwrap());
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
}

#[test]
fn html_is_a_page_with_the_report_or_says_how_to_get_one() {
    let bench = Bench::with_pair("html");
    let answer = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "html", "-o", "report.html"]);
    if answer.code == Some(2) {
        answer.refuses(&["this build has no page: run `cargo xtask dist`, then build again"]);
        assert!(!bench.names().contains(&"report.html".to_owned()));
        return;
    }
    let page = bench.read("report.html");
    assert_eq!(answer.answers(0).stdout, "");
    let json = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]).answers(0).stdout.clone();
    assert_eq!(bench.run(&["extract", "report.html"]).answers(0).stdout, json);
    let (_, summary) = page.split_once("<noscript id=\"driftscope-summary\">").unwrap();
    assert!(summary.starts_with("<section id=\"no-scripts\"><h1>"), "{}", &summary[..99]);
}
