//! Go to a column: type a part of its name, choose it, and it opens.

use driftscope_present::column_name;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser;
use crate::controls::chip::chip;
use crate::state::{Action, SharedReport, matching};

/// The id of the field.
const FIELD: &str = "go-to-field";

/// Columns that are listed.
const LISTED: usize = 10;

#[derive(Properties, PartialEq)]
pub(super) struct GoToProps {
    pub report: SharedReport,
    pub actions: Actions,
}

#[component]
pub(super) fn GoTo(props: &GoToProps) -> Html {
    let text = use_state_eq(String::new);
    let at = use_state_eq(|| 0_usize);
    use_effect_with((), |()| browser::focus(FIELD));
    let found = matching(&props.report, &text, LISTED);
    let chosen = (*at).min(found.len().saturating_sub(1));
    let close = props.actions.on(|actions, _: MouseEvent| actions.show(Action::GoingToggled));
    let oninput = {
        let (text, at) = (text.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(0);
        })
    };
    let onkeydown = {
        let (at, found, actions) = (at.clone(), found.clone(), props.actions.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" => at.set((chosen + 1).min(found.len().saturating_sub(1))),
                "ArrowUp" => at.set(chosen.saturating_sub(1)),
                "Enter" => found.get(chosen).into_iter().for_each(|place| actions.show(Action::WentTo(*place))),
                "Escape" => actions.show(Action::GoingToggled),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let option = |(row, &place): (usize, &usize)| {
        let column = props.report.columns.get(place)?;
        let onclick = props.actions.on(move |actions, _: MouseEvent| actions.show(Action::WentTo(place)));
        Some(html! {
            <li key={place} id={format!("go-to-{row}")} role="option" aria-selected={(row == chosen).to_string()} {onclick}>
                <span dir="auto">{ column_name(&column.name) }</span>{ chip(column) }
            </li>
        })
    };
    html! {
        <div class="veil" onclick={close}>
            <div class="go-to" role="dialog" aria-modal="true" aria-label="Go to a column" data-testid="go-to" onclick={|event: MouseEvent| event.stop_propagation()}>
                <input id={FIELD} type="text" role="combobox" autocomplete="off" placeholder="Go to a column" aria-label="Name of a column"
                    aria-expanded="true" aria-controls="go-to-list" aria-activedescendant={(!found.is_empty()).then(|| format!("go-to-{chosen}"))}
                    value={(*text).clone()} {oninput} {onkeydown} />
                <ul id="go-to-list" role="listbox" aria-label="Columns">{ for found.iter().enumerate().filter_map(option) }</ul>
                if found.is_empty() { <p class="dim">{ "No column has this in its name" }</p> }
            </div>
        </div>
    }
}
