//! What views are given, and what a view is.

use std::rc::Rc;

use driftscope_report::{Bar, Notes, Report};
use driftscope_session::BarAnswer;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{AppState, Drawer, Previewed, SharedReport, Tab};

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
        !self.state.carried && self.state.unredacted.is_none()
    }

    /// The context of the components within the views of a report.
    pub(crate) fn surroundings(&self, report: &SharedReport) -> Surroundings {
        Surroundings {
            report: report.clone(),
            dark: self.dark,
            viewport: self.room_of_charts(),
            can_change: self.can_change(),
            notes: self.state.unredacted.is_none().then(|| self.state.notes.clone()),
            actions: self.actions.clone(),
        }
    }

    /// A number for the room that charts have: those of a view that was hidden were not drawn, and a drawer beside the view makes them
    /// narrower.
    fn room_of_charts(&self) -> u32 {
        let is_beside_drawer = self.state.drawer.is_some_and(|drawer| drawer != Drawer::Views);
        let place = self.state.question.tab as u32 * 2 + u32::from(is_beside_drawer);
        self.viewport.wrapping_mul(16).wrapping_add(place)
    }

    /// The context of what depends on the bar that is asked about.
    pub(crate) fn asked(&self) -> Asked {
        Asked { bar: self.state.question.bar.clone(), differing: self.state.differing.clone() }
    }
}

/// What components deep within a view use: a Yew context, so that nothing is handed through those around them.
#[derive(Clone, PartialEq)]
pub(crate) struct Surroundings {
    pub report: SharedReport,
    pub dark: bool,
    pub viewport: u32,
    pub can_change: bool,
    /// What a person wrote for the readers; nothing while a preview of what is sent is shown.
    pub notes: Option<Rc<Notes>>,
    pub actions: Actions,
}

/// The bar that is asked about, and the answer. A context apart from [`Surroundings`]: all figures of a column depend on that, and drawing
/// them again for each answer holds up the page.
#[derive(Clone, PartialEq)]
pub(crate) struct Asked {
    pub bar: Option<Rc<Bar>>,
    pub differing: Option<BarAnswer>,
}

/// Hangs up the preview of a period, for the columns that are shown: a Yew context, like [`Previewed`] itself.
#[derive(Clone, PartialEq)]
pub(crate) struct SetPreviewed(pub UseStateSetter<Previewed>);

/// One view of a report: a tab. The shell, the keys and the help are made from the list of them, [`super::VIEWS`].
pub(crate) struct View {
    /// Which it is.
    pub tab: Tab,
    /// Its name for a person.
    pub title: &'static str,
    /// The key that leads to it.
    pub key: &'static str,
    /// What it needs and what there is not, for a person who could provide it. The tab stays.
    pub lacks: fn(&Page, &Report) -> Option<&'static str>,
    /// How many things in it need attention.
    pub count: fn(&Report) -> u64,
    /// Draws it.
    pub draw: fn(&Page, &SharedReport) -> Html,
}
