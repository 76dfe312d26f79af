//! The frame of the page: tabs, drawers, undo by key and by Back, settings in files.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::{Value, json};

/// The view that is shown.
const SHOWN: &str = "document.querySelector('.view:not([hidden])')?.dataset.testid";

fn shows(window: &Window, tab: &str) -> Result<(), BrowserError> {
    window.session.wait_until(&format!("{SHOWN} === 'view-{tab}'"), PATIENCE)
}

/// Presses a key with Ctrl, and with Shift if it is a capital.
fn press_with_control(window: &Window, key: &str) -> Result<(), BrowserError> {
    let modifiers = if key.chars().all(char::is_uppercase) { 10 } else { 2 };
    for kind in ["keyDown", "keyUp"] {
        let event = json!({"type": kind, "key": key, "modifiers": modifiers});
        window.session.cdp("Input.dispatchKeyEvent", &event)?;
    }
    Ok(())
}

#[test]
fn a_tab_answers_a_question_and_one_that_lacks_its_data_names_it() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let rows = |shift: usize| (0..300).map(|row| format!("{{\"x\":{}}}\n", row % 37 + shift)).collect::<String>();
    let files = [window.files.write("a.jsonl", rows(0))?, window.files.write("b.jsonl", rows(9))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    shows(&window, "overview")?;
    let answers = window.session.text("[data-testid=answers]")?;
    for question in ["What changed?", "1 of 1 column", "Since when?", "needs a time", "For whom?", "Did it hurt?"] {
        assert!(answers.contains(question), "{question} is not in {answers}");
    }
    for (key, tab, words) in [
        ("2", "columns", "x"),
        ("3", "when", "needs a time in each record"),
        ("4", "segments", ""),
        ("5", "model", "needs labels or predictions"),
        ("6", "service", "needs the time that each answer took"),
        ("7", "alerts", "Does anyone need to act?"),
        ("8", "data", "every record could be read"),
        ("1", "overview", "Needs attention"),
    ] {
        window.session.press(key)?;
        shows(&window, tab)?;
        let text = window.session.text(&format!("[data-testid=view-{tab}]"))?;
        assert!(text.contains(words), "{words} is not in {text}");
        assert_eq!(window.attributes("nav [aria-current=page]", "data-testid")?, [format!("tab-{tab}")]);
    }
    window.assert_clean()
}

#[test]
fn a_drawer_takes_the_focus_and_gives_it_back() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    for (drawer, words) in [("settings", "False-alarm rate"), ("history", "Record"), ("share", "labels of categories")]
    {
        let button = format!("open-{drawer}");
        window.session.click(&format!("[data-testid={button}]"))?;
        window.session.wait_until(&format!("document.activeElement.id === '{drawer}-drawer'"), PATIENCE)?;
        // What would be sent is made in steps after the drawer is there.
        let has_words = format!("document.getElementById('{drawer}-drawer').innerText.includes('{words}')");
        window.session.wait_until(&has_words, PATIENCE)?;
        // The verdict is beside it.
        let beside = "(([verdict, drawer]) => verdict.right <= drawer.left)(['.verdict h1 b', '.drawer:not([hidden])'].map(it => document.querySelector(it).getBoundingClientRect()))";
        window.session.wait_until(beside, PATIENCE)?;
        window.session.press("Escape")?;
        window.session.wait_until(&format!("document.activeElement.id === '{button}'"), PATIENCE)?;
        window.session.wait_until("!document.querySelector('.drawer:not([hidden])')", PATIENCE)?;
    }
    window.assert_clean()
}

