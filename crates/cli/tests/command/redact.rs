//! `driftscope compare --redact`.

use crate::bench::Bench;

const PAIR: [&str; 3] = ["compare", "reference.jsonl", "drifted.jsonl"];

#[test]
fn every_output_is_redacted_and_says_so() {
    let bench = Bench::with_pair("redact");
    let run = |format: &str, redact: &str| {
        let mut arguments = PAIR.to_vec();
        arguments.extend(["--format", format, "--redact", redact]);
        bench.run(&arguments).answers(0).stdout.clone()
    };
    let whole =
        bench.run(&["compare", "reference.jsonl", "drifted.jsonl", "--format", "json"]).answers(0).stdout.clone();
    assert!(whole.contains("reference.jsonl") && whole.contains("\"colour\"") && whole.contains("\"max\":"));
    for format in ["json", "table", "csv", "markdown"] {
        let text = run(format, "all");
        for marker in ["reference.jsonl", "drifted.jsonl", "colour", "green"] {
            assert!(!text.contains(marker), "{marker} is in {format}");
        }
        assert!(text.contains("column 2"), "{format}: {text}");
    }
    assert!(run("json", "files,small_counts=50").contains("\"redaction\":{"));
}

#[test]
fn notes_are_in_the_report_unless_they_are_left_out() {
    let bench = Bench::with_pair("notes");
    bench.write("notes.json", "{\"title\": \"July <b>\", \"columns\": {\"colour\": \"as expected\"}}");
    let with = |more: &[&str]| {
        let arguments = [&PAIR[..], &["--format", "json", "--notes", "notes.json"], more].concat();
        bench.run(&arguments).answers(0).stdout.clone()
    };
    assert!(with(&[]).contains("\"notes\":{\"title\":\"July <b>\",\"columns\":{\"colour\":\"as expected\"}}"));
    assert!(with(&["--redact", "names"]).contains("\"columns\":{\"column 4\":\"as expected\"}}"));
    assert!(!with(&["--redact", "notes"]).contains("July"));
    bench.write("notes.json", "{\"titel\": \"\"}");
    bench
        .run(&["compare", "reference.jsonl", "same.jsonl", "--notes", "notes.json"])
        .refuses(&["unknown field `titel`"]);
}

#[test]
fn a_policy_is_read_from_a_file() {
    let bench = Bench::with_pair("redact-policy");
    bench.write("policy.json", "{\"files\": true, \"small_counts\": 20}");
    let mut arguments = PAIR.to_vec();
    arguments.extend(["--format", "json", "--redact"]);
    let with = |what: &'static str| [arguments.as_slice(), &[what]].concat();
    let by_file = bench.run(&with("policy.json")).answers(0).stdout.clone();
    assert_eq!(by_file, bench.run(&with("small_counts=20,files")).answers(0).stdout);
    bench.write("wrong.json", "{\n\"fils\": true}");
    bench.run(&with("wrong.json")).refuses(&["wrong.json:2:", "unknown field `fils`"]);
    bench.write("large.json", "{\"small_counts\": 100000}");
    bench.run(&with("large.json")).refuses(&["large.json", "from 2 to 10000"]);
    bench.run(&with("absent.json")).refuses(&["absent.json"]);
    let refused = bench.run(&with("rows"));
    assert!(refused.code == Some(2) && refused.stderr.contains("it may be all, names"), "{}", refused.stderr);
}
