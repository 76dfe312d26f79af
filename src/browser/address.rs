//! The page's address and the browser's history, of which only the fragment and a number are used.

use wasm_bindgen::JsValue;

/// The page's address, if it has one to keep anything in. A page within another may be its own address (`data:`), and as long as that:
/// browsers give up such a page when it changes. Taken from the document: what can lead away from the page is not to be had.
fn address() -> Option<String> {
    let address = super::document()?.url().ok()?;
    ["file:", "http:", "https:"].iter().any(|scheme| address.starts_with(scheme)).then_some(address)
}

/// What follows the address's `#`; empty without one.
pub(crate) fn fragment() -> String {
    let address = address().unwrap_or_default();
    address.split_once('#').map(|(_, fragment)| fragment.to_owned()).unwrap_or_default()
}

/// The number that the entry of now holds, if it is one of this page.
pub(crate) fn history_state() -> Option<u32> {
    let state = super::window()?.history().ok()?.state().ok()?.as_f64()?;
    Some(state as u32)
}

/// A new entry, or the entry of now becomes another. Returns whether it was made: a page within another has no address of its own.
pub(crate) fn write_history(number: u32, fragment: &str, is_new: bool) -> bool {
    let history = super::window().and_then(|window| window.history().ok()).filter(|_| address().is_some());
    let Some(history) = history else { return false };
    let (number, address) = (JsValue::from(number), format!("#{fragment}"));
    let written = if is_new {
        history.push_state_with_url(&number, "", Some(&address))
    } else {
        history.replace_state_with_url(&number, "", Some(&address))
    };
    written.is_ok()
}

/// To an earlier entry, or a later one.
pub(crate) fn go_in_history(by: i32) {
    if let Some(history) = super::window().and_then(|window| window.history().ok()) {
        let _ = history.go_with_delta(by);
    }
}
