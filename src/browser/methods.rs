//! Opens the methods that the page carries, at the place that a person asked for.
//!
//! They are the browser's own dialog: it keeps the keyboard inside, closes on Escape, and gives the focus back to
//! where it was.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The dialog's id.
pub(crate) const DIALOG: &str = "methods";

/// The id of the element that the text is put into.
pub(crate) const TEXT: &str = "methods-text";

/// Opens the methods at an anchor, or at their beginning if there is no such place.
pub(crate) fn open_methods(anchor: &str) {
    let Some(dialog) = dialog() else { return };
    fill();
    let _ = dialog.show_modal();
    let Some(place) = element(anchor).or_else(|| element(TEXT)) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    place.scroll_into_view_with_scroll_into_view_options(&options);
    let _ = place.focus();
}

/// Closes them.
pub(crate) fn close_methods() {
    dialog().into_iter().for_each(|dialog| dialog.close());
}

/// Whether they are open: then keys are theirs.
pub(crate) fn are_methods_open() -> bool {
    dialog().is_some_and(|dialog| dialog.get_attribute("open").is_some())
}

/// The text is made into elements when it is asked for the first time.
fn fill() {
    let (Some(place), Some(document)) = (element(TEXT), super::document()) else { return };
    if place.last_child().is_none() {
        let text = document.get_element_by_id("driftscope-methods").and_then(|source| source.text_content());
        place.set_inner_html(&text.unwrap_or_default());
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    element(DIALOG).map(JsCast::unchecked_into)
}

fn element(id: &str) -> Option<HtmlElement> {
    super::document()?.get_element_by_id(id).map(JsCast::unchecked_into)
}
