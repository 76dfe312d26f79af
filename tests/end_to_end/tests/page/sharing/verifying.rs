//! A shared page that is verified by its own files, in the page itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Scratch, Window, prepared};
use driftscope_report::{from_json, shared_page};

use crate::model::apart;

const FOUND: &str = "document.querySelector('.verification.verified, .verification.differs')";

/// The shared page that the command makes.
fn page_of(files: &Scratch, arguments: &[&str], inputs: &[&Path]) -> PathBuf {
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args(inputs).args(arguments).args(["--format", "html"]);
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files.write("sent.html", output.stdout).expect("it can be written")
}

/// What the page finds, and whether all of it is equal.
fn found(window: &Window) -> Result<(String, bool), BrowserError> {
    window.session.wait_until(FOUND, PATIENCE)?;
    let is_equal = !window.texts(".verification.verified")?.is_empty();
    Ok((window.session.text("[data-testid=verification]")?, is_equal))
}

/// What a page finds when these files are chosen.
fn found_with(page: &Path, inputs: &[&Path]) -> Result<(String, bool), BrowserError> {
    let window = Window::open_file(page)?;
    let verdict = window.verdict()?;
    window.session.choose_files("[data-testid=verify-input]", inputs)?;
    let found = found(&window)?;
    assert_eq!(window.verdict()?, verdict, "the report that is shown stays");
    window.assert_clean()?;
    Ok(found)
}

#[test]
fn a_shared_page_verifies_itself_by_its_files() -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let logs = Logs::full();
    let (log, labels) = apart();
    let (log, labels) = (files.write("production.jsonl", log)?, files.write("outcomes.csv", labels)?);
    let settings = files.write("settings.json", r#"{"find_segments": true}"#)?.display().to_string();
    let labels_path = labels.display().to_string();
    let redact = ["--redact", "names,labels,small_counts=10,coarse,extremes,identifiers,files"];
    let split = ["--split", "2013-07-01", "--settings", &settings];
    let period = ["--labels", &labels_path, "--period", "2013-06-10..2013-06-20", "--against", "before"];
    let cases: [(&[&str], Vec<&Path>, Vec<&Path>); 3] = [
        (&redact, vec![&logs.reference, &logs.production], vec![&logs.production, &logs.reference]),
        (&split, vec![&logs.production], vec![&logs.production]),
        // No row of the reference is in this report.
        (&period, vec![&logs.reference, &log], vec![&labels, &log]),
    ];
    for (arguments, inputs, given) in cases {
        let (text, is_equal) = found_with(&page_of(&files, arguments, &inputs), &given)?;
        assert!(is_equal, "{arguments:?}: {text}");
        for line in ["The report's own SHA-256", "All figures of", "all of its bytes"] {
            assert!(text.contains(line), "{arguments:?}: {text}");
        }
    }
    Ok(())
}

#[test]
fn what_differs_is_named_in_the_page() -> Result<(), BrowserError> {
    let files = Scratch::new()?;
    let logs = Logs::full();
    let inputs: [&Path; 2] = [&logs.reference, &logs.production];
    let path = page_of(&files, &[], &inputs);
    let sent = std::fs::read_to_string(&path).expect("the page can be read");

    // A figure that was changed, in a page that was written again with it.
    let mut report = from_json(&super::json(&sent)).expect("a report");
    report.columns[2].reference.missing += 1;
    let template = std::fs::read_to_string(&prepared().page).expect("the page can be read");
    let changed = shared_page(&template, &report, "<p>changed</p>").expect("it has the slots");
    let changed = files.write("changed.html", changed)?;
    let (text, is_equal) = found_with(&changed, &inputs)?;
    assert!(!is_equal && text.contains("columns[2].reference.missing: the report has"), "{text}");

    // A file that was changed, dropped where the veil says what it is for; then nothing at all is left of it.
    let mut bytes = driftscope_end_to_end::unpacked(&logs.production).into_bytes();
    bytes.push(b' ');
    let other = files.write("production.ndjson.gz", bytes)?;
    let window = Window::open_file(&path)?;
    window.verdict()?;
    window.drag_files(&[&logs.reference, &other], (400, 700), &["dragEnter", "dragOver"])?;
    window.session.wait_for(".drop-zone.verifies.lit", PATIENCE)?;
    window.drag_files(&[&logs.reference, &other], (400, 700), &["drop"])?;
    let (text, is_equal) = found(&window)?;
    assert!(!is_equal && text.contains("production.ndjson.gz is another file: its SHA-256 is"), "{text}");
    window.session.click("[data-testid=verification-close]")?;
    window.session.wait_until("!document.querySelector('[data-testid=verification]')", PATIENCE)?;

    // Another report is compared wherever it is dropped.
    window.drag_files(&[&changed], (400, 700), &["dragEnter", "dragOver", "drop"])?;
    window.session.wait_for("[data-testid=since-report]", PATIENCE)?;
    window.assert_clean()
}
