//! Which columns carry a change of the model's predictions, and which ones they depend on.

use driftscope_present::explanation::{part, share_words};
use driftscope_present::{column_name, numbers};
use driftscope_report::{ExplainedColumn, ExplainedPart, Explanation, Report};
use yew::prelude::*;

use crate::controls::figure_cell::figure_cell;

/// Columns that are shown.
const COLUMNS: usize = 12;

/// What moved the predictions, where there are any.
pub(super) fn explanation(report: &Report) -> Html {
    let Some(found) = &report.explanation else { return Html::default() };
    let largest = found.columns.iter().map(|column| column.part.value.abs()).fold(found.rest.value.abs(), f64::max);
    let effect = |column: &ExplainedColumn| {
        let known = report.columns.iter().find(|known| known.name == column.column);
        known.and_then(|known| known.drift.effect).map_or_else(|| "–".to_owned(), numbers::effect)
    };
    html! {
        <section class="panel model" data-testid="view-explanation" aria-labelledby="explanation-title">
            <h2 id="explanation-title">{ "What moved the predictions?" }</h2>
            <p class="model-sentence" data-testid="explanation-sentence">{ &found.sentence }</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Columns and what they carry">
                <table class="metric-table">
                    <thead><tr>
                        <th scope="col">{ "Column" }</th>
                        <th scope="col" class="num">{ "Carries" }</th>
                        <th scope="col"><span class="visually-hidden">{ "Picture" }</span></th>
                        <th scope="col" class="num">{ "Of the change" }</th>
                        <th scope="col" class="num">{ "Importance" }</th>
                        <th scope="col" class="num">{ "Drift of the column" }</th>
                    </tr></thead>
                    <tbody>
                        { for found.columns.iter().take(COLUMNS).map(|column| {
                            line(found, column_name(&column.column), column.part, largest, Some((column.importance, effect(column))))
                        }) }
                        { line(found, "No column", found.rest, largest, None) }
                    </tbody>
                </table>
            </div>
            <p class="dim">
                { format!("The columns explain {} of the variance of the predictions. ", numbers::percent(found.explained)) }
                { "Carries: how far the mean moved because this column’s values did, as far as predictions follow it. Importance: how much of the reference’s predictions depends on it. Columns that go together share what they carry. No column: another version of the model, inputs that the log lacks, or combinations of inputs." }
            </p>
        </section>
    }
}

fn line(found: &Explanation, name: &str, moved: ExplainedPart, largest: f64, known: Option<(f64, String)>) -> Html {
    let [value, between] = part(found, moved);
    let of_change = share_words(found, moved).unwrap_or_else(|| "–".to_owned());
    let (importance, effect) =
        known.map_or_else(|| ("–".to_owned(), "–".to_owned()), |(share, effect)| (numbers::percent(share), effect));
    html! {
        <tr data-testid="explained-row">
            <th scope="row" dir="auto">{ numbers::name(name, 40) }</th>
            { figure_cell("Carries", html! { <b>{ value }</b> }, &between) }
            <td class="pictured">{ bar(moved, largest) }</td>
            <td class="num" data-label="Of the change">{ of_change }</td>
            <td class="num" data-label="Importance">{ importance }</td>
            <td class="num" data-label="Drift of the column">{ effect }</td>
        </tr>
    }
}

/// The part from the middle on: to the right where it raises the mean.
fn bar(moved: ExplainedPart, largest: f64) -> Html {
    if largest <= 0.0 {
        return Html::default();
    }
    let place = |value: f64| 50.0 + 48.0 * (value / largest).clamp(-1.0, 1.0);
    let (at, low, high) = (place(moved.value), place(moved.low), place(moved.high));
    html! {
        <svg class="intervals" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
            <path class="of-production" d={format!("M50 6H{at:.1}V14H50z")} />
            <path class="usual" d={format!("M50 1V19M{low:.1} 10H{high:.1}")} />
        </svg>
    }
}
