//! The column that is open, beside the list.

use yew::prelude::*;

use crate::actions::Actions;
use crate::state::Action;
use crate::views::column::column_detail::ColumnDetail;

/// Draws it, with the ways to its neighbours in the list and back to the list.
pub(super) fn pane(place: usize, actions: &Actions) -> Html {
    let button = |label: &'static str, sign: &'static str, action: Action| {
        let onclick = actions.on(move |actions, _: MouseEvent| actions.show(action.clone()));
        html! { <button class="icon" title={label} aria-label={label} {onclick}>{ sign }</button> }
    };
    html! {
        <section class="pane" aria-label="Column" data-testid="pane">
            <div class="pane-buttons">
                { button("Previous column (k)", "↑", Action::Moved(-1)) }
                { button("Next column (j)", "↓", Action::Moved(1)) }
                { button("Close (Esc)", "×", Action::Toggled(place)) }
            </div>
            // Another column begins at its top.
            <div class="pane-body" key={place}><ColumnDetail {place} /></div>
        </section>
    }
}
