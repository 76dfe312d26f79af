//! A number that changes whenever charts must be drawn again: at another width of the window, or in another theme of the system.

use wasm_bindgen::JsCast;
use web_sys::Event;
use yew::prelude::*;

use super::window_event::use_window_event;
use crate::browser;

/// The number of now.
#[hook]
pub(crate) fn use_viewport() -> u32 {
    let viewport = use_state_eq(|| 0_u32);
    let redraw = {
        let viewport = viewport.clone();
        use_callback((), move |_: Event, ()| viewport.set(js_sys::Date::now() as u64 as u32))
    };
    use_window_event("resize", redraw.clone());
    use_media_change(redraw);
    *viewport
}

/// Calls back when the system goes dark or light.
#[hook]
fn use_media_change(callback: Callback<Event>) {
    use_effect_with(callback, |callback| {
        let callback = callback.clone();
        let listener = wasm_bindgen::closure::Closure::<dyn FnMut(Event)>::new(move |event| callback.emit(event));
        let query =
            browser::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        if let Some(query) = &query {
            let _ = query.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
        }
        move || {
            if let Some(query) = query {
                let _ = query.remove_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
            }
        }
    });
}
