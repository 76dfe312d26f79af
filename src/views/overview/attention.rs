//! What needs attention: the facts of a report that somebody should look at.

use driftscope_present::{Card, Weight};
use driftscope_report::Report;
use yew::prelude::*;

use super::answers::{class, follow, href};
use crate::actions::Actions;

/// Draws them, the weightier first.
pub(super) fn attention(report: &Report, actions: &Actions) -> Html {
    let cards = driftscope_present::watched(report);
    let watched = cards.iter().filter(|card| card.weight != Weight::Absent).count() as u64;
    let of = |weight: Weight| cards.iter().filter(move |card| card.weight == weight);
    let found: Vec<&Card> = of(Weight::Severe).chain(of(Weight::Mild)).collect();
    let line = |card: &&Card| {
        let sign = if card.weight == Weight::Severe { "▲" } else { "△" };
        html! {
            <li>
                <a href={href(card.target)} onclick={follow(card.target, actions)}>
                    <span class={classes!("sign", class(card))} aria-hidden="true">{ sign }</span>
                    <span><b>{ format!("{}: {}", card.title, card.value.trim_start_matches(['▲', '△', ' '])) }</b><small>{ &card.detail }</small></span>
                </a>
            </li>
        }
    };
    html! {
        <section class="panel attention" aria-labelledby="attention-title" data-testid="attention">
            <h2 id="attention-title">{ "Needs attention" }<span class="dim">{ format!("{} of {watched} watched", found.len()) }</span></h2>
            if found.is_empty() {
                <p class="dim">{ "Nothing needs attention" }</p>
            } else {
                <ul>{ for found.iter().map(line) }</ul>
            }
        </section>
    }
}
