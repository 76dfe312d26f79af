//! Saving a page that a password locks.

use driftscope_report::locked_page;
use wasm_bindgen::JsValue;

use super::Actions;
use crate::browser::{exception_words, pack_report, promised};

/// The file's name, which says nothing of the report, as the page around it does not.
const NAME: &str = "driftscope-locked.html";

impl Actions {
    /// Saves the page with the report in it, locked with a password.
    pub(crate) fn save_locked(&self, password: String) {
        self.when_to_send(|actions, report| {
            pack_report(
                &report,
                || true,
                move |packed| {
                    wasm_bindgen_futures::spawn_local(async move {
                        let locked = actions.locked(&password, &packed).await;
                        let text = locked.map_err(|reason| exception_words(&reason)).and_then(|locked| {
                            locked_page(&actions.0.template, &locked).map_err(|error| error.to_string())
                        });
                        actions.save_text(NAME, "text/html", text);
                    });
                },
            );
        });
    }

    async fn locked(&self, password: &str, text: &str) -> Result<String, JsValue> {
        let locked = promised(&self.0.scripts.lock, &[&password.into(), &text.into()]).await?;
        Ok(locked.as_string().unwrap_or_default())
    }
}
