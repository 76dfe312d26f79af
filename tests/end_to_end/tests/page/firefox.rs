//! The page in Firefox, where there is one: another engine opens it from a file, reads, judges, shares, and gives the same bytes.

use std::path::Path;
use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, file_address, prepared};
use serde_json::json;

/// Drops files on the page: the driver cannot, so an input takes them, and events carry them.
fn drop_files(window: &Window, files: &[&Path]) -> Result<(), BrowserError> {
    let script =
        "const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, id: 'dropped' });
        document.body.append(input);";
    window.session.run(script, &[])?;
    window.session.choose_files("#dropped", files)?;
    let script = "const input = document.getElementById('dropped'), dataTransfer = new DataTransfer();
        for (const file of input.files) dataTransfer.items.add(file);
        input.remove();
        for (const kind of ['dragenter', 'dragover', 'drop'])
          document.elementFromPoint(400, 400).dispatchEvent(
            new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer, clientX: 400, clientY: 400 }));";
    window.session.run(script, &[]).map(drop)
}

/// The shared page of the flight logs by the command.
fn by_command(more: &[&str]) -> String {
    let logs = Logs::full();
    let mut command = Command::new(&prepared().command);
    command.arg("compare").args([&logs.reference, &logs.production]).args(["--format", "html"]).args(more);
    String::from_utf8(command.output().expect("the command starts").stdout).expect("the command writes UTF-8")
}

#[test]
fn firefox_reads_dropped_files_and_shares_the_bytes_of_the_command() -> Result<(), BrowserError> {
    let Some(window) = Window::open_in_firefox(&prepared().page)? else { return Ok(()) };
    let (session, logs) = (&window.session, Logs::full());
    drop_files(&window, &[&logs.production, &logs.reference])?;
    window.verdict()?;
    session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let verdict = window.verdict()?;
    // Saved where it opened: a page opens where it was saved.
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    assert!(page == by_command(&[]), "Firefox, Chromium and the command write the same page");
    session.press("Escape")?;
    for tab in ["when", "segments", "model", "service", "alerts", "data", "columns"] {
        session.click(&format!("[data-testid=tab-{tab}]"))?;
        session.wait_for(&format!("[data-testid=view-{tab}]:not([hidden])"), PATIENCE)?;
    }
    session.click("[data-column='input.temp'] .name-button")?;
    session.wait_for("[data-testid=column-detail] canvas", PATIENCE)?;
    let drawn = "const [canvas] = document.querySelectorAll('[data-testid=column-detail] canvas');
        const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(dots.buffer)).size;";
    let colours = session.run(drawn, &[])?.as_u64().unwrap_or_default();
    assert!(colours > 20, "{colours} colours in a chart");

    window.assert_nothing_refused()?;
    session.open(&file_address(&window.files.write("sent.html", &page)?))?;
    assert_eq!(window.verdict()?, verdict);
    session.click("[data-testid=tab-columns]")?;
    session.wait_for("[data-testid=column-row]", PATIENCE)
}

#[test]
fn firefox_moves_a_period_by_keys_and_leaves_out_what_is_chosen() -> Result<(), BrowserError> {
    let Some(window) = Window::open_in_firefox(&prepared().page)? else { return Ok(()) };
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let session = &window.session;
    session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    session.run("document.querySelector('[data-testid=period-strip]').focus();", &[])?;
    session.press("ArrowLeft")?;
    session.press("Enter")?;
    crate::period::wait_for_words(&window, "Compared: 2013-07-26 to 2013-08-01")?;
    session.press("Escape")?;
    crate::period::wait_for_words(&window, "Drag over the windows")?;

    session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    session.click("[data-testid=open-share]")?;
    session.wait_for("[data-testid=share-size]", PATIENCE)?;
    session.click("[data-testid=redact-all]")?;
    session.wait_until("document.querySelector('[data-testid=searched]')", PATIENCE)?;
    session.wait_for("[data-testid=share-size]", PATIENCE)?;
    session.click("[data-testid=save-page]")?;
    let page = std::fs::read_to_string(session.wait_for_download(PATIENCE)?).expect("a download can be read");
    assert!(page == by_command(&["--redact", "all"]), "Firefox leaves out what the command leaves out");
    assert_eq!(session.run("return [watched.violations, watched.errors];", &[])?, json!([[], []]));
    Ok(())
}
