//! Something of the page that is drawn again only while it can be seen, or when there is another comparison.
//!
//! A setting that decides changes the report under a person's hand, and a sort of the table changes the page's state. What is hidden then
//! stays as it is until it is shown.

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
        (self.report == other.report || self.waits && state.comparisons == other_state.comparisons)
            && (state.completing, state.carried) == (other_state.completing, other_state.carried)
            // How files are read is chosen one thing after the other, each on top of the last.
            && [0, 1].iter().all(|side: &usize| state.slots[*side].choice == other_state.slots[*side].choice)
    }
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
    let drawn = drawn.borrow();
    drawn.as_ref().map_or_else(Html::default, |(page, report)| {
        html! { <Drawn page={page.clone()} report={report.clone()} draw={props.draw} /> }
    })
}

/// What was drawn last. While that is to stay, nothing of it is made again.
#[derive(Properties)]
struct DrawnProps {
    page: Page,
    report: SharedReport,
    draw: fn(&Page, &SharedReport) -> Html,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &Self) -> bool {
        self.report == other.report && self.page == other.page
    }
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    let DrawnProps { page, report, draw } = props;
    // A context of its own: charts that are hidden are not drawn again either.
    html! {
        <ContextProvider<Surroundings> context={page.surroundings(report)}>
            <ContextProvider<Asked> context={page.asked()}>
                { draw(page, report) }
            </ContextProvider<Asked>>
        </ContextProvider<Surroundings>>
    }
}
