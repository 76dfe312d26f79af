//! How the report came to be: the audit record.

use driftscope_present::{numbers, record};
use driftscope_report::{DataSet, Report};
use yew::prelude::*;

use crate::state::Side;
use crate::views::page::Page;
use crate::views::verification::verify_input;

/// Draws it.
pub(crate) fn audit(page: &Page, report: &Report) -> Html {
    let completing = page.state.completing;
    let sides = [(Side::Reference, &report.reference), (Side::Production, &report.production)];
    html! {
        <section class="panel audit" id="audit">
            <h2>{ "Record" }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Files of the record">
            <table class="figures files-table">
                <thead><tr>
                    <th scope="col">{ "Side" }</th><th scope="col">{ "File" }</th><th scope="col">{ "Read as" }</th>
                    <th scope="col">{ "Size" }</th><th scope="col">{ "SHA-256" }</th>
                </tr></thead>
                <tbody>{ for sides.iter().flat_map(|(side, data_set)| files(*side, data_set, completing)) }</tbody>
            </table>
            </div>
            <p class="dim">{ record::summary(report) }</p>
            if page.state.carried { { verify_input(&page.actions) } }
            { for record::build(report).map(|build| html! { <p class="dim build">{ build }</p> }) }
            { for record::parts(report).into_iter().map(|part| html! { <p class="dim">{ part }</p> }) }
            { for driftscope_present::choices(&report.settings).into_iter().map(|choice| html! { <p class="dim" data-testid="choice">{ choice }</p> }) }
            if let Some(incomplete) = record::incomplete(report).filter(|_| !completing) { <p class="dim">{ incomplete }</p> }
        </section>
    }
}

fn files(side: Side, data_set: &DataSet, completing: bool) -> Vec<Html> {
    data_set
        .files
        .iter()
        .map(|file| html! {
            <tr>
                <th scope="row"><span class={classes!("dot", side.as_str())} aria-hidden="true"></span>{ side.as_str() }</th>
                <td class="words">{ &file.name }</td>
                <td class="words">{ &file.read_as }</td>
                <td>{ numbers::bytes(file.bytes) }</td>
                <td class="hash" title={file.sha256.clone()}>
                    if file.sha256.is_empty() {
                        <span class="dim">{ if completing { "being taken…" } else { "not taken" } }</span>
                    } else {
                        { &file.sha256 }
                    }
                </td>
            </tr>
        })
        .collect()
}
