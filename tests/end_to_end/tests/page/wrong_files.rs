//! Files that are something else, empty, cut short or partly broken: each is named, and the page goes on.

use driftscope_end_to_end::{BrowserError, Logs, Window, broken_every_hundredth, packed, unpacked};

#[test]
fn files_without_records_say_what_they_are_and_the_next_file_is_read() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let cases: [(&str, &[u8], &str); 4] = [
        ("chart.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture"),
        ("nothing.json", b"", "empty"),
        ("login.json", b"<!doctype html><html><title>Sign in</title></html>", "sign-in"),
        ("table.parquet", b"PAR1\x15\x04\x15\x10", "Parquet"),
    ];
    for (name, bytes, words) in cases {
        let file = window.files.write(name, bytes)?;
        window.choose("reference", &[&file])?;
        let error = window.error_with(words)?;
        assert!(error.contains(name), "{error}");
    }
    window.choose_logs(&logs)?;
    window.verdict()?;
    assert!(window.texts("[data-testid=error]")?.is_empty(), "the old error is gone");
    window.assert_clean()
}

#[test]
fn two_files_without_a_common_column_are_not_compared() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let lines = |name: &str| (0..50).map(|row| format!("{{\"{name}\": {row}}}\n")).collect::<String>();
    let one = window.files.write("one.jsonl", lines("height"))?;
    let other = window.files.write("other.jsonl", lines("weight"))?;
    window.choose("reference", &[&one])?;
    window.choose("production", &[&other])?;
    let error = window.error_with("no column in common")?;
    assert!(error.contains("height") && error.contains("weight"), "{error}");

    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    window.assert_clean()
}

#[test]
fn broken_lines_cost_only_themselves() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let (text, broken) = broken_every_hundredth(&unpacked(&logs.production));
    let file = window.files.write("production.ndjson", text)?;
    window.choose("reference", &[&logs.reference])?;
    window.choose("production", &[&file])?;
    window.verdict()?;
    let warnings = window.texts("[data-testid=warning]")?.join("\n");
    assert_eq!(broken, 120);
    assert!(warnings.contains("120") && warnings.contains("lines 51, 151"), "{warnings}");
    assert!(window.session.text("body")?.contains("11\u{202f}880 rows"), "the rows that are left are counted");
    window.assert_clean()
}

#[test]
fn a_file_that_is_cut_short_gives_the_rows_it_has() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let text = unpacked(&logs.reference);
    let cut_text = window.files.write("cut.json", &text[..text.len() / 2])?;
    let bytes = packed(&logs.production);
    let cut_gzip = window.files.write("cut.ndjson.gz", &bytes[..bytes.len() / 2])?;
    window.choose("reference", &[&cut_text])?;
    window.choose("production", &[&cut_gzip])?;
    window.verdict()?;
    let warnings = window.texts("[data-testid=warning]")?;
    for name in ["cut.json", "cut.ndjson.gz"] {
        assert!(warnings.iter().any(|warning| warning.contains(name)), "no word about {name} in {warnings:?}");
    }
    window.assert_clean()
}
