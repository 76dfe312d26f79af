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

#[test]
fn notes_and_left_out_fingerprints_do_not_keep_a_redacted_report_from_being_verified() {
    let bench = bench("verify-redacted-notes");
    bench.write("notes.json", "{\"title\": \"July\", \"columns\": {\"colour\": \"as expected\"}}");
    let compare = ["compare", "reference.jsonl", "production.jsonl", "--format", "json", "-o", "report.json"];
    for redact in
        ["small_counts", "all", "small_counts,notes", "all,fingerprints", "fingerprints", "names,files,fingerprints"]
    {
        bench.run(&[&compare[..], &["--notes", "notes.json", "--redact", redact]].concat()).answers(0);
        // The files are given in another order than they were compared.
        let answer = bench.run(&OF_JSON);
        assert!(answer.code == Some(0) && answer.stdout.ends_with("Verified\n"), "{redact}: {answer:?}");
        assert_eq!(answer.stdout.contains("no SHA-256"), redact.contains("fingerprints"), "{redact}: {answer:?}");
        bench.write("other.jsonl", rows(2, 171, 3.0));
        let other = bench.run(&["verify", "report.json", "reference.jsonl", "other.jsonl"]);
        assert!(other.code == Some(1) && other.stdout.ends_with("Not verified\n"), "{redact}: {other:?}");
    }
}

#[test]
fn settings_that_a_redaction_changed_are_asked_for() {
    let bench = bench("verify-redacted-settings");
    let settings = [
        ("small_counts", "{\"columns\": {\"x\": {\"acknowledged\": {\"note\": \"new origin\", \"effect\": 0.98765}}}}"),
        ("names", "{\"segment\": \"colour\"}"),
        ("names", "{\"alerts\": [{\"name\": \"x moved\", \"metric\": \"effect:x\", \"when\": {\"above\": 0.1}}]}"),
        ("labels", "{\"positive\": \"red\"}"),
    ];
    for (redact, text) in settings {
        bench.write("settings.json", text);
        let compare =
            ["compare", "reference.jsonl", "production.jsonl", "--settings", "settings.json", "--format", "json"];
        bench.run(&[&compare[..], &["--redact", redact, "-o", "report.json"]].concat()).answers(0);
        bench.run(&OF_JSON).refuses(&["ask its sender for the settings"]);
        let with_settings = [&OF_JSON[..], &["--settings", "settings.json"]].concat();
        assert!(bench.run(&with_settings).answers(0).stdout.ends_with("Verified\n"), "{text}");
        // What is not changed is not asked for.
        bench.run(&[&compare[..], &["--redact", "files,notes", "-o", "report.json"]].concat()).answers(0);
        bench.run(&OF_JSON).answers(0);
    }
}

/// Profiles of rows, packed and in two parts, one of them beside rows.
#[test]
fn a_report_of_profiles_is_made_again_from_them() {
    let bench = bench("verify-profiles");
    bench.write("more.jsonl", rows(5, 120, 3.0));
    for (file, profile) in
        [("reference.jsonl", "r.json.gz"), ("production.jsonl", "p.json"), ("more.jsonl", "more.json")]
    {
        bench.run(&["profile", file, "-o", profile]).answers(0);
    }
    let compare = ["compare", "--reference", "r.json.gz", "--production", "p.json", "--production"];
    for last in ["more.json", "more.jsonl"] {
        let arguments = [&compare[..], &[last, "--format", "json", "-o", "report.json"]].concat();
        bench.run(&arguments).answers(0);
        let verify = ["verify", "report.json", last, "p.json", "r.json.gz"];
        let text = bench.run(&verify).answers(0).stdout.clone();
        assert!(text.ends_with("Verified\n") && text.matches(": SHA-256 ").count() == 3, "{text}");
        let missing = bench.run(&["verify", "report.json", "p.json", "r.json.gz"]);
        assert!(missing.code == Some(1) && missing.stdout.contains("is missing"), "{missing:?}");
        bench.run(&[&arguments[..], &["--redact", "fingerprints"]].concat()).answers(0);
        bench.run(&verify).refuses(&["no SHA-256 of it"]);
    }
}

/// Changes of one byte in profiles and in a redacted report with notes, and in its files.
#[test]
fn no_changed_byte_of_a_profile_or_of_a_redacted_report_is_missed() {
    let bench = bench("verify-more-changes");
    bench.write("notes.json", "{\"title\": \"July\", \"summary\": \"As expected\"}");
    bench.run(&["profile", "reference.jsonl", "-o", "r.json"]).answers(0);
    bench.run(&["profile", "production.jsonl", "-o", "p.json"]).answers(0);
    bench.run(&["compare", "r.json", "p.json", "--format", "json", "-o", "profiles.json"]).answers(0);
    let redact = ["--redact", "all", "--notes", "notes.json", "--format", "json", "-o", "redacted.json"];
    bench.run(&[&["compare", "reference.jsonl", "production.jsonl"], &redact[..]].concat()).answers(0);
    let of_profiles = ["verify", "profiles.json", "r.json", "p.json"];
    let of_redacted = ["verify", "redacted.json", "reference.jsonl", "production.jsonl"];
    let tried = [("r.json", of_profiles), ("p.json", of_profiles), ("profiles.json", of_profiles)];
    let tried = [&tried[..], &[("redacted.json", of_redacted), ("production.jsonl", of_redacted)]].concat();
    let mut state = 18_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for number in 0..400 {
        let (file, arguments) = tried[number % tried.len()];
        let before = bench.read(file);
        let mut bytes = before.clone().into_bytes();
        let at = below(bytes.len());
        bytes[at] ^= 1 << below(7);
        bench.write(file, &bytes);
        let answer = bench.run(&arguments);
        assert!(matches!(answer.code, Some(1 | 2)), "{number}: byte {at} of {file}: {answer:?}");
        bench.write(file, before);
        if number % 40 == 0 {
            bench.run(&of_profiles).answers(0);
            bench.run(&of_redacted).answers(0);
        }
    }
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
