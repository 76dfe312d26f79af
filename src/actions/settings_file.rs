//! Saving the settings to a file, and loading them from one.

use driftscope_report::Settings;
use driftscope_session::Problem;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::Actions;
use crate::state::{Action, settings_of_file};

impl Actions {
    /// Saves the settings as a file that the page and the command read.
    pub(crate) fn save_settings(&self) {
        // How one log is split belongs to that log.
        let settings = Settings { split: None, ..self.0.client.settings() };
        let text = serde_json::to_string(&settings).map_err(|error| error.to_string());
        self.save_text("driftscope-settings.json", "application/json", text);
    }

    /// Judges by the settings of a file. A file that holds none is reported, and nothing is changed.
    pub(crate) fn load_settings(&self, file: &File) {
        let (actions, name, text) = (self.clone(), file.name(), JsFuture::from(file.text()));
        wasm_bindgen_futures::spawn_local(async move {
            let text = text.await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            match settings_of_file(&text) {
                Ok(settings) => actions.replace_settings(settings),
                Err(reason) => actions.show(Action::Failed(Problem::BadSettings { name, reason })),
            }
        });
    }
}
