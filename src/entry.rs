//! The two ways into the module: as the page and as a worker. Neither starts by itself, since both load the same code.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::browser::{Scripts, after};
use crate::views::shell::app::{App, AppProps};
use crate::worker::{Launcher, host};

/// Milliseconds after which the page is there and has nothing to do.
const SETTLED: i32 = 300;

/// Starts the page. `equip` gives a worker the compiled module, and `script` is the text from which each worker is made;
/// `template` is the page's own text as it was before anything changed it, to save shared pages from;
/// the functions are those of [`Scripts`].
#[wasm_bindgen]
pub fn start_page(
    equip: js_sys::Function,
    script: String,
    template: String,
    unpack: js_sys::Function,
    lock: js_sys::Function,
    copy: js_sys::Function,
) {
    let Some(root) = crate::browser::document().and_then(|document| document.get_element_by_id("app")) else {
        return;
    };
    let carried = crate::browser::carried_report().map(Into::into);
    let launcher = Launcher::new(equip, &script);
    if carried.is_none() {
        let launcher = launcher.clone();
        after(SETTLED, move || launcher.make_ready(2));
    }
    yew::Renderer::<App>::with_root_and_props(
        root,
        AppProps { launcher, template: template.into(), carried, scripts: Scripts { unpack, lock, copy } },
    )
    .render();
}

/// Starts a worker: it answers messages from then on. `parquet` promises the rows of a Parquet file: see `static/worker.js`.
#[wasm_bindgen]
pub fn start_worker(parquet: js_sys::Function) {
    host::start(parquet);
}
