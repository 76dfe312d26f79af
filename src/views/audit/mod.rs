//! How the report came to be: the audit record.

use driftscope_present::numbers;
use driftscope_report::{DataSet, Report};
use yew::prelude::*;

use crate::controls::words::COMPLETING;
use crate::state::{Settled, Side};

/// What it shows, and whom it tells.
pub(crate) struct AuditProps {
    pub report: Settled,
    /// Whether the files' fingerprints are still being taken.
    pub completing: bool,
    pub on_json: Callback<()>,
}

/// Draws it.
pub(crate) fn audit(props: &AuditProps) -> Html {
    let report = &*props.report.0;
    let sides = [(Side::Reference, &report.reference), (Side::Production, &report.production)];
    let settings = &report.settings;
    html! {
        <section class="panel audit" id="audit">
            <h2>{ "Record" }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Files of the record">
            <table class="figures files-table">
                <thead><tr>
                    <th scope="col">{ "Side" }</th><th scope="col">{ "File" }</th><th scope="col">{ "Read as" }</th>
                    <th scope="col">{ "Size" }</th><th scope="col">{ "SHA-256" }</th>
                </tr></thead>
                <tbody>{ for sides.iter().flat_map(|(side, data_set)| files(*side, data_set, props.completing)) }</tbody>
            </table>
            </div>
            <p class="dim">
                { format!(
                    "{} and {} read, {}. Rule {}, correction {}, α {}, limit {}, data set drifts at {} of its columns. Driftscope {}. The same files and settings give the same report, byte for byte, here and from the command.",
                    numbers::counted(report.reference.rows, "row", "rows"), numbers::count(report.production.rows),
                    skipped(report), settings.preset.title(), settings.correction.title(), numbers::number(settings.alpha), numbers::number(settings.tolerance), numbers::percent(settings.drift_share),
                    report.engine_version,
                ) }
            </p>
            { for sides.iter().filter_map(|(side, data_set)| Some(html! { <p class="dim">{ format!("Rows of {}: {}", side.as_str(), driftscope_present::part(data_set)?) }</p> })) }
            { for driftscope_present::choices(settings).into_iter().map(|choice| html! { <p class="dim" data-testid="choice">{ choice }</p> }) }
            if report.incomplete {
                <p class="dim">{ "The work stopped behind the verdict: the tests that do not decide, what other rules say, what the columns show together and the files' fingerprints are missing." }</p>
            }
            <button id="save-json" data-testid="save-json" disabled={props.completing}
                title={props.completing.then_some(COMPLETING)} onclick={props.on_json.reform(|_| ())}>{ "Save report as JSON" }</button>
        </section>
    }
}

/// "none skipped", or how many on each side.
fn skipped(report: &Report) -> String {
    match [report.reference.skipped, report.production.skipped] {
        [0, 0] => "none skipped".to_owned(),
        counts => format!("{} and {} skipped", numbers::count(counts[0]), numbers::count(counts[1])),
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
