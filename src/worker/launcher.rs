//! Makes workers from the page's own code.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url, Worker};

/// The compiled module and the address of the script that runs it. Handles of one launcher are equal.
#[derive(Clone)]
pub(crate) struct Launcher(Rc<(JsValue, Option<String>)>);

impl Launcher {
    /// Keeps the module, and the script as a blob, since a page opened from a file has no address that a worker may
    /// be loaded from.
    pub(crate) fn new(module: JsValue, script: &str) -> Self {
        let properties = BlobPropertyBag::new();
        properties.set_type("text/javascript");
        let parts = Array::of1(&JsValue::from_str(script));
        let url = Blob::new_with_str_sequence_and_options(&parts, &properties)
            .and_then(|blob| Url::create_object_url_with_blob(&blob));
        Self(Rc::new((module, url.ok())))
    }

    /// A new worker, which has been given the module.
    pub(crate) fn launch(&self) -> Result<Worker, JsValue> {
        let (module, url) = &*self.0;
        let url = url.as_deref().ok_or_else(|| JsValue::from_str("no script"))?;
        let worker = Worker::new(url)?;
        worker.post_message(module)?;
        Ok(worker)
    }
}

impl PartialEq for Launcher {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
