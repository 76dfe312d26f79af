//! Copying: the report or SQL as plain text, or a chart as a picture. What a browser does not let a page copy is saved.

use driftscope_present::{plain_text, saved_name};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::Actions;
use crate::browser::{promised, save_blob};
use crate::state::Action;

impl Actions {
    /// Copies the report as plain text, once it is whole, without what is to be left out.
    pub(crate) fn copy_report(&self) {
        self.when_to_send(|actions, report| {
            actions.copy_text(plain_text(&report), format!("{}.txt", saved_name(&report)));
        });
    }

    /// Copies a text, or saves it under this name.
    pub(crate) fn copy_text(&self, text: String, name: String) {
        let actions = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if !actions.copied(&JsValue::from_str(&text)).await {
                actions.save_text(&name, "text/plain", Ok(text));
            }
        });
    }

    /// Copies a picture.
    pub(crate) fn copy_picture(&self, picture: JsValue, name: String) {
        let actions = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if !actions.copied(&picture).await {
                actions.save_picture(&picture, name);
            }
        });
    }

    /// Saves a picture.
    pub(crate) fn save_picture(&self, picture: &JsValue, name: String) {
        let saved = picture.dyn_ref::<Blob>().ok_or(JsValue::NULL).and_then(|picture| save_blob(&name, picture));
        self.saved(saved.map(|()| name).map_err(|error| format!("{error:?}")));
    }

    async fn copied(&self, thing: &JsValue) -> bool {
        let is_copied = promised(&self.0.scripts.copy, &[thing]).await.is_ok();
        if is_copied {
            self.show(Action::Copied);
        }
        is_copied
    }
}
