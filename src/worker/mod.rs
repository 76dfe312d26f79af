//! What a session needs of a browser: workers, messages, files, and buffers that change owner.
//!
//! A message is an array: a command or an event as JSON, then whatever cannot be text.

mod client;
mod handle;
pub(crate) mod host;
mod js_buffers;
mod launcher;
mod queue;

pub(crate) use client::{Client, input};
pub(crate) use js_buffers::JsBuffers;
pub(crate) use launcher::Launcher;
pub(crate) use queue::Queue;

/// A message with a command or an event in it.
fn message(content: &impl serde::Serialize) -> js_sys::Array {
    let text = serde_json::to_string(content).unwrap_or_default();
    js_sys::Array::of1(&wasm_bindgen::JsValue::from_str(&text))
}
