//! Every column within the values of the picked one: a table of effects, and what each change owes to their mix.

use driftscope_present::numbers;
use driftscope_present::sorting::sort_by;
use driftscope_present::windows::heat;
use driftscope_report::{ColumnReport, Mix, PickedSegments};
use yew::prelude::*;

use crate::state::SharedReport;

/// Values and columns that are shown.
const VALUES: usize = 12;
const COLUMNS: usize = 40;

/// The classes of cells, from no effect on.
const SHADES: [&str; 5] = ["", "heat-1", "heat-2", "heat-3", "heat-4"];

/// Draws it.
pub(super) fn table(report: &SharedReport, picked: &PickedSegments) -> Html {
    let mut rows: Vec<(&ColumnReport, &Mix)> =
        report.columns.iter().filter_map(|column| Some((column, column.mix.as_ref()?))).collect();
    let largest = |mix: &Mix| mix.effects.iter().flatten().copied().fold(0.0, f64::max);
    sort_by(&mut rows, &|one, other| largest(other.1).total_cmp(&largest(one.1)));
    let hidden = rows.len().saturating_sub(COLUMNS);
    let more = picked.values.len().saturating_sub(VALUES);
    let heading = |(value, rows): (&String, &[u64; 2])| {
        html! { <th scope="col" class="num" title={format!("{} → {} rows", numbers::count(rows[0]), numbers::count(rows[1]))}>{ numbers::name(value, 16) }</th> }
    };
    html! {
        <>
            <h3>{ format!("Effect by the values of {}", picked.column) }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Effects by segment">
                <table class="segment-table" data-testid="segment-table">
                    <thead><tr>
                        <th scope="col">{ "Column" }</th>
                        { for picked.values.iter().zip(&picked.rows).take(VALUES).map(heading) }
                        <th scope="col">{ "Mix or within" }</th>
                    </tr></thead>
                    <tbody>{ for rows.into_iter().take(COLUMNS).map(|(column, mix)| row(column, mix)) }</tbody>
                </table>
            </div>
            <p class="dim">
                { "Effect of each value’s rows against the reference’s rows with that value. Cells are not tested: a few of many are dark by chance." }
                if more > 0 { { format!(" {more} more values are in the report as JSON.") } }
                if hidden > 0 { { format!(" {hidden} more columns are in the report as JSON.") } }
            </p>
        </>
    }
}

fn row(column: &ColumnReport, mix: &Mix) -> Html {
    let cell = |effect: &Option<f64>| match effect {
        Some(effect) => {
            html! { <td class={classes!("num", "segment-cell", SHADES[heat(*effect).min(4)])}>{ numbers::effect(*effect) }</td> }
        }
        None => html! { <td class="num dim" title="fewer than 10 rows">{ "–" }</td> },
    };
    html! {
        <tr>
            <th scope="row" dir="auto">{ numbers::name(&column.name, 32) }</th>
            { for mix.effects.iter().take(VALUES).map(cell) }
            <td>{ &mix.sentence }</td>
        </tr>
    }
}
