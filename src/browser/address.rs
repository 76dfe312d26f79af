//! The page's address and the browser's history, of which only the fragment and a number are used.

use wasm_bindgen::JsValue;

/// What follows the address's `#`; empty without one. Taken from the document: what can change the address is not to be had.
pub(crate) fn fragment() -> String {
    let address = super::document().and_then(|document| document.url().ok()).unwrap_or_default();
    address.split_once('#').map(|(_, fragment)| fragment.to_owned()).unwrap_or_default()
}

/// The number that the entry of now holds, if it is one of this page.
pub(crate) fn history_state() -> Option<u32> {
    let state = super::window()?.history().ok()?.state().ok()?.as_f64()?;
    Some(state as u32)
}

/// A new entry, or the entry of now becomes another. Returns whether it was made: a page within another has no address of its own.
pub(crate) fn write_history(number: u32, fragment: &str, is_new: bool) -> bool {
    let Some(history) = super::window().and_then(|window| window.history().ok()) else { return false };
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
