//! A period of production: dragged by mouse and touch, moved by keys, typed; exact in the page, previewed in a shared one.

use std::process::Command;

use driftscope_end_to_end::{BrowserError, Logs, PATIENCE, Window, prepared};
use serde_json::{Value, json};

const WORDS: &str = "document.querySelector('[data-testid=period-words]')?.innerText";

/// The middle of a window of production in the strip, counted from 0 or, below it, from the end.
fn place(window: &Window, number: i64) -> Result<[f64; 2], BrowserError> {
    let found = window.session.run(
        "const strip = document.querySelector('[data-testid=period-strip]');
         strip.scrollIntoView({ block: 'center' });
         const box = strip.getBoundingClientRect();
         const units = strip.viewBox.baseVal.width, count = Number(strip.getAttribute('aria-valuemax'));
         const number = arguments[0] < 0 ? count + arguments[0] : arguments[0];
         return [box.left + (units - count + number + 0.5) * box.width / units, box.top + box.height / 2];",
        &[number.into()],
    )?;
    Ok([0, 1].map(|axis| found[axis].as_f64().unwrap_or_default()))
}

fn mouse(window: &Window, kind: &str, [x, y]: [f64; 2]) -> Result<(), BrowserError> {
    let event = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
    window.session.cdp("Input.dispatchMouseEvent", &event).map(drop)
}

fn touch(window: &Window, kind: &str, at: Option<[f64; 2]>) -> Result<(), BrowserError> {
    let points: Vec<Value> = at.iter().map(|[x, y]| json!({"x": x, "y": y})).collect();
    window.session.cdp("Input.dispatchTouchEvent", &json!({"type": kind, "touchPoints": points})).map(drop)
}

/// Drags over windows of production, by their numbers.
pub(crate) fn drag(window: &Window, [from, over, to]: [i64; 3]) -> Result<(), BrowserError> {
    for (kind, at) in [("mousePressed", from), ("mouseMoved", over), ("mouseReleased", to)] {
        mouse(window, kind, place(window, at)?)?;
    }
    Ok(())
}

pub(crate) fn wait_for_words(window: &Window, words: &str) -> Result<(), BrowserError> {
    window.session.wait_until(&format!("{WORDS}?.includes({})", json!(words)), PATIENCE)
}

#[test]
fn a_week_is_dragged_by_mouse_and_left_with_escape() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let whole = window.verdict()?;
    // Production's first window is 1 June: window 7 is the 8th.
    mouse(&window, "mousePressed", place(&window, 7)?)?;
    mouse(&window, "mouseMoved", place(&window, 10)?)?;
    wait_for_words(&window, "2013-06-08 to 2013-06-11")?;
    mouse(&window, "mouseMoved", place(&window, 13)?)?;
    // It follows the pointer, and is marked as approximate.
    wait_for_words(&window, "2013-06-08 to 2013-06-14")?;
    wait_for_words(&window, "≈")?;
    mouse(&window, "mouseReleased", place(&window, 13)?)?;
    wait_for_words(&window, "Compared: 2013-06-08 to 2013-06-14")?;
    let within = window.verdict()?;
    assert_ne!(within, whole);
    // The whole range moves when it is picked up in its middle.
    drag(&window, [10, 12, 17])?;
    wait_for_words(&window, "Compared: 2013-06-15 to 2013-06-21")?;
    window.select("against", "the rest of production")?;
    wait_for_words(&window, "with the rest of production")?;
    window.session.run("document.querySelector('[data-testid=period-strip]').focus();", &[])?;
    window.session.press("Escape")?;
    wait_for_words(&window, "Drag over the windows")?;
    assert_eq!(window.verdict()?, whole);
    window.assert_clean()
}

#[test]
fn a_week_is_dragged_by_touch_and_moved_by_keys() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    touch(&window, "touchStart", Some(place(&window, 3)?))?;
    for at in [5, 7, 9] {
        touch(&window, "touchMove", Some(place(&window, at)?))?;
    }
    touch(&window, "touchEnd", None)?;
    wait_for_words(&window, "Compared: 2013-06-04 to 2013-06-10")?;
    window.session.run("document.querySelector('[data-testid=period-strip]').focus();", &[])?;
    window.session.press("ArrowRight")?;
    window.session.press("ArrowRight")?;
    wait_for_words(&window, "Compared: 2013-06-06 to 2013-06-12")?;
    window.session.cdp("Input.dispatchKeyEvent", &json!({"type": "keyDown", "key": "ArrowRight", "modifiers": 8}))?;
    wait_for_words(&window, "Compared: 2013-06-06 to 2013-06-13")?;
    let read_out = window.attributes("[data-testid=period-strip]", "aria-valuetext")?;
    assert_eq!(read_out, ["2013-06-06 to 2013-06-13"]);
    window.assert_clean()
}

