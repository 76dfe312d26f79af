//! What views are given, and what a view is.

use driftscope_report::Report;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{AppState, SharedReport};

/// Everything that a view draws from, besides the report.
#[derive(Clone, PartialEq)]
pub(crate) struct Page {
    pub state: AppState,
    pub dark: bool,
    /// Changes whenever charts must be drawn again.
    pub viewport: u32,
    pub actions: Actions,
}

impl Page {
    /// Whether there are rows to judge again: a page that carries a report has none.
    pub(crate) fn can_change(&self) -> bool {
        !self.state.carried
    }

    /// The context of the components within the views of a report.
    pub(crate) fn surroundings(&self, report: &SharedReport) -> Surroundings {
        Surroundings {
            report: report.clone(),
            dark: self.dark,
            viewport: self.viewport,
            can_change: self.can_change(),
            actions: self.actions.clone(),
        }
    }
}

/// What components deep within a view use: a Yew context, so that nothing is handed through those around them.
#[derive(Clone, PartialEq)]
pub(crate) struct Surroundings {
    pub report: SharedReport,
    pub dark: bool,
    pub viewport: u32,
    pub can_change: bool,
    pub actions: Actions,
}

/// One view of a report. The shell, the keys and the help are made from the list of them, [`super::VIEWS`].
pub(crate) struct View {
    /// The id of its element, to which links and keys lead.
    pub id: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// The key that leads to it.
    pub key: &'static str,
    /// Whether there is anything to show.
    pub is_there: fn(&Page, &Report) -> bool,
    /// Draws it.
    pub draw: fn(&Page, &SharedReport) -> Html,
}
