//! The table by keyboard: one stop for Tab, keys that walk, and a focus that does not get lost.

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window};
use serde_json::{Value, json};

/// The column whose row has the focus.
const FOCUSED: &str = "document.activeElement.closest('[data-testid=column-row]')?.dataset.column";

/// The columns at whose rows Tab stops.
const STOPS: &str = "return [...document.querySelectorAll('.name-button[tabindex=\"0\"]')].map(it => it.closest('[data-testid=column-row]').dataset.column);";

#[test]
fn the_focus_walks_and_comes_back() -> Result<(), BrowserError> {
    let window = Window::open()?;
    window.choose_logs(&Logs::full())?;
    window.verdict()?;
    let columns = window.attributes("[data-testid=column-row]", "data-column")?;
    let stops = || window.session.run(STOPS, &[]);
    let focus_is =
        |column: &str| window.session.wait_until(&format!("{FOCUSED} === {}", Value::from(column)), PATIENCE);
    assert_eq!(stops()?, json!([columns[0]]));
    for key in ["j", "j", "ArrowDown", "ArrowUp"] {
        window.session.press(key)?;
    }
    focus_is(&columns[1])?;
    assert_eq!(stops()?, json!([columns[1]]));
    // A screen reader announces name and verdict together.
    let label = window.attributes(&format!("[data-column='{}'] .name-button", columns[1]), "aria-label")?;
    assert!(label[0].starts_with(&columns[1]) && label[0].contains(": "), "{label:?}");

    window.session.press("Enter")?;
    window.session.wait_for("[data-testid=column-detail]", PATIENCE)?;
    // Far down in the panel, with the focus on one of its links.
    window.session.run(
        "document.querySelector('[data-testid=all-tests]').open = true;
            [...document.querySelectorAll('[data-testid=column-detail] [data-topic]')].at(-1).focus();",
        &[],
    )?;
    window.session.press("Escape")?;
    window.session.wait_until("!document.querySelector('[data-testid=column-detail]')", PATIENCE)?;
    focus_is(&columns[1])?;
    let seen = "(box => box.top >= 60 && box.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())";
    window.session.wait_until(seen, PATIENCE)?;

    // Where the row that had the stop is filtered away, the first one has it.
    window.session.type_into("#filter", "temp")?;
    window.session.wait_until("document.querySelectorAll('[data-testid=column-row]').length === 1", PATIENCE)?;
    assert_eq!(stops()?, json!(["input.temp"]));
    window.assert_clean()
}

#[test]
fn keys_open_the_side_that_is_empty() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let script = "window.opened = [];
        addEventListener('click', event => {
          if (event.target.type === 'file') { opened.push(event.target.id); event.preventDefault(); }
        }, true);";
    window.session.run(script, &[])?;
    let opened = || window.session.run("return opened.splice(0);", &[]);
    window.session.press("o")?;
    assert_eq!(opened()?, json!(["reference-input"]));
    let logs = Logs::full();
    window.choose("reference", &[&logs.reference])?;
    window.session.wait_until("document.querySelector('.file.reference em')?.innerText.includes('rows')", PATIENCE)?;
    window.session.press("o")?;
    assert_eq!(opened()?, json!(["production-input"]));
    window.choose("production", &[&logs.production])?;
    window.verdict()?;
    window.session.press("o")?;
    window.session.press("O")?;
    assert_eq!(opened()?, json!(["production-input", "reference-input"]));
    window.assert_clean()
}