#[test]
fn enter_pins_a_period_and_escape_clears_it() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let is_pinned = |pinned: bool| {
        let state = "document.querySelector('[data-testid=period-strip]').ariaReadOnly === ";
        let button = "document.querySelector('[data-testid=period-pin]')?.innerText === ";
        format!("{state}'{pinned}' && {button}'{}'", if pinned { "Pinned" } else { "Pin" })
    };
    window.session.run("document.querySelector('[data-testid=period-strip]').focus();", &[])?;
    window.session.press("ArrowLeft")?;
    // It is compared at once, whatever the keys do next.
    window.session.press("Enter")?;
    wait_for_words(&window, "Compared: 2013-07-26 to 2013-08-01")?;
    window.session.wait_until(&is_pinned(true), PATIENCE)?;
    window.session.press("ArrowLeft")?;
    drag(&window, [3, 6, 9])?;
    assert_eq!(window.attributes("[data-testid=period-strip]", "aria-valuetext")?, ["2013-07-26 to 2013-08-01"]);
    // The button does the same; then it moves again.
    window.session.click("[data-testid=period-pin]")?;
    window.session.wait_until(&is_pinned(false), PATIENCE)?;
    window.session.run("document.querySelector('[data-testid=period-strip]').focus();", &[])?;
    window.session.press("ArrowLeft")?;
    wait_for_words(&window, "Compared: 2013-07-25 to 2013-07-31")?;
    window.session.press("Enter")?;
    window.session.wait_until(&is_pinned(true), PATIENCE)?;
    window.session.press("Escape")?;
    wait_for_words(&window, "Drag over the windows")?;
    window.session.wait_until("!document.querySelector('[data-testid=period-pin]')", PATIENCE)?;
    window.assert_clean()
}

#[test]
fn a_typed_period_has_the_bytes_of_the_command() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    window.enter("period-from", "2013-07-08")?;
    wait_for_words(&window, "Compared: 2013-07-08 to ")?;
    window.enter("period-to", "2013-07-14")?;
    wait_for_words(&window, "Compared: 2013-07-08 to 2013-07-14")?;
    window.select("against", "the period before")?;
    wait_for_words(&window, "with the period before")?;
    window.session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    let page = window.save_shared_page()?;
    let logs = Logs::full();
    let extracted = Command::new(&prepared().command).arg("extract").arg(&page).output().expect("the command starts");
    let compared = Command::new(&prepared().command)
        .arg("compare")
        .args([&logs.reference, &logs.production])
        .args(["--period", "2013-07-08..2013-07-14", "--against", "before", "--format", "json"])
        .output()
        .expect("the command starts");
    assert!(compared.status.success() && extracted.status.success(), "{compared:?}");
    assert_eq!(String::from_utf8_lossy(&extracted.stdout), String::from_utf8_lossy(&compared.stdout));
    window.assert_clean()
}

#[test]
fn a_drag_names_the_effects_that_the_rows_have_on_release() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let logs = Logs::full();
    let compared = Command::new(&prepared().command)
        .arg("compare")
        .args([&logs.reference, &logs.production])
        .args(["--period", "2013-06-08..2013-06-14", "--format", "json"])
        .output()
        .expect("the command starts");
    let report: Value = serde_json::from_slice(&compared.stdout).expect("a report");
    let effects = report["columns"].as_array().into_iter().flatten().filter_map(|column| {
        let effect = column["drift"]["effect"].as_f64()?;
        Some(json!(format!("{} {effect:.2}", column["name"].as_str()?)))
    });
    let effects = Value::Array(effects.collect());
    mouse(&window, "mousePressed", place(&window, 7)?)?;
    mouse(&window, "mouseMoved", place(&window, 10)?)?;
    mouse(&window, "mouseMoved", place(&window, 13)?)?;
    wait_for_words(&window, "2013-06-08 to 2013-06-14")?;
    wait_for_words(&window, "≈")?;
    // Once the columns are counted: before that, the effects are those of a dozen bins.
    let named = "[...document.querySelectorAll('[data-testid=period-words] .period-column')]";
    let are_exact = format!("{named}.length === 6 && {named}.every(named => {effects}.includes(named.innerText))");
    window.session.wait_until(&are_exact, PATIENCE)?;
    // The columns follow, marked, and have the same effects.
    let listed = "[...document.querySelectorAll('[data-testid=listed-column]')]";
    let effect = "line => line.querySelector('.listed-name > span').title + ' '
        + line.querySelector('.effect-number').innerText.slice(2)";
    let marked = "line => line.querySelector('.effect-number').innerText.startsWith('≈ ') && line.innerText.includes('≈ Differs')";
    let follow =
        format!("{listed}.filter({marked}).map({effect}).filter(effect => {effects}.includes(effect)).length > 4");
    window.session.wait_until(&follow, PATIENCE)?;
    mouse(&window, "mouseReleased", place(&window, 13)?)?;
    wait_for_words(&window, "Compared: 2013-06-08 to 2013-06-14")?;
    let is_exact = format!("{listed}.length > 4 && {listed}.every(line => !line.innerText.includes('≈'))");
    window.session.wait_until(&is_exact, PATIENCE)?;
    window.assert_clean()
}

#[test]
fn a_shared_page_previews_periods() -> Result<(), BrowserError> {
    let window = Window::with_flights()?;
    let page = std::fs::read_to_string(window.save_shared_page()?).expect("a download can be read");
    let path = window.files.write("sent.html", &page)?;
    let other = Window::open_file(&path)?;
    other.session.wait_for("[data-testid=period-strip]", PATIENCE)?;
    drag(&other, [7, 10, 13])?;
    wait_for_words(&other, "2013-06-08 to 2013-06-14")?;
    wait_for_words(&other, "the rows are not in this page")?;
    other.select("against", "the rest of production")?;
    wait_for_words(&other, "with the rest of production")?;
    other.session.click("[data-testid=period-clear]")?;
    wait_for_words(&other, "Drag over the windows")?;
    other.assert_clean()
}
