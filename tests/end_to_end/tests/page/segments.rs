//! For whom: the search for segments, and columns within the values of one.

use std::fmt::Write as _;
use std::path::PathBuf;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

/// Rows of a log; where `plan` is `pro` and `region` is `eu`, production's amounts are higher.
fn log(window: &Window, name: &str, seed: u64, moved: bool) -> Result<PathBuf, BrowserError> {
    let mut state = seed;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut lines = String::new();
    for _ in 0..12_000 {
        let plan = ["free", "pro", "team", "trial"][(random() * 4.0) as usize];
        let region = ["eu", "us", "asia", "africa", "oceania"][(random() * 5.0) as usize];
        let shift = if moved && plan == "pro" && region == "eu" { 2.0 } else { 0.0 };
        let amount = (0..12).map(|_| random()).sum::<f64>() - 6.0 + shift;
        // Writing into a string cannot fail.
        let _ = writeln!(lines, "{{\"plan\":\"{plan}\",\"region\":\"{region}\",\"amount\":{amount:.4}}}");
    }
    window.files.write(name, lines)
}

#[test]
fn the_planted_segment_is_found_picked_and_sent() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let reference = log(&window, "before.ndjson", 1, false)?;
    let production = log(&window, "after.ndjson", 2, true)?;
    window.choose("reference", &[&reference])?;
    window.choose("production", &[&production])?;
    window.verdict()?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    window.session.click("[data-testid=tab-segments]")?;
    window.session.click("[data-testid=find-segments]")?;
    window.session.wait_for("[data-testid=segment-finding]", PATIENCE)?;
    let found = window.session.text("[data-testid=segment-finding]")?;
    assert!(found.contains("amount drifted mostly where plan is pro and region is eu"), "{found}");
    window.select("segment", "region")?;
    window.session.wait_for("[data-testid=segment-table]", PATIENCE)?;
    let table = window.session.text("[data-testid=segment-table]")?;
    assert!(table.contains("oceania") && table.contains("amount changed within values of region"), "{table}");
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    let path = window.files.write("sent.html", &page)?;
    let other = Window::open_file(&path)?;
    other.session.wait_for("[data-testid=tab-segments]", PATIENCE)?;
    other.session.click("[data-testid=tab-segments]")?;
    let sent = other.session.text("[data-testid=segment-finding]")?;
    assert!(sent.contains("plan is pro and region is eu"), "{sent}");
    window.assert_clean()?;
    other.assert_clean()
}
