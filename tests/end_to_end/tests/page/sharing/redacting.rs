//! What is left out of a page before it is sent, and the look at it first.

use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, prepared};
use driftscope_report::{Redaction, carried_json, from_json};

/// Opens the panel, and waits until it knows what would be sent.
fn open(window: &Window) -> Result<(), BrowserError> {
    window.session.click("[data-testid=open-share]")?;
    window.session.wait_for("[data-testid=share-size]", PATIENCE)
}

fn holds(window: &Window, words: &str) -> Result<(), BrowserError> {
    let has = format!("document.querySelector('[data-testid=share-drawer]').innerText.includes('{words}')");
    window.session.wait_until(&has, PATIENCE)
}

#[test]
fn a_person_sees_what_leaves_and_leaves_things_out() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    open(&window)?;
    holds(&window, "18 columns")?;
    holds(&window, "The smallest and the largest value")?;
    holds(&window, "The page has ")?;
    window.session.click("[data-testid=redact-all]")?;
    holds(&window, "18 columns, by neutral names")?;
    holds(&window, "rounded to multiples of 10")?;
    holds(&window, "None of 18 column names is in it")?;

    window.session.click("[data-testid=preview]")?;
    window.session.wait_for("[data-testid=preview-note]", PATIENCE)?;
    assert!(
        window.attributes("[data-testid=column-row]", "data-column")?.iter().all(|name| name.starts_with("column "))
    );
    assert!(!window.verdict()?.contains("input."));
    window.session.click("[data-testid=end-preview]")?;
    window.session.wait_until("!document.querySelector('[data-testid=preview-note]')", PATIENCE)?;
    assert!(window.attributes("[data-testid=column-row]", "data-column")?.contains(&"input.temp".to_owned()));

    window.session.click("[data-testid=save-page]")?;
    let page = std::fs::read_to_string(window.session.wait_for_download(PATIENCE)?).expect("a download can be read");
    window.assert_clean()?;

    // The command makes the same page.
    let logs = Logs::full();
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args([&logs.reference, &logs.production]).args(["--format", "html", "--redact", "all"]);
    let made = command.output().expect("the command starts").stdout;
    assert!(made == page.as_bytes(), "page and command leave out the same");
    let report = from_json(&carried_json(&page).unwrap().unwrap()).unwrap();
    assert_eq!(report.redaction, Some(Redaction::all()));

    let path = window.files.write("redacted.html", &page)?;
    let other = Window::open_file(&path)?;
    other.verdict()?;
    assert!(other.texts(".redacted-note")?.iter().any(|words| words.contains("Neutral names for columns")));
    other.assert_clean()
}

#[test]
fn the_senders_note_is_shown_as_plain_text() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    open(&window)?;
    window.enter("note-title", "July <img src=x onerror=ran=1>")?;
    window.enter("note-summary", "New origin since 3 March.\n</script><b>Expected</b>")?;
    holds(&window, "Your title and notes")?;
    window.session.click("[data-testid=save-page]")?;
    let page = std::fs::read(window.session.wait_for_download(PATIENCE)?).expect("a download can be read");
    window.assert_clean()?;

    let other = Window::open_file(&window.files.write("noted.html", &page)?)?;
    other.verdict()?;
    let note = other.session.text("[data-testid=sent-note]")?;
    assert_eq!(note, "July <img src=x onerror=ran=1>\n\nNew origin since 3 March.\n</script><b>Expected</b>");
    let again = std::fs::read(other.save_shared_page()?).expect("a download can be read");
    assert!(again == page, "a page with notes saves itself unchanged");
    other.assert_clean()
}
