//! Makes workers from the page's own code.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url, Worker};

/// Starts workers. Handles of one launcher are equal.
#[derive(Clone)]
pub(crate) struct Launcher(Rc<Parts>);

struct Parts {
    /// The function that sends a worker the compiled module, and later that for Parquet files, if it asks.
    equip: Function,
    /// The address of the script that runs it.
    url: Option<String>,
    /// Workers that were started and have nothing to do yet.
    ready: RefCell<Vec<Worker>>,
}

impl Launcher {
    /// Keeps what equips workers, and the script as a blob, since a page opened from a file has no address that a worker may
    /// be loaded from.
    pub(crate) fn new(equip: Function, script: &str) -> Self {
        let properties = BlobPropertyBag::new();
        properties.set_type("text/javascript");
        let parts = Array::of1(&JsValue::from_str(script));
        let url = Blob::new_with_str_sequence_and_options(&parts, &properties)
            .and_then(|blob| Url::create_object_url_with_blob(&blob))
            .ok();
        Self(Rc::new(Parts { equip, url, ready: RefCell::default() }))
    }

    /// Starts this many workers ahead: to start one takes a fifth of a second, which nobody has to wait for if it is done
    /// before there are files.
    pub(crate) fn make_ready(&self, count: usize) {
        for _ in 0..count {
            // If it fails, it will again when a worker is needed, and be said then.
            let Ok(worker) = self.start() else { return };
            self.0.ready.borrow_mut().push(worker);
        }
    }

    /// A worker, which has been given the module.
    pub(crate) fn launch(&self) -> Result<Worker, JsValue> {
        let ready = self.0.ready.borrow_mut().pop();
        ready.map_or_else(|| self.start(), Ok)
    }

    fn start(&self) -> Result<Worker, JsValue> {
        let url = self.0.url.as_deref().ok_or_else(|| JsValue::from_str("no script"))?;
        let worker = Worker::new(url)?;
        self.0.equip.call1(&JsValue::NULL, &worker)?;
        Ok(worker)
    }
}

impl PartialEq for Launcher {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
