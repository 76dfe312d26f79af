//! The report that the page came with.

use std::rc::Rc;

use driftscope_session::SharedReport;

use super::AppState;
use crate::state::{Question, from_fragment, to_fragment};

impl AppState {
    /// Shows it as its sender did: with the notes, under the settings, and at the view where it was saved.
    pub(super) fn carry(&mut self, report: SharedReport) {
        self.notes = Rc::new(report.notes.clone().unwrap_or_default());
        self.beside = report.beside.clone().map(Rc::new);
        self.sent_settings = Some(Rc::new(report.settings.clone()));
        let is_asked = to_fragment(&self.question) != to_fragment(&Question::default());
        self.question.settings = Rc::new(report.settings.clone());
        let place = from_fragment(&report.opens_at, &Question::default());
        self.show(report, true);
        // A view in the address takes precedence. Of the place, settings that somebody wrote into it do not count.
        if !is_asked {
            self.question = Question { settings: self.question.settings.clone(), ..place };
            self.cursor = self.question.open;
        }
    }
}

#[cfg(test)]
mod tests {
    use driftscope_report::Report;

    use super::*;
    use crate::state::{Action, Tab};

    #[test]
    fn it_opens_where_it_was_saved_unless_the_address_asks_for_another_view() {
        let report = Report { opens_at: "columns;o=3;alpha=0.5".to_owned(), ..Report::default() };
        let report = SharedReport(Rc::new(report));
        let opened = AppState::default().after(Action::Carried(report.clone()));
        assert_eq!((opened.question.tab, opened.question.open, opened.cursor), (Tab::Columns, Some(3), Some(3)));
        assert_eq!(*opened.question.settings, report.settings);
        assert!(!opened.history.steps().iter().any(|step| step.question.tab == Tab::Overview));
        let asked = Question { tab: Tab::Model, ..Question::default() };
        let opened = AppState::default().after(Action::Arrived(asked)).after(Action::Carried(report));
        assert_eq!((opened.question.tab, opened.question.open), (Tab::Model, None));
    }
}
