//! Cancel, in the middle of a large file.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, unpacked};

/// How often the production log is repeated: some 130 MB, seconds of reading on any machine.
const REPEATED: usize = 30;

#[test]
fn cancel_ends_the_reading_at_once_and_the_page_goes_on() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let large = window.files.write("large.ndjson", unpacked(&logs.production).repeat(REPEATED))?;
    window.choose("production", &[&large])?;
    window.session.wait_for("[data-testid=cancel]", PATIENCE)?;
    window.session.wait_until("document.querySelector('[data-testid=progress] progress').value > 0", PATIENCE)?;
    // In the page, so that the way to the browser and back does not count.
    let milliseconds = window.session.run_async(
        "const done = arguments[0];
         const begin = performance.now();
         document.querySelector('[data-testid=cancel]').click();
         (function look() {
           if (document.querySelector('[data-testid=progress]')) setTimeout(look, 1);
           else done(performance.now() - begin);
         })();",
        &[],
    )?;
    println!("cancelled after {milliseconds} ms");
    assert!(milliseconds.as_f64().is_some_and(|milliseconds| milliseconds < 2000.0), "{milliseconds} ms");

    window.choose_logs(&logs)?;
    window.verdict()?;
    window.assert_clean()
}

#[test]
fn cancel_keeps_the_other_file_and_the_old_report() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    window.choose_logs(&logs)?;
    let before = window.verdict()?;
    let large = window.files.write("large.ndjson", unpacked(&logs.production).repeat(REPEATED))?;
    window.choose("production", &[&large])?;
    window.session.wait_until("document.querySelector('[data-testid=progress] progress')?.value > 0", PATIENCE)?;
    window.session.click("[data-testid=cancel]")?;
    assert_eq!(window.verdict()?, before);
    let files = window.texts(".file .file-name")?.join(" ");
    assert!(
        files.contains("reference") && files.contains("production.ndjson.gz") && !files.contains("large"),
        "{files}"
    );
    // The rows are there still: another limit is judged.
    window.enter("tolerance", "1,0")?;
    window
        .session
        .wait_until("document.querySelector('[data-testid=verdict]').innerText.includes('None of')", PATIENCE)?;
    window.assert_clean()
}

#[test]
fn cancelling_the_second_reading_keeps_the_file() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let logs = Logs::full();
    let text = unpacked(&logs.production).repeat(REPEATED);
    let (old, new) = (window.files.write("old.ndjson", &text)?, window.files.write("new.ndjson", &text)?);
    window.choose("reference", &[&logs.reference])?;
    window.choose("production", &[&old])?;
    let before = window.verdict()?;
    let rows = window.texts(".file em")?;
    window.choose("production", &[&new])?;
    let reads = |name: &str| {
        format!(
            "document.querySelector('.progress-line.production')?.innerText.includes('{name}') && document.querySelector('.progress-line.production progress').value > 0"
        )
    };
    window.session.wait_until(&reads("new.ndjson"), PATIENCE)?;
    window.session.click("[data-testid=cancel]")?;
    window.session.wait_until(&reads("old.ndjson"), PATIENCE)?;
    window.session.click("[data-testid=cancel]")?;
    window.session.wait_until("!document.querySelector('[data-testid=progress]')", PATIENCE)?;
    assert_eq!(window.session.text("[data-testid=verdict]")?, before);
    assert!(window.texts(".file .file-name")?.join(" ").contains("old.ndjson"));
    assert_eq!(window.texts(".file em")?, rows);
    // The next choice reads what is missing.
    window.enter("tolerance", "1,0")?;
    let judged = "document.querySelector('[data-testid=verdict]').innerText.includes('None of')";
    window.session.wait_until(judged, PATIENCE)?;
    window.assert_clean()
}
