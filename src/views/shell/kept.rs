//! Something of the page that is drawn again only while it can be seen, or when there is another comparison.
//!
//! A setting that decides changes the report under a person's hand, and a sort of the table changes the page's state. What is hidden then
//! stays as it is until it is shown.

use driftscope_decide::can_decide;
use driftscope_report::Report;
use yew::prelude::*;

use crate::browser::soon;
use crate::state::SharedReport;
use crate::views::page::{Asked, Page, Surroundings};

#[derive(Properties)]
pub(super) struct KeptProps {
    pub page: Page,
    pub report: SharedReport,
    pub is_shown: bool,
    /// Whether, hidden, it waits when the report is only decided again.
    pub waits: bool,
    /// Draws it.
    pub draw: fn(&Page, &SharedReport) -> Html,
}

impl PartialEq for KeptProps {
    fn eq(&self, other: &Self) -> bool {
        let (state, other_state) = (&self.page.state, &other.page.state);
        if self.is_shown || other.is_shown {
            return self.is_shown == other.is_shown && self.report == other.report && self.page == other.page;
        }
        (self.report == other.report || self.waits && are_of_one_comparison(&self.report, &other.report))
            && (state.completing, state.carried) == (other_state.completing, other_state.carried)
            // How files are read is chosen one thing after the other, each on top of the last.
            && [0, 1].iter().all(|side: &usize| state.slots[*side].choice == other_state.slots[*side].choice)
    }
}

/// Whether one report is the other, decided again under other settings.
fn are_of_one_comparison(one: &Report, other: &Report) -> bool {
    one.settings != other.settings && one.incomplete == other.incomplete && can_decide(&one.settings, &other.settings)
}

#[component]
pub(super) fn Kept(props: &KeptProps) -> Html {
    let drawn = use_mut_ref(|| None::<(Page, SharedReport)>);
    let is_due = use_mut_ref(|| false);
    let again = use_force_update();
    if props.is_shown || is_due.replace(false) {
        drawn.replace(Some((props.page.clone(), props.report.clone())));
    } else {
        // All views in one task would hold up the page.
        soon(move || {
            is_due.replace(true);
            again.force_update();
        });
    }
    let Some((page, report)) = &*drawn.borrow() else { return html! {} };
    // A context of its own: charts that are hidden are not drawn again either.
    html! {
        <ContextProvider<Surroundings> context={page.surroundings(report)}>
            <ContextProvider<Asked> context={page.asked()}>
                { (props.draw)(page, report) }
            </ContextProvider<Asked>>
        </ContextProvider<Surroundings>>
    }
}
