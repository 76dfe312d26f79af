//! What each rule says of a column, and why they disagree.

use driftscope_present::{numbers, short_title};
use driftscope_report::{Beside, ColumnReport, Preset, PresetVerdict};
use yew::prelude::*;

use crate::state::Topic;
use crate::views::methods::topic_link;

/// A row a rule, in the order in which a person is offered them, and one for what another tool's own report says.
pub(crate) fn preset_table(column: &ColumnReport, beside: Option<&Beside>) -> Html {
    let rules = Preset::ALL.into_iter().filter_map(|(name, preset)| Some((name, preset, column.presets.get(name)?)));
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col">{ "Rule" }</th><th scope="col" class="words">{ "Verdict" }</th>
                <th scope="col">{ "Score" }</th><th scope="col">{ "Threshold" }</th><th scope="col" class="words">{ "Test" }</th>
            </tr></thead>
            <tbody>
                { for rules.map(|(name, preset, verdict)| html! {
                    <>
                        <tr>
                            <th scope="row">{ topic_link(Topic::Preset(name), preset.title()) }</th>
                            <td class="words">{ says(verdict) }</td>
                            <td>{ verdict.score.map_or_else(|| "–".to_owned(), numbers::number) }</td>
                            <td>{ verdict.threshold.map_or_else(|| "–".to_owned(), numbers::number) }</td>
                            <td class="words">{ method(preset, verdict) }</td>
                        </tr>
                        if let Some(why) = verdict.differs.as_ref().or(verdict.reason.as_ref()) {
                            <tr><td class="words dim" colspan="5">{ why }</td></tr>
                        }
                    </>
                }) }
                { for beside.and_then(|beside| beside_row(column, beside)) }
            </tbody>
        </table>
    }
}

/// What the report of another tool says of the column.
fn beside_row(column: &ColumnReport, beside: &Beside) -> Option<Html> {
    let found = beside.column(&column.name)?;
    let figure = |figure: Option<f64>| figure.map_or_else(|| "–".to_owned(), numbers::number);
    let verdict = match found.drifted {
        Some(true) => "drift",
        Some(false) => "no drift",
        None => "none",
    };
    Some(html! {
        <tr data-testid="beside-row">
            <th scope="row">{ format!("Report of {}", beside.tool) }</th>
            <td class="words">{ verdict }</td><td>{ figure(found.score) }</td><td>{ figure(found.threshold) }</td>
            <td class="words">{ &found.method }</td>
        </tr>
    })
}

/// The test. Other tools' rules have names of their own for theirs, by which their users know them.
fn method(preset: Preset, verdict: &PresetVerdict) -> Html {
    if preset == Preset::Calibrated && !verdict.method.is_empty() {
        topic_link(Topic::Test(&verdict.method), short_title(&verdict.method).to_owned())
    } else {
        verdict.method.as_str().into()
    }
}

fn says(verdict: &PresetVerdict) -> String {
    let word = match (verdict.score, verdict.drifted) {
        (None, _) => "none",
        (_, true) => "drift",
        (_, false) => "no drift",
    };
    verdict.note.as_ref().map_or_else(|| word.to_owned(), |note| format!("{word}, {note}"))
}
