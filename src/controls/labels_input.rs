//! The button that adds labels of the rows of both sides, which came later in files of their own.

use yew::prelude::*;

use crate::actions::Actions;
use crate::browser;

/// The element's name.
const FIELD: &str = "labels-input";

/// A button elsewhere that does the same.
pub(crate) fn add_labels(actions: &Actions) -> Html {
    let onclick = actions.on(|_, _: MouseEvent| browser::click(FIELD));
    html! { <button {onclick}>{ "Add labels…" }</button> }
}

/// Draws it.
pub(crate) fn labels_input(actions: &Actions) -> Html {
    let onchange = actions.on(|actions, event: Event| {
        let files = browser::chosen(&event);
        if !files.is_empty() {
            actions.open_labels(&files);
        }
    });
    html! {
        <label class="add-labels" title="Files in which each label names its prediction by an identifier, such as request_id">
            { "Add labels…" }
            <input id={FIELD} class="visually-hidden" type="file" multiple=true data-testid="labels-input" aria-label="Add files with labels of both sides" {onchange} />
        </label>
    }
}
