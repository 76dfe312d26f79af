//! Listens to the whole window for as long as a component lives.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};
use yew::prelude::*;

/// Calls back on every event of this name, anywhere on the page.
#[hook]
pub(crate) fn use_window_event(name: &'static str, callback: Callback<Event>) {
    use_effect_with(callback, move |callback| {
        let callback = callback.clone();
        let listener = Closure::<dyn FnMut(Event)>::new(move |event| callback.emit(event));
        let target: Option<EventTarget> = crate::browser::window().map(Into::into);
        if let Some(target) = &target {
            let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        move || {
            if let Some(target) = target {
                let _ = target.remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
    });
}
