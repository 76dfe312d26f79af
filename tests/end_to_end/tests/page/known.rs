//! Changes of the model and alerts that a person marks as known, and notes on findings: in the page, in what is sent, and taken back.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};

/// Waits until the text of an element holds, or does not hold, some words.
fn wait_for_words(window: &Window, element: &str, words: &str, are_there: bool) -> Result<(), BrowserError> {
    let has = format!("document.querySelector(\"{element}\")?.innerText.includes('{words}')");
    window.session.wait_until(&format!("({has}) === {are_there}"), PATIENCE)
}

#[test]
fn a_metric_and_an_alert_are_marked_as_known_and_findings_have_notes() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.verdict()?;
    let worse = "[data-testid=metric-row][data-metric=accuracy]";
    window.session.click("[data-testid=tab-model]")?;
    window.session.wait_for(worse, PATIENCE)?;
    wait_for_words(&window, worse, "Worse", true)?;
    window.session.click(&format!("{worse} [data-testid=acknowledge]"))?;
    wait_for_words(&window, worse, "Known", true)?;
    window.session.wait_for(&format!("{worse} [data-testid=acknowledge-note]"), PATIENCE)?;
    window.enter("acknowledge-note", "new <i>labels</i>")?;
    window.session.click("[data-testid=view-performance] .noting summary")?;
    // Views that are hidden have such a field, too.
    let write = "const field = document.querySelector('[data-testid=view-performance] [data-testid=finding-note]');
        field.value = arguments[0];
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    window.session.run(write, &["Retrained in <b>May</b>".into()])?;

    window.session.click("[data-testid=tab-alerts]")?;
    window.session.click("[data-testid=use-proposed]")?;
    let firing = "[data-testid=alert-row][data-state=Firing]";
    window.session.wait_for(firing, PATIENCE)?;
    window.session.click(&format!("{firing} [data-testid=acknowledge]"))?;
    window.session.wait_for("[data-testid=alert-row][data-state=Known]", PATIENCE)?;
    wait_for_words(&window, "[data-testid=alerts-sentence]", "known", true)?;

    let shared = Window::open_file(&window.save_shared_page()?)?;
    shared.verdict()?;
    shared.session.click("[data-testid=tab-model]")?;
    shared.session.wait_for(worse, PATIENCE)?;
    wait_for_words(&shared, worse, "Known", true)?;
    assert_eq!(shared.session.text("[data-testid=view-performance] .sent-note")?, "Retrained in <b>May</b>");
    assert_eq!(shared.session.run("return document.querySelectorAll('.noting').length", &[])?, 0);
    let reason = format!("return document.querySelector('{worse} [data-testid=acknowledge-note]').value");
    assert_eq!(shared.session.run(&reason, &[])?, "new <i>labels</i>");
    // It can be taken back there, without rows.
    shared.session.click(&format!("{worse} [data-testid=acknowledge-undo]"))?;
    wait_for_words(&shared, worse, "Worse", true)?;
    shared.session.click("[data-testid=tab-alerts]")?;
    shared.session.click("[data-testid=alert-row][data-state=Known] [data-testid=acknowledge-undo]")?;
    shared.session.wait_for(firing, PATIENCE)?;
    shared.assert_clean()?;
    window.assert_clean()
}
