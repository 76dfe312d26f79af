//! The verdict in a sentence and six figures.

mod cards;
mod verdict;

use yew::prelude::*;

use self::cards::cards;
use self::verdict::verdict_section;
use crate::state::Action;
use crate::views::page::View;

/// The verdict and the cards below it.
pub(crate) const VIEW: View = View {
    id: "verdict",
    title: "Verdict",
    key: "1",
    is_there: |_, _| true,
    draw: |page, report| {
        let on_filter = page.actions.on(|actions, filter| actions.show(Action::Filtered(filter)));
        html! { <>{ verdict_section(report, page.state.can_decide().then_some(&page.actions)) }{ cards(report, &on_filter) }</> }
    },
};
