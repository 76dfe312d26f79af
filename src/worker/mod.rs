//! What a session needs of a browser: workers, messages, files, and buffers that change owner.
//!
//! A message is an array: a command or an event as JSON, then whatever cannot be text.

#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
mod handle;
#[cfg(target_arch = "wasm32")]
pub(crate) mod host;
#[cfg(target_arch = "wasm32")]
mod js_buffers;
#[cfg(target_arch = "wasm32")]
mod js_file;
#[cfg(target_arch = "wasm32")]
mod launcher;

#[cfg(target_arch = "wasm32")]
pub(crate) use client::Client;
#[cfg(target_arch = "wasm32")]
pub(crate) use launcher::Launcher;

/// A message with a command or an event in it.
#[cfg(target_arch = "wasm32")]
fn message(content: &impl serde::Serialize) -> js_sys::Array {
    let text = serde_json::to_string(content).unwrap_or_default();
    js_sys::Array::of1(&wasm_bindgen::JsValue::from_str(&text))
}
