//! `driftscope verify`.

use driftscope_present::{Export, ExportInputs};
use driftscope_report::from_json;

use crate::bench::{Bench, rows};

/// A packed page with as much code as a test needs.
const TEMPLATE: &str = "<!DOCTYPE html><title>Driftscope</title><script>const code = 'of the page';</script>\
    <noscript id=\"driftscope-summary\"><p>No scripts</p></noscript><p>between</p>\
    <script type=\"text/plain\" id=\"driftscope-report\"></script><script>const more = 'code';</script>";

/// A folder with two files, their report as JSON under settings of its own, and as a page.
fn bench(name: &str) -> Bench {
    let bench = Bench::new(name);
    bench.write("reference.jsonl", rows(0, 150, 0.0));
    bench.write("production.jsonl", rows(2, 170, 3.0) + "{\"broken\n");
    bench.write("settings.json", "{\"alpha\": 0.01, \"columns\": {\"n\": {\"ignore\": true}}}");
    let arguments =
        ["compare", "reference.jsonl", "production.jsonl", "--settings", "settings.json", "--format", "json"];
    let json = bench.run(&arguments).answers(0).stdout.clone();
    bench.write("report.html", page(&json));
    bench.write("report.json", json);
    bench.write("driftscope.html", TEMPLATE);
    bench
}

fn page(json: &str) -> String {
    let report = from_json(json.trim_end()).unwrap();
    (Export::of_id("html").unwrap().write)(&report, &ExportInputs { page: TEMPLATE }).unwrap()
}

const OF_JSON: [&str; 4] = ["verify", "report.json", "production.jsonl", "reference.jsonl"];
const OF_PAGE: [&str; 6] =
    ["verify", "report.html", "reference.jsonl", "production.jsonl", "--page", "driftscope.html"];

#[test]
fn a_report_is_that_of_its_files_in_any_order() {
    let bench = bench("verify");
    let answer = bench.run(&OF_JSON);
    let text = &answer.answers(0).stdout;
    assert!(text.ends_with("= All figures of 5 columns under the same settings\nVerified\n"), "{text}");
    assert_eq!(text.matches(": SHA-256 ").count(), 2);
    let text = bench.run(&OF_PAGE).answers(0).stdout.clone();
    assert!(
        text.contains("byte for byte") && text.contains("all of its bytes") && text.ends_with("Verified\n"),
        "{text}"
    );
    let own = bench.run(&["verify", "--self", "report.html", "--page", "driftscope.html"]);
    assert!(own.answers(0).stdout.contains("SHA-256 of the packed page: "));
}

#[test]
fn what_differs_is_named() {
    let bench = bench("verify-differs");
    let differs = |arguments: &[&str]| {
        let answer = bench.run(arguments);
        assert!(answer.code == Some(1) && answer.stdout.ends_with("Not verified\n"), "{answer:?}");
        answer.stdout
    };
    let json = bench.read("report.json");
    bench.write("report.json", json.replace("\"tolerance\":0.05", "\"tolerance\":0.3"));
    let text = differs(&OF_JSON);
    assert!(text.contains("the report has") && text.contains("the files give"), "{text}");
    bench.write("report.json", json.replace("\"rows\":150,\"skipped\":0", "\"rows\":151,\"skipped\":0"));
    assert!(differs(&OF_JSON).contains("! reference.rows: the report has 151, the files give 150"));
    bench.write("report.json", &json);
    assert!(differs(&["verify", "report.json", "reference.jsonl"]).contains("! production.jsonl is missing"));
    assert!(
        differs(&["verify", "report.json", "reference.jsonl", "production.jsonl", "settings.json"])
            .contains("settings.json is not a file")
    );
    bench.write("production.jsonl", rows(2, 170, 3.0));
    assert!(differs(&OF_JSON).contains("! production.jsonl is another file"));

    let page = bench.read("report.html");
    bench.write("report.html", page.replace("'code'", "'cade'"));
    assert!(differs(&["verify", "--self", "report.html", "--page", "driftscope.html"]).contains("first at byte"));
    bench.run(&["verify", "--self", "report.json", "--page", "driftscope.html"]).refuses(&["carries no report"]);
    bench.run(&["verify", "settings.json", "reference.jsonl"]).refuses(&["settings.json"]);
}

#[test]
fn a_redacted_report_is_made_again_with_the_settings_of_its_sender() {
    let bench = bench("verify-redacted");
    let compare = ["compare", "reference.jsonl", "production.jsonl", "--settings", "settings.json", "--format", "json"];
    bench.run(&[&compare[..], &["--redact", "all", "-o", "report.json"]].concat()).answers(0);
    bench.run(&OF_JSON).refuses(&["ask its sender for the settings"]);
    let with_settings = [&OF_JSON[..], &["--settings", "settings.json"]].concat();
    assert!(bench.run(&with_settings).answers(0).stdout.ends_with("Verified\n"));
}

/// A thousand changes of one byte: in the files, in the settings and figures of the report, in the packed report and around it.
#[test]
fn no_changed_byte_is_missed() {
    let bench = bench("verify-changes");
    let mut state = 17_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let json = bench.read("report.json");
    let settings = json.find("\"settings\":").unwrap()..json.find("\"reference\":{\"rows\"").unwrap();
    let numbers: Vec<usize> =
        json.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    for number in 0..1_000 {
        let (file, arguments) = match number % 5 {
            0 => ("reference.jsonl", &OF_JSON[..]),
            1 => ("production.jsonl", &OF_JSON[..]),
            2 | 3 => ("report.json", &OF_JSON[..]),
            _ => ("report.html", &OF_PAGE[..]),
        };
        let before = bench.read(file);
        let mut bytes = before.clone().into_bytes();
        let at = match number % 5 {
            2 => settings.start + below(settings.len()),
            3 => numbers[below(numbers.len())],
            _ => below(bytes.len()),
        };
        // Another digit for a digit: what a forger would change.
        bytes[at] = match bytes[at] {
            digit @ b'0'..=b'9' => b'0' + (digit - b'0' + 1 + below(9) as u8) % 10,
            other => other ^ (1 << below(7)),
        };
        bench.write(file, &bytes);
        let answer = bench.run(arguments);
        assert!(matches!(answer.code, Some(1 | 2)), "{number}: byte {at} of {file}: {answer:?}");
        bench.write(file, before);
        if number % 50 == 0 {
            bench.run(&OF_JSON).answers(0);
            bench.run(&OF_PAGE).answers(0);
        }
    }
}
