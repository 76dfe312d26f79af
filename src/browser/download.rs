//! Saves a text or a picture as a file, without leaving the page.

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

/// Offers `text` for saving under `name`.
pub(crate) fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &properties)?;
    save_blob(name, &blob)
}

/// Hands over what a canvas shows as PNG. Drawn pixels become a file beside the page's own work.
pub(crate) fn png(canvas: &HtmlCanvasElement, done: impl FnOnce(JsValue) + 'static) {
    let _ = canvas.to_blob(Closure::once_into_js(done).unchecked_ref());
}

/// Offers a blob for saving under `name`.
pub(crate) fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = super::document().ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the blob by the time the click returns only in some; give the others a moment.
    super::timer::after(30_000, move || _ = Url::revoke_object_url(&url));
    Ok(())
}
