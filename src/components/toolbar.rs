//! The bar over the table: filters, and what the pictures mean.

use driftscope_drift::format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::{Filter, Settled};

/// What it shows, and whom it tells.
pub(super) struct ToolbarProps {
    pub report: Settled,
    pub filter: Filter,
    pub text: String,
    pub on_filter: Callback<Filter>,
    pub on_text: Callback<String>,
}

/// Draws it.
pub(super) fn toolbar(props: &ToolbarProps) -> Html {
    let oninput = {
        let on_text = props.on_text.clone();
        Callback::from(move |event: InputEvent| on_text.emit(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let columns = &props.report.0.columns;
    let button = |filter: Filter, word: &str| {
        let count = columns.iter().filter(|column| filter.admits(column)).count() as u64;
        let on_filter = props.on_filter.clone();
        html! {
            <button class={classes!((props.filter == filter).then_some("on"))} aria-pressed={(props.filter == filter).to_string()}
                disabled={count == 0 && filter != Filter::All} onclick={move |_| on_filter.emit(filter)}>
                { word }{ " " }<span class="count">{ format::count(count) }</span>
            </button>
        }
    };
    html! {
        <div class="toolbar">
            <input id="filter" type="search" placeholder="Filter columns   /" aria-label="Filter columns" value={props.text.clone()} {oninput} />
            <div class="segments" role="group" aria-label="Show">
                { button(Filter::All, "All") }
                { button(Filter::Drifted, "Drifted") }
                { button(Filter::Numeric, "Numbers") }
                { button(Filter::Category, "Categories") }
                { button(Filter::NotTested, "Not tested") }
            </div>
            <div class="key" aria-hidden="true">
                <span><i class="key-reference"></i>{ "reference" }</span>
                <span><i class="key-production"></i>{ "production" }</span>
                <span><i class="key-null"></i>{ "chance alone" }</span>
                <span><i class="key-interval"></i>{ "95 % interval" }</span>
                <span title="Effects stand on a square-root scale from 0 to 1"><i class="key-limit"></i>{ "limit" }</span>
            </div>
        </div>
    }
}
