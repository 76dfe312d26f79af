//! The few things the page asks of the browser besides drawing its elements.

mod address;
mod canvas;
mod demo;
mod download;
mod drop;
mod exception;
mod js_file;
mod methods;
mod outlines;
mod packing;
mod parquet_rows;
mod reading;
mod scripts;
mod surface;
mod theme;
mod timer;
mod zones;

pub(crate) use address::{fragment, go_in_history, history_state, write_history};
pub(crate) use canvas::{UNITS, picture, prepare};
pub(crate) use demo::demo_files;
pub(crate) use download::{png, save, save_blob};
pub(crate) use drop::{Dropped, chosen, dropped, has_files};
pub(crate) use exception::exception_words;
pub(crate) use js_file::JsFile;
pub(crate) use methods::{DIALOG as METHODS, TEXT as METHODS_TEXT, are_methods_open, close_methods, open_methods};
pub(crate) use outlines::outlines;
pub(crate) use packing::pack_report;
pub(crate) use reading::read_report;
pub(crate) use scripts::{Scripts, promised};
pub(crate) use surface::Surface;
pub(crate) use theme::{ThemeChoice, is_dark, remember, remembered};
pub(crate) use timer::{Timer, after, soon};
pub(crate) use zones::{find_zone, zone_names};

use web_sys::{Document, Window};

/// The page's window; there is none in a worker.
pub(crate) fn window() -> Option<Window> {
    web_sys::window()
}

/// The page's document.
pub(crate) fn document() -> Option<Document> {
    window()?.document()
}

/// The report that the page carries, if it is a shared page.
pub(crate) fn carried_report() -> Option<String> {
    let text = document()?.get_element_by_id("driftscope-report")?.text_content()?;
    (!text.trim().is_empty()).then_some(text)
}

/// Moves the keyboard's focus to an element, if it is there.
pub(crate) fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether a popover is open over the page. Browsers without any do not know the selector.
pub(crate) fn is_popover_open() -> bool {
    document().is_some_and(|document| document.query_selector(":popover-open").is_ok_and(|open| open.is_some()))
}

/// Clicks an element for a person who pressed its key.
pub(crate) fn click(id: &str) {
    use wasm_bindgen::JsCast;
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.click();
    }
}

/// Where a point of the window lies in an element, as a share of its width: from 0 to 1 within it. Listeners are the root's, so an event
/// does not name the element.
pub(crate) fn share_of_width(element: &yew::NodeRef, client_x: i32) -> Option<f64> {
    let bounds = element.cast::<web_sys::Element>()?.get_bounding_client_rect();
    Some((f64::from(client_x) - bounds.left()) / bounds.width())
}

/// Scrolls no more than it takes to see an element.
pub(crate) fn scroll_to_see(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls the page to its top.
pub(crate) fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
