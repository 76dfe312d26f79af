//! The logs that the page brings along, as files.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::state::Side;

/// Both of the demo's files; `None` where the page was built without them.
pub(crate) async fn demo_files(unpack: &Function) -> Option<[File; 2]> {
    let [reference, production] = Side::BOTH.map(|side| demo_file(side, unpack));
    Some([reference?.of().await?, production?.of().await?])
}

/// A file that is being unpacked.
struct Coming {
    name: String,
    bytes: JsFuture,
}

impl Coming {
    async fn of(self) -> Option<File> {
        let bytes = self.bytes.await.ok()?;
        File::new_with_u8_array_sequence(&Array::of1(&bytes), &self.name).ok()
    }
}

/// Begins to unpack the file of a side.
fn demo_file(side: Side, unpack: &Function) -> Option<Coming> {
    let id = format!("driftscope-demo-{}", side.as_str());
    let name = super::document()?.get_element_by_id(&id)?.get_attribute("data-name")?;
    let bytes: Promise = unpack.call1(&JsValue::NULL, &JsValue::from_str(&id)).ok()?.dyn_into().ok()?;
    Some(Coming { name, bytes: JsFuture::from(bytes) })
}
