//! JavaScript exceptions in words.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// The message of an exception.
pub(crate) fn exception_words(reason: &JsValue) -> String {
    match reason.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => Reflect::get(reason, &JsValue::from_str("message"))
            .ok()
            .and_then(|message| message.as_string())
            .unwrap_or_else(|| "no reason given".to_owned()),
    }
}
