//! What differs in a bar of a chart: asked by mouse and by keys, left with Escape and undo, and not in a page without rows.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::{Value, json};

const BARS: &str = "[data-testid=bars] rect";
const ANSWER: &str = "[data-testid=differing]";

/// Opens a column by its name.
fn open_column(window: &Window, column: &str) -> Result<(), BrowserError> {
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click(&format!("[data-column='{column}'] .name-button"))?;
    window.session.wait_for(BARS, PATIENCE)
}

/// Clicks the middle of the first bar whose label begins like this.
fn click_bar(window: &Window, label: &str) -> Result<(), BrowserError> {
    let script = "const bar = [...document.querySelectorAll(arguments[0])].find(bar => bar.getAttribute('aria-label').startsWith(arguments[1]));
        if (!bar) return null;
        bar.scrollIntoView({ block: 'center' });
        const box = bar.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];";
    let at = window.session.run(script, &[BARS.into(), label.into()])?;
    assert!(at.is_array(), "no bar {label}: {:?}", window.attributes(BARS, "aria-label")?);
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1});
        window.session.cdp("Input.dispatchMouseEvent", &event)?;
    }
    Ok(())
}

fn answer_begins(window: &Window, words: &str) -> Result<(), BrowserError> {
    let sentence = "document.querySelector('[data-testid=differing-sentence]')?.innerText";
    window.session.wait_until(&format!("{sentence}?.startsWith({})", Value::from(words)), PATIENCE)
}

fn is_gone(window: &Window) -> Result<(), BrowserError> {
    window.session.wait_until(&format!("!document.querySelector('{ANSWER}')"), PATIENCE)
}

#[test]
fn a_bar_is_chosen_by_mouse_left_with_escape_and_asked_again_by_undo() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let verdict = window.verdict()?;
    open_column(&window, "input.carrier")?;
    click_bar(&window, "“B6”")?;
    answer_begins(&window, "In the ")?;
    let sentence = window.session.text("[data-testid=differing-sentence]")?;
    assert!(sentence.contains("production rows where input.carrier is “B6”: "), "{sentence}");
    let listed = window.texts("[data-testid=differing-column]")?;
    // JetBlue flies from JFK: a fact of the data that no other part of the page computes.
    assert!(listed.iter().any(|column| column.contains("input.origin") && column.contains("JFK")), "{listed:?}");
    assert_eq!(window.attributes(&format!("{BARS}[aria-pressed=true]"), "aria-label")?.len(), 1);
    // The report stays what it was.
    assert_eq!(window.verdict()?, verdict);
    // Escape leaves the bar, and the column stays open.
    window.session.press("Escape")?;
    is_gone(&window)?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    // One step back is the bar, one more the open column.
    window.session.cdp("Input.dispatchKeyEvent", &json!({"type": "keyDown", "key": "z", "modifiers": 2}))?;
    answer_begins(&window, "In the ")?;
    assert_eq!(window.session.text("[data-testid=differing-sentence]")?, sentence);
    window.session.cdp("Input.dispatchKeyEvent", &json!({"type": "keyDown", "key": "z", "modifiers": 2}))?;
    is_gone(&window)?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    // No name and no value is in the address.
    let address = window.session.run("return decodeURIComponent(location.href);", &[])?.to_string();
    assert!(!address.contains("B6") && !address.contains("carrier"), "{address}");
    window.assert_clean()
}

#[test]
fn rows_without_a_value_are_asked_about_like_a_bar() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    open_column(&window, "input.wind_speed")?;
    window.session.click("[data-testid=ask-missing]")?;
    answer_begins(&window, "In the ")?;
    let sentence = window.session.text("[data-testid=differing-sentence]")?;
    assert!(sentence.contains("production rows where input.wind_speed is missing: "), "{sentence}");
    // The same column window by window: a figure of its level, and one of its missing values.
    let figures = window.texts("[data-testid=over-time] .window-figure figcaption")?;
    assert_eq!(figures, ["Median and middle half", "Missing"]);
    window.session.run("document.querySelector('[data-testid=over-time] svg').focus();", &[])?;
    window.session.press("End")?;
    let value = window.texts("[data-testid=over-time] [data-testid=window-value]")?;
    assert!(value[0].contains("(production): median about "), "{value:?}");
    window.assert_clean()
}

#[test]
fn bars_are_walked_and_chosen_by_keys() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    open_column(&window, "input.dep_delay")?;
    let stops = window.attributes(&format!("{BARS}[tabindex='0']"), "aria-label")?;
    assert_eq!(stops.len(), 1, "one stop of Tab for all bars");
    window.session.run(&format!("document.querySelector(\"{BARS}[tabindex='0']\").focus();"), &[])?;
    for key in ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"] {
        window.session.press(key)?;
    }
    let focused = "[...document.querySelectorAll('[data-testid=bars] rect')].indexOf(document.activeElement)";
    window.session.wait_until(&format!("{focused} === 2"), PATIENCE)?;
    window.session.press("Enter")?;
    answer_begins(&window, "In the ")?;
    // A column of the list opens, and its own bar is not asked about.
    let first = window.texts("[data-testid=differing-column] .link")?;
    window.session.click("[data-testid=differing-column] .link")?;
    let opened = format!(
        "document.querySelector('[data-testid=column-detail]')?.getAttribute('aria-label') === {}",
        Value::from(first[0].as_str())
    );
    window.session.wait_until(&opened, PATIENCE)?;
    is_gone(&window)?;
    window.assert_clean()
}

#[test]
fn a_page_without_rows_says_so() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    let path = window.files.write("sent.html", &page)?;
    let other = Window::open_file(&path)?;
    open_column(&other, "input.carrier")?;
    click_bar(&other, "“B6”")?;
    answer_begins(&other, "This page has no rows to compare")?;
    other.session.press("Escape")?;
    is_gone(&other)?;
    other.assert_clean()?;
    window.assert_clean()
}
