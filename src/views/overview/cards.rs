//! Six facts under the verdict.

use driftscope_present::{Filter, Target, Weight};
use driftscope_report::Report;
use yew::prelude::*;

/// Draws the cards of a report, each a link to what it is about.
pub(crate) fn cards(report: &Report, on_filter: &Callback<Filter>) -> Html {
    html! {
        <section class="cards" aria-label="Summary">
            { for driftscope_present::cards(report).into_iter().map(|card| {
                let (href, filter) = match card.target {
                    Target::Record => ("#audit", None),
                    Target::Columns(filter) => ("#columns", Some(filter)),
                    Target::Quality => ("#quality", None),
                };
                let class = match card.weight {
                    Weight::Plain => "",
                    Weight::Mild => "mild",
                    Weight::Severe => "severe",
                    Weight::Absent => "dim",
                };
                html! {
                    <a {href} onclick={filter.map(|filter| on_filter.reform(move |_: MouseEvent| filter))}>
                        <span class="card-title">{ card.title }</span>
                        <b {class}>{ card.value }</b>
                        <small title={card.detail.clone()}>{ card.detail }</small>
                    </a>
                }
            }) }
        </section>
    }
}
