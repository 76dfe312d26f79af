//! Opening the flight logs that the page carries.

use super::Actions;
use crate::browser;
use crate::state::Side;

impl Actions {
    /// Unpacks the demo's logs and opens them.
    pub(crate) fn open_demo(&self) {
        let actions = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(files) = browser::demo_files(&actions.0.scripts.unpack).await {
                for (side, file) in Side::BOTH.into_iter().zip(files) {
                    actions.open_files(side, &[file]);
                }
            }
        });
    }
}
