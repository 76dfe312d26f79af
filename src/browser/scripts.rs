//! What the page's own scripts do for the module: `static/boot.js` has them.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The scripts' functions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scripts {
    /// Promises what an element of the page holds, unpacked.
    pub(crate) unpack: Function,
    /// Promises a text, locked with a password.
    pub(crate) lock: Function,
    /// Promises that a text or a picture is on the clipboard.
    pub(crate) copy: Function,
}

/// What a function promises, once it is there.
pub(crate) async fn promised(function: &Function, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let coming = function.apply(&JsValue::NULL, &arguments.iter().collect())?;
    JsFuture::from(coming.dyn_into::<Promise>()?).await
}
