//! Where errors changed, and how groups differ.

use driftscope_present::fairness::{GapRow, rows};
use driftscope_present::performance::metric_row;
use driftscope_present::{column_name, numbers};
use driftscope_report::{ColumnErrors, GroupDifferences, Performance, PerformanceGroup};
use yew::prelude::*;

use crate::controls::chip::word_chip;
use crate::controls::figure_cell::figure_cell;

/// Groups of a metric that are shown.
const GROUPS: usize = 6;

/// The columns along which the change of the errors differs.
pub(super) fn errors(performance: &Performance) -> Html {
    if performance.errors.is_empty() {
        return Html::default();
    }
    let line = |column: &ColumnErrors, place: usize, value: &PerformanceGroup| {
        let Some(found) = value.metrics.first().and_then(metric_row) else { return Html::default() };
        html! {
            <tr data-testid="error-row">
                <th scope="row" dir="auto">{ format!("{} {}", column_name(&column.column), numbers::name(&value.value, 30)) }</th>
                <td>{ if place == 0 { numbers::p_relation(column.p_adjusted) } else { String::new() } }</td>
                { figure_cell(found.title, &found.reference, &found.reference_interval) }
                { figure_cell("Production", html! { <b>{ &found.production }</b> }, &found.production_interval) }
                { figure_cell("Difference", &found.difference, &found.difference_interval) }
                <td>{ word_chip(found.outcome) }</td>
            </tr>
        }
    };
    let shown = performance.errors.iter().take(5);
    html! {
        <>
            <h3>{ "Where did errors change?" }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Errors by column">
                <table class="metric-table">
                    <thead><tr>
                        <th scope="col">{ "Where" }</th><th scope="col">{ "Alike everywhere?" }</th>
                        <th scope="col" class="num">{ "Reference" }</th><th scope="col" class="num">{ "Production" }</th>
                        <th scope="col" class="num">{ "Difference" }</th><th scope="col">{ "Verdict" }</th>
                    </tr></thead>
                    <tbody>{ for shown.flat_map(|column| column.values.iter().take(2).enumerate().map(move |(place, value)| line(column, place, value))) }</tbody>
                </table>
            </div>
            <p class="dim">{ "The columns along which errors changed most unequally, and the values farthest from the others. The p-value is of the hypothesis that they changed alike at all values, after Holm’s correction for the columns." }</p>
        </>
    }
}

/// How metrics differ between the groups of each column.
pub(super) fn fairness(performance: &Performance) -> Html {
    if performance.fairness.is_empty() {
        return Html::default();
    }
    html! {
        <div data-testid="fairness">
            <h3>{ "Do groups differ?" }</h3>
            { for performance.fairness.iter().map(column) }
            <p class="dim">{ "Each group against all others together. A group differs where the metric is not the same everywhere (corrected by Holm for metrics and columns), its interval excludes 0, and the likely gap is 5 points or more (a tenth of the usual error). Likely: the gap drawn towards 0, the more the fewer rows the group has. Where labels are not equally frequent in groups, no model can have equal error rates and equal calibration in all of them." }</p>
        </div>
    }
}

fn column(found: &GroupDifferences) -> Html {
    let line = |row: GapRow| {
        html! {
            <tr data-testid="gap-row">
                <th scope="row" dir="auto">{ row.group }</th>
                <td>{ row.metric }</td>
                { figure_cell("Group", html! { <b>{ &row.own[0] }</b> }, &row.own[1]) }
                { figure_cell("Less the others", &row.gap[0], &row.gap[1]) }
                { figure_cell("Likely", &row.shrunk[0], &row.shrunk[1]) }
                <td>{ word_chip(row.outcome) }</td>
            </tr>
        }
    };
    let shown = |metric| rows(metric).into_iter().take(GROUPS);
    html! {
        <>
            <p data-testid="fairness-sentence">{ &found.sentence }</p>
            <div class="scroll" tabindex="0" role="region" aria-label={format!("Groups of {}", column_name(&found.column))}>
                <table class="metric-table">
                    <thead><tr>
                        <th scope="col">{ column_name(&found.column) }</th><th scope="col">{ "Metric" }</th>
                        <th scope="col" class="num">{ "Group" }</th><th scope="col" class="num">{ "Less the others" }</th>
                        <th scope="col" class="num">{ "Likely" }</th><th scope="col">{ "Verdict" }</th>
                    </tr></thead>
                    <tbody>{ for found.metrics.iter().flat_map(shown).map(line) }</tbody>
                </table>
            </div>
        </>
    }
}
