//! A worker that is started under a number and ends with its handle.

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::Client;
use driftscope_session::Command;

/// A worker that ends with its handle.
pub(super) struct Handle {
    pub(super) worker: Worker,
    /// The number that it was started under.
    pub(super) job: u32,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Handle {
    /// Sends a command, and what cannot be text.
    pub(super) fn post(&self, command: &Command, attached: &[JsValue]) {
        let message = self.message(command, attached);
        // Only a file that is gone could be refused, and reading it says so better.
        let _ = self.worker.post_message(&message);
    }

    /// A command as it is sent.
    pub(super) fn message(&self, command: &Command, attached: &[JsValue]) -> Array {
        let message = Array::of1(&JsValue::from_str(&serde_json::to_string(command).unwrap_or_default()));
        attached.iter().for_each(|value| _ = message.push(value));
        message
    }
}

impl Client {
    pub(super) fn launch(&self, job: u32) -> Result<Handle, JsValue> {
        let worker = self.0.borrow().launcher.launch()?;
        let client = self.clone();
        let on_message = Closure::new(move |event: MessageEvent| client.hear(job, &event.data().unchecked_into()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let client = self.clone();
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            client.crashed(job, event.message());
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Handle { worker, job, _on_message: on_message, _on_error: on_error })
    }
}
