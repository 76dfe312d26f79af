//! The view of the service: figures, versions, the last hour, and what it needs.

use std::fmt::Write as _;
use std::path::PathBuf;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

/// Twelve hours of 100 requests each: `slow` makes answers take half as long again and more of them fail.
fn log(window: &Window, name: &str, day: u32, slow: bool) -> Result<PathBuf, BrowserError> {
    let mut state = u64::from(day);
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut lines = String::new();
    for (hour, row) in (8..20).flat_map(|hour| (0..100).map(move |row| (hour, row))) {
        let latency = (20.0 + 20.0 * random() * random()) * if slow { 1.5 } else { 1.0 };
        let fails = random() < if slow { 0.1 } else { 0.01 };
        let version = if random() < 0.5 { "v1" } else { "v2" };
        // Writing into a string cannot fail.
        let _ = writeln!(
            lines,
            "{{\"timestamp\":\"2026-10-{day:02}T{hour:02}:{:02}:{:02}Z\",\"latency_ms\":{latency:.3},\"success\":{},\"model_version\":\"{version}\"}}",
            row * 6 / 10,
            row * 36 % 60,
            !fails
        );
    }
    window.files.write(name, lines)
}

#[test]
fn a_slower_service_is_shown_with_its_versions_and_its_last_hour() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let files = [log(&window, "monday.ndjson", 5, false)?, log(&window, "tuesday.ndjson", 6, true)?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    window.session.click("[data-testid=tab-service]")?;
    let sentence = "document.querySelector('[data-testid=service-sentence]')?.innerText";
    window.session.wait_until(&format!("{sentence}?.includes('slower')"), PATIENCE)?;
    let sentence = window.session.text("[data-testid=service-sentence]")?;
    assert!(sentence.contains("More requests fail: server errors") && sentence.contains("1.5"), "{sentence}");
    let row = |id: &str| window.session.text(&format!("[data-testid=service-row][data-metric={id}]"));
    assert!(row("p95")?.contains("Slower") && row("error_share")?.contains("More errors"));
    assert!(row("requests")?.contains("1\u{202f}200"));
    let comparison = window.session.text("[data-testid=version-comparison]")?;
    assert!(comparison.contains("v2") && comparison.contains("answered at the same time"), "{comparison}");
    let last = window.session.text("[data-testid=last-hour]")?;
    assert!(last.contains("Requests") && last.contains("Success rate"), "{last}");
    let pictures = "document.querySelectorAll('[data-testid=view-service] .window-figure').length >= 5";
    window.session.wait_until(pictures, PATIENCE)?;
    let business = window.session.text("[data-testid=view-business]")?;
    assert!(business.contains("There is no whole day of records") && business.contains("2026-10"), "{business}");
    window.assert_clean()
}

#[test]
fn without_latencies_the_tab_stays_and_names_what_it_needs() -> Result<(), BrowserError> {
    let window = Window::open()?;
    for (slot, shift) in [("reference", 0), ("production", 3)] {
        let lines: String = (0..200).map(|row| format!("{{\"x\":{},\"y\":{}}}\n", row % 17 + shift, row % 5)).collect();
        let file = window.files.write(&format!("{slot}.ndjson"), lines)?;
        window.choose(slot, &[&file])?;
    }
    window.verdict()?;
    window.session.click("[data-testid=tab-service]")?;
    window.session.wait_until(
        "document.querySelector('main').innerText.includes('set its role to latency or status, or to time')",
        PATIENCE,
    )?;
    window.assert_clean()
}
