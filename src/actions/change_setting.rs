//! Changing a setting.

use std::rc::Rc;

use driftscope_report::Settings;
use yew::Callback;

use super::Actions;
use crate::state::{Action, Change};

impl Actions {
    /// Judges again under other settings.
    pub(crate) fn change_setting(&self, change: &Change) {
        self.judge_by(|settings| change(settings));
        self.show(Action::SettingsChanged(Rc::new(self.0.client.settings())));
    }

    /// Judges by other settings, without a step of the history. While another period is compared, its preview stands for the progress.
    pub(super) fn judge_by(&self, change: impl FnOnce(&mut Settings)) {
        let now = self.0.client.settings();
        let mut asked = now.clone();
        change(&mut asked);
        if asked.period != now.period {
            self.show(Action::PeriodChosen);
        }
        self.0.client.with(|session| session.change_settings(|settings| *settings = asked));
    }

    /// A callback that sets one setting.
    pub(crate) fn on_setting<T: Clone + 'static>(&self, set: fn(&mut Settings, T)) -> Callback<T> {
        self.on(move |actions, value: T| {
            let change: Change = Rc::new(move |settings: &mut Settings| set(settings, value.clone()));
            actions.change_setting(&change);
        })
    }
}
