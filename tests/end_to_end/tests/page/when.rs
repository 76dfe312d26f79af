//! Since when columns changed, and the heat map by window.

use std::fmt::Write as _;
use std::path::PathBuf;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

const SINCE: &str = "document.querySelector('[data-testid=since]')?.innerText";

/// Days of 120 rows each from a date on; a number and a label change on a day.
fn log(window: &Window, name: &str, month: u32, days: u32, changes: Option<u32>) -> Result<PathBuf, BrowserError> {
    let mut state = u64::from(month);
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut lines = String::new();
    for (day, row) in (1..=days).flat_map(|day| (0..120).map(move |row| (day, row))) {
        let after = changes.is_some_and(|from| day >= from);
        let noise = (0..12).map(|_| random()).sum::<f64>() - 6.0;
        let amount = 20.0 + noise + if after { 0.9 } else { 0.0 };
        let plan = if random() < if after { 0.6 } else { 0.2 } { "pro" } else { "free" };
        let quiet = random();
        let (hour, minute) = (row / 5, row % 5 * 12);
        // Writing into a string cannot fail.
        let _ = writeln!(
            lines,
            "{{\"at\":\"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z\",\"amount\":{amount:.3},\"plan\":\"{plan}\",\"quiet\":{quiet:.4}}}"
        );
    }
    window.files.write(name, lines)
}

fn opened() -> Result<Window, BrowserError> {
    let window = Window::open()?;
    let reference = log(&window, "march.ndjson", 3, 31, None)?;
    let production = log(&window, "april.ndjson", 4, 30, Some(14))?;
    window.choose("reference", &[&reference])?;
    window.choose("production", &[&production])?;
    window.verdict()?;
    window.session.wait_until(&format!("{SINCE}?.includes('2 columns changed together')"), PATIENCE)?;
    Ok(window)
}

#[test]
fn columns_that_changed_together_have_a_date() -> Result<(), BrowserError> {
    let window = opened()?;
    let since = window.session.text("[data-testid=since]")?;
    assert!(since.contains("2026-04-14") && since.contains("amount") && since.contains("plan"), "{since}");
    let verdict = window.verdict()?;
    assert!(verdict.contains("2 columns changed together") && verdict.contains("2026-04-14"), "{verdict}");
    // Every cell is read by keys.
    let keys = "const map = document.querySelector('[data-testid=heat-map]');
        map.focus();
        for (const key of ['ArrowDown', 'End', 'ArrowUp', 'ArrowLeft']) map.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));";
    window.session.run(keys, &[])?;
    window.session.wait_until(
        "document.querySelector('[data-testid=heat-value]').innerText.includes('2026-04-29 (production): effect')",
        PATIENCE,
    )?;
    // Other windows need the rows.
    window.select("window", "week")?;
    window.session.wait_until("document.querySelector('#when').innerText.includes('By week: 6 windows')", PATIENCE)?;
    window.select("window", "none")?;
    window.session.wait_until("!document.querySelector('[data-testid=heat-map]')", PATIENCE)?;
    window.select("window", "Chosen")?;
    window.session.wait_for("[data-testid=heat-map]", PATIENCE)?;
    window.assert_clean()
}

#[test]
fn a_shared_page_has_the_dates_and_dates_again() -> Result<(), BrowserError> {
    let window = opened()?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    let path = window.files.write("sent.html", &page)?;
    let other = Window::open_file(&path)?;
    other.session.wait_for("[data-testid=tab-when]", PATIENCE)?;
    other.session.click("[data-testid=tab-when]")?;
    other.session.wait_until(&format!("{SINCE}?.includes('2026-04-14')"), PATIENCE)?;
    other.enter("alpha", "0.0001")?;
    other.session.wait_until(&format!("{SINCE}?.includes('No drifted column can be dated')"), PATIENCE)?;
    other.assert_clean()
}
