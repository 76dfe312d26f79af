//! Something of the page that is drawn again only when it can be seen, or when its report is another.
//!
//! A sort of the table is a change of the page's state. What is hidden then stays as it is: it is there for printing, which shows the
//! report.

use yew::prelude::*;

use crate::state::SharedReport;
use crate::views::page::Page;

#[derive(Properties)]
pub(super) struct KeptProps {
    pub page: Page,
    pub report: SharedReport,
    pub is_shown: bool,
    /// Draws it.
    pub draw: fn(&Page, &SharedReport) -> Html,
}

impl PartialEq for KeptProps {
    fn eq(&self, other: &Self) -> bool {
        let (state, other_state) = (&self.page.state, &other.page.state);
        let is_same = self.report == other.report
            && self.is_shown == other.is_shown
            && (state.completing, state.carried) == (other_state.completing, other_state.carried)
            // How files are read is chosen one thing after the other, each on top of the last.
            && [0, 1].iter().all(|side: &usize| state.slots[*side].choice == other_state.slots[*side].choice);
        is_same && (!self.is_shown || self.page == other.page)
    }
}

#[component]
pub(super) fn Kept(props: &KeptProps) -> Html {
    (props.draw)(&props.page, &props.report)
}
