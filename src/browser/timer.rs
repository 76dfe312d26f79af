//! Work that waits for its turn: a task of its own, now or after a while.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// A call that is still to come, and does not come if its handle is dropped.
pub(crate) struct Timer {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls back after this many milliseconds.
    pub(crate) fn start(milliseconds: i32, callback: impl FnOnce() + 'static) -> Option<Self> {
        let callback = Closure::once(callback);
        let id = super::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), milliseconds)
            .ok()?;
        Some(Self { id, _callback: callback })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = super::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Calls back after this many milliseconds, whatever happens to the caller.
pub(crate) fn after(milliseconds: i32, callback: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(callback);
    if let Some(window) = super::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds);
    }
}

/// Calls back in a task of its own, so that a person's clicks come in between.
pub(crate) fn soon(callback: impl FnOnce() + 'static) {
    after(0, callback);
}