#[test]
fn every_step_is_undone_by_keys_and_by_back() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let first = window.verdict()?;
    let step = |count: usize| {
        let is_at = format!("document.querySelector('[data-testid=open-history]').innerText === 'History ({count})'");
        window.session.wait_until(&is_at, PATIENCE)
    };
    window.session.click("[data-testid=tab-columns]")?;
    step(1)?;
    window.select("sort", "Name")?;
    step(2)?;
    window.session.type_into("#filter", "input.t")?;
    step(3)?;
    window.session.click("[data-column='input.temp'] .name-button")?;
    step(4)?;
    window.enter("tolerance", "0.9")?;
    step(5)?;
    // A drag of the slider is one step.
    let drag = "const slider = document.querySelector('[data-testid=alpha-slider]');
        slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        for (const place of [1, 2, 3, 4]) { slider.value = place; slider.dispatchEvent(new InputEvent('input', { bubbles: true })); }
        slider.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));";
    window.session.run(drag, &[])?;
    step(6)?;
    // The verdict's view is hidden and waits; the title of the window does not.
    let has_title = |verdict: &str| format!("document.title === {}", Value::from(format!("{verdict} – Driftscope")));
    window.session.wait_until(&format!("!({})", has_title(&first)), PATIENCE)?;
    let fragment = window.session.run("return location.hash;", &[])?;
    let fragment = fragment.as_str().unwrap_or_default();
    assert!(
        fragment.starts_with("#columns;s=name;o=") && fragment.ends_with(";alpha=0.002;tolerance=0.9"),
        "{fragment}"
    );
    assert!(!fragment.contains("input") && !fragment.contains("temp"), "{fragment}");
    assert!(window.session.run("return history.state;", &[])?.is_number());

    window.session.run("document.activeElement?.blur();", &[])?;
    press_with_control(&window, "z")?;
    press_with_control(&window, "z")?;
    window.session.wait_until(&has_title(&first), PATIENCE)?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    // Back is undo, and forward is redo.
    window.session.run("history.back();", &[])?;
    window.session.wait_until("!document.querySelector('[data-testid=column-detail]')", PATIENCE)?;
    window.session.run("history.back();", &[])?;
    window.session.wait_until("document.querySelector('#filter').value === ''", PATIENCE)?;
    window.session.run("history.forward();", &[])?;
    window.session.wait_until("document.querySelector('#filter').value === 'input.t'", PATIENCE)?;
    press_with_control(&window, "Z")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    // The whole way back.
    while window.session.run("return document.querySelector('[data-testid=undo]').disabled;", &[])? == json!(false) {
        window.session.run("document.querySelector('[data-testid=undo]').click();", &[])?;
    }
    shows(&window, "overview")?;
    assert_eq!(window.session.text("h1")?, first);
    // And forward again, in one go.
    window.session.click("[data-testid=open-history]")?;
    window.session.wait_until("document.querySelectorAll('[data-testid=steps] li').length === 7", PATIENCE)?;
    window.session.click("[data-testid=steps] li:last-child button")?;
    shows(&window, "columns")?;
    window.session.wait_until(&format!("!({})", has_title(&first)), PATIENCE)?;
    window.session.click("[data-testid=tab-overview]")?;
    assert_ne!(window.verdict()?, first);
    window.assert_clean()
}

#[test]
fn settings_are_saved_to_a_file_and_loaded_from_it() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.enter("tolerance", "0.3")?;
    let limit = |limit: &str| format!("document.querySelector('[data-testid=tolerance]').value === '{limit}'");
    window.session.wait_until(&limit("0.3"), PATIENCE)?;
    window.session.click("[data-testid=open-settings]")?;
    window.session.click("[data-testid=save-settings]")?;
    let saved = window.session.wait_for_download(PATIENCE)?;
    window.enter("tolerance", "0.05")?;
    window.session.wait_until(&limit("0.05"), PATIENCE)?;
    window.session.choose_files("[data-testid=load-settings]", &[&saved])?;
    window.session.wait_until(&limit("0.3"), PATIENCE)?;
    // Loading is a step like any other.
    window.session.click("[data-testid=undo]")?;
    window.session.wait_until(&limit("0.05"), PATIENCE)?;
    // A file without settings changes nothing, and is named.
    let other = window.files.write("other.json", "{\"alpha\":7}")?;
    window.session.choose_files("[data-testid=load-settings]", &[&other])?;
    window.error_with("other.json has no settings that can be used")?;
    window.session.wait_until(&limit("0.05"), PATIENCE)?;
    window.assert_clean()
}

#[test]
fn charts_are_drawn_again_where_a_drawer_takes_their_room() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    window.session.wait_for("[data-testid=column-detail] canvas", PATIENCE)?;
    let width =
        || window.session.run("return document.querySelector('[data-testid=column-detail] canvas').clientWidth;", &[]);
    let before = width()?.as_f64().unwrap_or_default();
    window.session.click("[data-testid=open-settings]")?;
    // The drawing has as many dots as the place that it is shown in, so that no letter is squeezed.
    window.session.wait_until(
        "[...document.querySelectorAll('[data-testid=column-detail] canvas')]
            .every(canvas => Math.abs(canvas.width / devicePixelRatio - canvas.clientWidth) < 2)",
        PATIENCE,
    )?;
    assert!(width()?.as_f64().unwrap_or_default() < before, "the drawer takes room from {before} pixels");
    window.assert_clean()
}
