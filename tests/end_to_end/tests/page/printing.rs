//! Printing gives a document of a few pages, and not the screens.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::json;

/// The pages of a PDF as Chromium writes it, with an object for each.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

#[test]
fn the_flight_report_prints_as_a_document() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.run("dispatchEvent(new Event('beforeprint'));", &[])?;
    window.session.wait_for(".printed", PATIENCE)?;
    let counted = window.session.run(
        "return ['canvas', 'button', 'select', 'svg', '.sheet .files-table tbody tr', 'h2'].map(what =>
            document.querySelectorAll(`.printed ${what}`).length);",
        &[],
    )?;
    assert!((0..3).all(|place| counted[place] == 0), "no control and no canvas is printed: {counted}");
    assert!(counted[3].as_u64() >= Some(5), "the columns that drifted have pictures: {counted}");
    assert_eq!(counted[4], 2, "the record has both files");
    let shown = window.session.run("return document.querySelector('.printed').textContent;", &[])?;
    let shown = shown.as_str().unwrap_or_default();
    let verdict = window.verdict()?;
    for words in [
        verdict.as_str(),
        "What changed?",
        "Since when?",
        "Did it hurt?",
        "input.temp",
        "The model",
        "Accuracy",
        "The service",
        "Method",
        "SHA-256",
    ] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    window.session.run("dispatchEvent(new Event('afterprint'));", &[])?;
    window.session.wait_until("!document.querySelector('.printed')", PATIENCE)?;

    let answer = window.session.cdp("Page.printToPDF", &json!({"preferCSSPageSize": true}))?;
    let pdf = STANDARD.decode(answer["data"].as_str().unwrap_or_default()).expect("base64");
    assert!((3..=10).contains(&pages(&pdf)), "{} pages", pages(&pdf));
    assert!(window.session.run("return document.querySelector('.printed')", &[])?.is_null());
    window.assert_clean()
}
