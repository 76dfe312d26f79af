//! `driftscope extract`.

use crate::bench::Bench;

/// A page with only the slots that a report goes into.
fn page(report: &str, media_type: &str) -> String {
    format!(
        "<!DOCTYPE html><noscript id=\"driftscope-summary\"></noscript>\
         <script type=\"{media_type}\" id=\"driftscope-report\">{report}</script>"
    )
}

#[test]
fn the_report_of_a_shared_page_is_the_json_of_the_comparison() {
    let bench = Bench::with_pair("extract");
    let json = bench.compare(&["reference.jsonl", "drifted.jsonl", "--format", "json"]).answers(0).stdout.clone();
    let packed = driftscope_report::pack_json(json.trim_end()).unwrap();
    assert!(packed.len() * 2 < json.len(), "{} of {}", packed.len(), json.len());
    bench.write("report.html", page(&packed, "text/plain"));
    assert_eq!(bench.run(&["extract", "report.html"]).answers(0).stdout, json);
    bench.run(&["extract", "report.html", "-o", "report.json"]).answers(0);
    assert_eq!(bench.read("report.json"), json);

    // As pages were saved before reports were packed.
    bench.write("old.html", page(&json.trim_end().replace('<', "\\u003c"), "application/json"));
    assert_eq!(bench.run(&["extract", "old.html"]).answers(0).stdout, json);
}

#[test]
fn what_is_not_a_shared_page_or_was_damaged_is_named() {
    let bench = Bench::new("extract-refused");
    bench.write("empty.html", page("", "text/plain"));
    bench.write("rows.jsonl", "{\"a\":1}\n");
    bench.write("damaged.html", page("abc", "text/plain"));
    bench.run(&["extract", "empty.html"]).refuses(&["empty.html", "carries no report", "Share"]);
    bench.run(&["extract", "rows.jsonl"]).refuses(&["rows.jsonl", "carries no report"]);
    bench.run(&["extract", "damaged.html"]).refuses(&["damaged.html", "damaged"]);
    bench.run(&["extract", "missing.html"]).refuses(&["no file missing.html"]);
}
