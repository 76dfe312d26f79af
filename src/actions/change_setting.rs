//! Changing a setting.

use super::Actions;
use crate::state::Change;

impl Actions {
    /// Judges again under other settings.
    pub(crate) fn change_setting(&self, change: &Change) {
        self.0.client.with(|session| session.change_settings(|settings| change(settings)));
    }
}
