//! The view of alerts: proposed rules, rules of one's own, undo, the overview and a shared page.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

/// How many rows there are with this name.
fn rows(window: &Window, id: &str, count: usize) -> Result<(), BrowserError> {
    let is_shown = format!("document.querySelectorAll('[data-testid={id}]').length === {count}");
    window.session.wait_until(&is_shown, PATIENCE)
}

#[test]
fn rules_are_taken_over_made_changed_deleted_and_brought_back() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.verdict()?;
    window.session.click("[data-testid=tab-alerts]")?;
    window.session.wait_for("[data-testid=proposed-row]", PATIENCE)?;
    let proposed = window.texts("[data-testid=proposed-row] th")?;
    assert!(proposed.iter().any(|text| text.starts_with("accuracy fell")), "{proposed:?}");
    rows(&window, "alert-row", 0)?;
    window.session.click("[data-testid=use-proposed]")?;
    rows(&window, "alert-row", proposed.len())?;
    rows(&window, "proposed-row", 0)?;

    window.session.click("[data-testid=new-rule]")?;
    window.type_into("rule-name", "slow")?;
    window.session.click("[data-testid=save-rule]")?;
    window
        .session
        .wait_until("document.querySelector('.alert-form .refused')?.innerText.includes('bound')", PATIENCE)?;
    window.select("rule-metric", "Latency, p99")?;
    window.type_into("rule-bound", "1")?;
    window.type_into("rule-sure", "0")?;
    window.select("rule-severity", "critical")?;
    window.session.click("[data-testid=save-rule]")?;
    rows(&window, "alert-row", proposed.len() + 1)?;
    rows(&window, "rule-form", 0)?;
    let last = "[data-testid=alert-row]:last-child";
    let text = window.session.text(last)?;
    assert!(text.contains("slow") && text.contains("Firing") && text.contains("critical"), "{text}");

    window.session.click(&format!("{last} [data-testid=edit-rule]"))?;
    window.type_into("rule-bound", "100000")?;
    window.session.click("[data-testid=save-rule]")?;
    window.session.wait_for(&format!("{last}[data-state=OK]"), PATIENCE)?;
    window.session.click("[data-testid=undo]")?;
    window.session.wait_for(&format!("{last}[data-state=Firing]"), PATIENCE)?;

    window.session.click(&format!("{last} [data-testid=delete-rule]"))?;
    rows(&window, "alert-row", proposed.len())?;
    window.session.click("[data-testid=undo]")?;
    rows(&window, "alert-row", proposed.len() + 1)?;

    window.session.click("[data-testid=tab-overview]")?;
    let attention = "document.querySelector('[data-testid=attention]')?.innerText";
    window.session.wait_until(&format!("{attention}?.includes('firing')"), PATIENCE)?;
    let saved = window.save_shared_page()?;
    window.assert_clean()?;

    let shared = Window::open_file(&saved)?;
    shared.verdict()?;
    shared.session.click("[data-testid=tab-alerts]")?;
    rows(&shared, "alert-row", proposed.len() + 1)?;
    shared.session.click(&format!("{last} [data-testid=delete-rule]"))?;
    rows(&shared, "alert-row", proposed.len())?;
    shared.assert_clean()
}
