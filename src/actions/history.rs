//! Going back to what was asked before, and forward again.

use std::rc::Rc;

use driftscope_report::{Bar, Settings};

use super::Actions;
use crate::state::{Action, Question, from_fragment};

impl Actions {
    /// Takes the newest step back.
    pub(crate) fn undo(&self) {
        let at = self.latest().history.at();
        at.checked_sub(1).into_iter().for_each(|place| self.travel(place));
    }

    /// Takes the step that was undone.
    pub(crate) fn redo(&self) {
        self.travel(self.latest().history.at() + 1);
    }

    /// Goes to a step of the history.
    pub(crate) fn travel(&self, place: usize) {
        let question = self.latest().history.steps().get(place).map(|step| step.question.clone());
        if let Some(question) = question {
            let before = self.latest().question.bar;
            self.show(Action::Travelled(place));
            self.apply_settings(&question);
            if let Some(bar) = question.bar.as_ref().filter(|bar| before.as_ref() != Some(*bar)) {
                self.0.client.with(|session| session.ask_bar(bar));
            }
        }
    }

    /// Asks what differs in a bar of a chart, or no longer.
    pub(crate) fn ask_bar(&self, bar: Option<Rc<Bar>>) {
        self.show(Action::BarAsked(bar.clone()));
        if let Some(bar) = bar {
            self.0.client.with(|session| session.ask_bar(&bar));
        }
    }

    /// Goes to the step that the browser's history names; from an address of another history it takes what the fragment holds.
    pub(crate) fn arrive(&self, serial: Option<u32>, fragment: &str) {
        let latest = self.latest();
        match serial.and_then(|serial| latest.history.place(serial)) {
            Some(place) => self.travel(place),
            None => {
                let question = from_fragment(fragment, &latest.question);
                self.show(Action::Arrived(question.clone()));
                self.apply_settings(&question);
            }
        }
    }

    /// Judges by the settings of a question, if they are others. How a log is split is no part of a question.
    fn apply_settings(&self, question: &Question) {
        let now = self.0.client.settings();
        let asked = Settings { split: now.split.clone(), ..(*question.settings).clone() };
        if asked != now {
            self.judge_by(|settings| *settings = asked);
        }
    }

    /// Judges by other settings as a whole: a step of the history.
    pub(crate) fn replace_settings(&self, settings: Settings) {
        self.change_setting(
            &(Rc::new(move |now: &mut Settings| {
                let split = now.split.take();
                now.clone_from(&settings);
                now.split = split;
            }) as crate::state::Change),
        );
    }
}
