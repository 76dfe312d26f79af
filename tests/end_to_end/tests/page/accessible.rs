//! axe-core finds nothing to complain of: on every view, light and dark, at the width of a desktop and of a phone.

use std::io::Read;
use std::path::{Path, PathBuf};

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};
use flate2::read::GzDecoder;

/// Widths of a desktop and of a phone, in CSS pixels.
const WIDTHS: [u32; 2] = [1440, 390];

/// Every rule that axe-core has switched on by itself, those of good practice among them.
const LOOK: &str = "const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(
      found => done({ rules: found.passes.length, violations: found.violations.map(({ id, impact, nodes }) =>
        `${impact} ${id}: ${nodes.map(node => `${node.target.join(' ')} (${node.failureSummary})`).join(', ')}`) }),
      error => done({ rules: 0, violations: [String(error)] }));";

#[test]
fn nothing_is_found_before_there_is_a_report() -> Result<(), BrowserError> {
    let window = open()?;
    assert_accessible(&window, "welcome")?;

    window.choose("production", &[&Logs::full().production])?;
    window.session.wait_for("[data-testid=split]:enabled", PATIENCE)?;
    assert_accessible(&window, "split")?;

    let picture = window.files.write("picture.json", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    window.choose("reference", &[&picture])?;
    window.session.wait_for("[data-testid=error]", PATIENCE)?;
    assert_accessible(&window, "error")?;
    window.assert_clean()
}

#[test]
fn nothing_is_found_in_a_report() -> Result<(), BrowserError> {
    let window = open()?;
    window.session.wait_for("[data-testid=load-demo]", PATIENCE)?;
    window.session.click("[data-testid=load-demo]")?;
    window.verdict()?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    assert_accessible(&window, "report, with its settings")?;

    for column in ["input.temp", "input.carrier", "timestamp"] {
        window.session.click("[data-testid=tab-columns]")?;
        window.session.click(&format!("[data-column='{column}'] .name-button"))?;
        let is_open = format!("document.querySelector('[data-testid=column-detail]')?.ariaLabel === '{column}'");
        window.session.wait_until(&is_open, PATIENCE)?;
        assert_accessible(&window, column)?;
    }

    // The tab's key: on a phone the tab itself lies in a menu.
    window.session.press("5")?;
    window.session.wait_for("[data-testid=metric-row]", PATIENCE)?;
    assert_accessible(&window, "model")?;

    window.session.press("7")?;
    window.session.wait_for("[data-testid=proposed-row]", PATIENCE)?;
    assert_accessible(&window, "proposed alerts")?;
    window.session.click("[data-testid=use-proposed]")?;
    window.session.wait_for("[data-testid=alert-row]", PATIENCE)?;
    window.session.click("[data-testid=new-rule]")?;
    window.session.click("[data-testid=save-rule]")?;
    window.session.wait_for(".alert-form .refused", PATIENCE)?;
    assert_accessible(&window, "alerts, and the form of a rule")?;

    window.session.press("?")?;
    window.session.wait_for(".help", PATIENCE)?;
    assert_accessible(&window, "keys")?;
    window.session.press("Escape")?;

    window.session.press("m")?;
    window.session.wait_for("[data-testid=methods][open]", PATIENCE)?;
    assert_accessible(&window, "methods")?;
    window.session.click("[data-testid=close-methods]")?;

    let saved = window.save_shared_page()?;
    assert_accessible(&window, "report, after it was saved")?;
    window.assert_clean()?;
    let shared = Window::open_file(&saved)?;
    load_axe(&shared)?;
    shared.verdict()?;
    assert_accessible(&shared, "shared page")?;
    shared.assert_clean()
}

fn open() -> Result<Window, BrowserError> {
    let window = Window::open()?;
    load_axe(&window)?;
    Ok(window)
}

/// Puts axe-core into the page, past its content policy as whatever a driver runs.
fn load_axe(window: &Window) -> Result<(), BrowserError> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "vendor", "axe-core", "axe.min.js.gz"].iter().collect();
    let mut script = String::new();
    GzDecoder::new(open_file(&path)).read_to_string(&mut script).expect("axe-core is gzip");
    window.session.run(&script, &[])?;
    assert_eq!(window.session.run("return axe.version;", &[])?, "4.10.2");
    Ok(())
}

fn open_file(path: &Path) -> std::fs::File {
    std::fs::File::open(path).expect("axe-core lies in vendor/axe-core")
}

/// Fails if axe-core finds anything on what the window shows, at any width and in either theme.
fn assert_accessible(window: &Window, view: &str) -> Result<(), BrowserError> {
    let mut faults = Vec::new();
    for width in WIDTHS {
        window.session.set_screen(width, 1000, 1.0, false)?;
        for is_dark in [false, true] {
            window.session.set_dark(is_dark)?;
            let found = window.session.run_async(LOOK, &[])?;
            // A page without anything on it has no faults either.
            assert!(found["rules"].as_u64().is_some_and(|rules| rules > 15), "{view}: {found}");
            let theme = if is_dark { "dark" } else { "light" };
            let violations = found["violations"].as_array().map(Vec::as_slice).unwrap_or_default();
            faults.extend(
                violations
                    .iter()
                    .map(|fault| format!("{view}, {width} px, {theme}: {}", fault.as_str().unwrap_or_default())),
            );
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    Ok(())
}
