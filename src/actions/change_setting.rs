//! Changing a setting.

use std::rc::Rc;

use driftscope_report::Settings;
use yew::Callback;

use super::Actions;
use crate::state::{Action, Change};

impl Actions {
    /// Judges again under other settings.
    pub(crate) fn change_setting(&self, change: &Change) {
        self.0.client.with(|session| session.change_settings(|settings| change(settings)));
        self.show(Action::SettingsChanged(Rc::new(self.0.client.settings())));
    }

    /// A callback that sets one setting.
    pub(crate) fn on_setting<T: Copy + 'static>(&self, set: fn(&mut Settings, T)) -> Callback<T> {
        self.on(move |actions, value: T| {
            let change: Change = Rc::new(move |settings: &mut Settings| set(settings, value));
            actions.change_setting(&change);
        })
    }
}
