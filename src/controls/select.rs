//! A labelled choice of one among several.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What it shows, and whom it tells.
pub(crate) struct SelectProps<'a, T> {
    pub label: &'static str,
    /// Part of the element's name for tests and scripts.
    pub id: &'static str,
    /// The values, and their words.
    pub options: &'a [(T, String)],
    pub chosen: &'a T,
    pub on_choice: Callback<T>,
}

/// Draws it.
pub(crate) fn select<T: Clone + PartialEq + 'static>(props: &SelectProps<'_, T>) -> Html {
    let values: Vec<T> = props.options.iter().map(|(value, _)| value.clone()).collect();
    let on_choice = props.on_choice.clone();
    let onchange = Callback::from(move |event: Event| {
        let place = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        if let Some(value) = usize::try_from(place).ok().and_then(|place| values.get(place)) {
            on_choice.emit(value.clone());
        }
    });
    html! {
        <label class="choice">
            <span>{ props.label }</span>
            <select data-testid={props.id} {onchange}>
                { for props.options.iter().map(|(value, words)| html! {
                    <option selected={value == props.chosen}>{ words }</option>
                }) }
            </select>
        </label>
    }
}
