//! The open column beside its list.

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::{Value, json};

/// The tops of the first and the last row.
const TOPS: &str =
    "return [...document.querySelectorAll('[data-testid=column-row]')].map(row => row.getBoundingClientRect().top);";

fn shows(window: &Window, place: &str, column: &str) -> Result<(), BrowserError> {
    let shown = format!(
        "document.querySelector('{place} [data-testid=column-detail]')?.ariaLabel === {} && document.querySelectorAll('[data-testid=column-detail]').length === 1",
        Value::from(column)
    );
    window.session.wait_until(&shown, PATIENCE)
}

fn resize(window: &Window, width: u32) -> Result<(), BrowserError> {
    let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    window.session.cdp("Emulation.setDeviceMetricsOverride", &size).map(drop)
}

#[test]
fn walking_over_the_list_moves_no_row_and_the_pane_follows() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    resize(&window, 1440)?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.wait_for("[data-testid=column-row]", PATIENCE)?;
    let columns = window.attributes("[data-testid=column-row]", "data-column")?;
    let tops = || window.session.run(TOPS, &[]);
    let before = tops()?;
    window.session.click(&format!("[data-testid=column-row][data-column='{}']", columns[1]))?;
    shows(&window, "[data-testid=pane]", &columns[1])?;
    assert_eq!(tops()?, before);
    // All of the list is readable beside it.
    let cut = "return [...document.querySelectorAll('.name-text, [data-testid=column-row] .chip')]
        .filter(it => it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0).map(it => it.innerText);";
    assert_eq!(window.session.run(cut, &[])?, json!([]));

    window.session.press("j")?;
    shows(&window, "[data-testid=pane]", &columns[2])?;
    // Far down in one column, the next begins at its top.
    let scroll = "const body = document.querySelector('.pane-body'); body.scrollTop = 400; return body.scrollTop;";
    assert_eq!(window.session.run(scroll, &[])?, json!(400));
    window.session.click("[data-testid=pane] [title^=Next]")?;
    shows(&window, "[data-testid=pane]", &columns[3])?;
    assert_eq!(window.session.run("return document.querySelector('.pane-body').scrollTop;", &[])?, json!(0));
    window.session.click("[data-testid=pane] [title^=Previous]")?;
    shows(&window, "[data-testid=pane]", &columns[2])?;
    window.session.press("k")?;
    shows(&window, "[data-testid=pane]", &columns[1])?;
    assert_eq!(tops()?, before);
    window.session.click("[data-testid=pane] [title^=Close]")?;
    window.session.wait_until("!document.querySelector('[data-testid=column-detail]')", PATIENCE)?;
    let focused = "document.activeElement.closest('[data-testid=column-row]')?.dataset.column";
    window.session.wait_until(&format!("{focused} === {}", Value::from(columns[1].as_str())), PATIENCE)?;
    window.assert_clean()
}

#[test]
fn where_there_is_no_room_the_column_opens_below_its_row() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.session.click("[data-testid=column-row][data-column='input.temp']")?;
    shows(&window, "[data-testid=pane]", "input.temp")?;
    for width in [1000, 390] {
        resize(&window, width)?;
        shows(&window, ".detail-row", "input.temp")?;
        assert_eq!(window.session.run("return document.documentElement.scrollWidth <= innerWidth;", &[])?, json!(true));
    }
    // No view is wider than a phone.
    for key in ["1", "3", "4", "5", "6", "7", "8", "2"] {
        window.session.press(key)?;
        window.session.wait_until("document.documentElement.scrollWidth <= 390", PATIENCE)?;
        let view = format!("return document.querySelectorAll('.tabs a')[{key} - 1].hasAttribute('aria-current');");
        assert_eq!(window.session.run(&view, &[])?, json!(true), "{key}");
    }
    resize(&window, 1440)?;
    shows(&window, "[data-testid=pane]", "input.temp")?;
    // Settings beside the view take the room of the pane.
    window.session.click("[data-testid=open-settings]")?;
    shows(&window, ".detail-row", "input.temp")?;
    window.session.click("[data-testid=open-settings]")?;
    shows(&window, "[data-testid=pane]", "input.temp")?;
    window.assert_clean()
}
