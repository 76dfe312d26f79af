//! Five hundred columns: only rows near the window are in the page, and nothing is lost by it.

use std::fmt::Write as _;

use driftscope_end_to_end::{BrowserError, PATIENCE, Window};
use serde_json::json;

const ROWS: &str = "document.querySelectorAll('[data-testid=column-row]').length";

/// Columns whose values move further the higher their number.
fn rows(columns: usize, shift: usize) -> String {
    let mut text = String::new();
    for row in 0..120 {
        let mut separator = '{';
        for column in 0..columns {
            let value = row * (column + 7) % 101 + shift * (column / 10);
            // Writing into a string cannot fail.
            let _ = write!(text, "{separator}\"group{}.column{column:03}\":{value}", column % 5);
            separator = ',';
        }
        text += "}\n";
    }
    text
}

#[test]
fn five_hundred_columns_scroll_walk_print_and_are_found() -> Result<(), BrowserError> {
    let window = Window::open()?;
    let files = [window.files.write("a.jsonl", rows(500, 0))?, window.files.write("b.jsonl", rows(500, 1))?];
    window.choose("reference", &[&files[0]])?;
    window.choose("production", &[&files[1]])?;
    window.verdict()?;
    window.session.click("[data-testid=tab-columns]")?;
    window.select("sort", "Name")?;
    let first = "document.querySelector('[data-testid=column-row]').dataset.column";
    window.session.wait_until(&format!("{first} === 'group0.column000'"), PATIENCE)?;
    let few = format!("{ROWS} > 10 && {ROWS} <= 60");
    window.session.wait_until(&few, PATIENCE)?;
    assert_eq!(window.attributes("table.columns", "aria-rowcount")?, ["501"]);

    // Wherever it is scrolled to, the window is full of rows, and stays there.
    for share in [0.1, 0.5, 0.77, 0.2, 1.0, 0.6, 0.9, 0.3] {
        let scroll = "const table = document.querySelector('table.columns').getBoundingClientRect();
            scrollTo(0, scrollY + table.top + table.height * arguments[0] - innerHeight / 2);
            return scrollY;";
        let place = window.session.run(scroll, &[json!(share)])?;
        let is_full = "[0.45, 0.6, 0.8].every(share => {
            const at = document.elementFromPoint(innerWidth / 2, innerHeight * share);
            const table = document.querySelector('table.columns').getBoundingClientRect();
            return innerHeight * share > table.bottom || at.closest('[data-testid=column-row]'); })";
        window.session.wait_until(is_full, PATIENCE)?;
        window.session.wait_until(&few, PATIENCE)?;
        assert_eq!(window.session.run("return scrollY;", &[])?, place, "scrolled to {share} of the table");
    }
    // Screen readers receive the place of each row among all of them.
    let indices = window.session.run(
        "return [...document.querySelectorAll('[data-testid=column-row]')].every((row, place, rows) =>
           place === 0 || Number(row.getAttribute('aria-rowindex')) > Number(rows[place - 1].getAttribute('aria-rowindex')));",
        &[],
    )?;
    assert_eq!(indices, json!(true));

    // The row with the focus stays, however far the table is scrolled.
    window.session.run("scrollTo(0, 0);", &[])?;
    window.session.press("j")?;
    window.session.press("j")?;
    let focused = "document.activeElement.closest('[data-testid=column-row]')?.dataset.column";
    window.session.wait_until(&format!("{focused} === 'group0.column005'"), PATIENCE)?;
    window.session.run("scrollTo(0, document.body.scrollHeight * 0.7);", &[])?;
    window.session.wait_until(&few, PATIENCE)?;
    window.session.wait_until(&format!("{focused} === 'group0.column005'"), PATIENCE)?;
    window.session.press("j")?;
    let is_seen = "(box => box.top >= 90 && box.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())";
    window.session.wait_until(&format!("{focused} === 'group0.column010' && {is_seen}"), PATIENCE)?;

    // An open column of any height, beside the list or in it, does not confuse what is in the window.
    window.session.press("Enter")?;
    window.session.wait_for("[data-testid=pane] [data-testid=column-detail]", PATIENCE)?;
    for place in ["[data-testid=pane]", ".detail-row"] {
        window.session.wait_for(&format!("{place} [data-testid=column-detail]"), PATIENCE)?;
        window.session.run("scrollTo(0, document.body.scrollHeight / 2);", &[])?;
        window.session.wait_until(&few, PATIENCE)?;
        window.session.wait_until(
            "document.elementFromPoint(innerWidth / 4, innerHeight * 0.6).closest('[data-testid=column-row]')",
            PATIENCE,
        )?;
        // Settings beside the view leave no room for both.
        window.session.press("s")?;
    }

    // Everything is printed.
    window.session.run("dispatchEvent(new Event('beforeprint'));", &[])?;
    window.session.wait_until(&format!("{ROWS} === 500"), PATIENCE)?;
    window.session.run("dispatchEvent(new Event('afterprint'));", &[])?;
    window.session.wait_until(&few, PATIENCE)?;

    // Ctrl K finds a column that is far away, and hidden by a filter.
    window.session.type_into("#filter", "column01")?;
    window.session.wait_until(&format!("{ROWS} < 12"), PATIENCE)?;
    for kind in ["keyDown", "keyUp"] {
        window.session.cdp("Input.dispatchKeyEvent", &json!({"type": kind, "key": "k", "modifiers": 2}))?;
    }
    window.session.wait_until("document.activeElement.id === 'go-to-field'", PATIENCE)?;
    window.session.type_into("#go-to-field", "group4 499")?;
    window.session.wait_until("document.querySelectorAll('#go-to-list [role=option]').length === 1", PATIENCE)?;
    window.session.press("Enter")?;
    let is_open = "document.querySelector('[data-testid=column-detail]')?.ariaLabel === 'group4.column499'";
    window.session.wait_until(is_open, PATIENCE)?;
    window.session.wait_until(&format!("{focused} === 'group4.column499'"), PATIENCE)?;
    assert_eq!(window.session.run("return document.querySelector('#filter').value;", &[])?, json!(""));
    window.assert_clean()
}
