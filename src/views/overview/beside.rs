//! What another tool's report says of the same data, beside ours.

use driftscope_present::beside::{BesideRow, disagreements, metrics, sentences};
use driftscope_present::numbers;
use driftscope_report::{Beside, Report};
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::Action;

/// Columns that are listed.
const LISTED: usize = 20;

/// How far both agree, the columns of which they do not, and the metrics of both; with the way to take it away.
pub(super) fn beside_panel(report: &Report, beside: &Beside, actions: Option<&Actions>) -> Html {
    let close = actions.map(|actions| {
        let onclick = actions.on(|actions, _: MouseEvent| actions.show(Action::PutBeside(None)));
        html! { <button {onclick}>{ "Take away" }</button> }
    });
    let all = sentences(report);
    let (first, rest) = all.split_first().map_or(("", &all[..]), |(first, rest)| (first.as_str(), rest));
    html! {
        <section class="panel since-report" data-testid="beside" aria-labelledby="beside-title">
            <div class="when-head">
                <h2 id="beside-title">{ format!("Beside {}, {}", beside.tool, numbers::name(&beside.file, 60)) }</h2>
                { close }
            </div>
            <p><b>{ first }</b></p>
            { for rest.iter().map(|sentence| html! { <p class="dim">{ sentence }</p> }) }
            { table("Column", &beside.tool, &disagreements(report), actions) }
            { table("Metric of production", &beside.tool, &metrics(report), None) }
        </section>
    }
}

fn table(what: &'static str, tool: &str, rows: &[BesideRow], actions: Option<&Actions>) -> Html {
    let row = |row: &BesideRow| {
        let name = match (row.place, actions) {
            (Some(place), Some(actions)) => {
                let go = actions.on(move |actions, event: MouseEvent| {
                    event.prevent_default();
                    actions.show(Action::WentTo(place));
                });
                html! { <a href="#columns" onclick={go}>{ &row.name }</a> }
            }
            _ => html! { &row.name },
        };
        html! { <tr><th scope="row">{ name }</th><td class="words">{ &row.ours }</td><td class="words">{ &row.theirs }</td></tr> }
    };
    let more = rows.len().saturating_sub(LISTED);
    html! {
        if !rows.is_empty() {
            <table class="figures">
                <thead><tr><th scope="col">{ what }</th><th scope="col" class="words">{ "Driftscope" }</th><th scope="col" class="words">{ tool }</th></tr></thead>
                <tbody>{ for rows.iter().take(LISTED).map(row) }</tbody>
            </table>
            if more > 0 { <p class="dim">{ format!("{} more", numbers::count(more as u64)) }</p> }
        }
    }
}
