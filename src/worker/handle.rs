//! A worker, which ends with its handle.

use driftscope_session::Attached;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, File, MessageEvent, Worker};

use super::Launcher;
use super::js_buffers::JsBuffers;

/// A worker that ends with its handle.
pub(super) struct Handle {
    worker: Worker,
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
    /// Starts a worker. `receive` takes its messages; `lost` what a browser says if it ends unexpectedly.
    pub(super) fn start(
        launcher: &Launcher,
        receive: impl Fn(Array) + 'static,
        lost: impl Fn(String) + 'static,
    ) -> Result<Self, JsValue> {
        let worker = launcher.launch()?;
        let on_message = Closure::new(move |event: MessageEvent| receive(event.data().unchecked_into()));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            lost(event.message());
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a command, and what goes with it.
    pub(super) fn send(&self, message: &Array, attached: Attached<File, JsBuffers>) {
        let moved = match attached {
            Attached::Nothing => Array::new(),
            Attached::Files(files) => {
                files.iter().for_each(|file| _ = message.push(file));
                Array::new()
            }
            Attached::Buffers(buffers) => buffers.attach(message),
        };
        // Only a file that is gone could be refused, and reading it explains that better.
        let _ = self.worker.post_message_with_transfer(message, &moved);
    }
}
