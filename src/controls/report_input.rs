//! The button that compares the report with another one, as dropping it does.

use yew::prelude::*;

use crate::actions::Actions;
use crate::browser;

/// Draws it.
pub(crate) fn report_input(actions: &Actions) -> Html {
    let onchange = actions.on(|actions, event: Event| {
        if let Some(file) = browser::chosen(&event).into_iter().next() {
            actions.choose_other_report(file);
        }
    });
    html! {
        <label class="add-labels" title="A report as JSON, or a shared page, of an earlier or a later time; or a report of Evidently on the same data, as JSON">
            { "Compare with another report…" }
            <input class="visually-hidden" type="file" accept=".html,.json" data-testid="report-input" aria-label="Compare with another report" {onchange} />
        </label>
    }
}
