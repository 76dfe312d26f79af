//! The table of columns: which, how much, how sure.

use driftscope_present::column_name;
use driftscope_present::names::{Measure, apart};
use driftscope_report::Preset;
use yew::prelude::*;

use super::column_row::ColumnRow;
use super::use_rows_in_view::use_rows_in_view;
use crate::actions::Actions;
use crate::state::{Action, SharedReport, Sort, SortBy, with_gaps};
use crate::views::column::column_detail::ColumnDetail;

/// Letters of a name for which a row has room on a wide screen.
const NAME: usize = 30;

#[derive(Properties, PartialEq)]
pub(crate) struct ColumnTableProps {
    pub report: SharedReport,
    /// The places of the columns to show, in order.
    pub shown: Vec<usize>,
    pub sort: Sort,
    pub open: Option<usize>,
    /// Whether the open column stands beside the table and not below its row.
    pub has_pane: bool,
    pub cursor: Option<usize>,
    pub actions: Actions,
}

#[component]
pub(crate) fn ColumnTable(props: &ColumnTableProps) -> Html {
    let table = use_node_ref();
    let place_of = |place: Option<usize>| place.and_then(|place| props.shown.iter().position(|&shown| shown == place));
    let (open, cursor) = (place_of(props.open), place_of(props.cursor));
    let view = use_rows_in_view(&table, props.shown.len(), open.filter(|_| !props.has_pane));
    let names = use_memo(props.report.clone(), short_names);
    // One stop for Tab: the row that the keys stand at, or else the first.
    let stop = cursor.unwrap_or(0);
    let columns = &props.report.columns;
    let by_rule = props.report.settings.preset != Preset::Calibrated;
    // Where there is no room for all, the one that the rows are sorted by is shown.
    let extra = extra_column(props.sort.by);
    // The row with the focus stays, or the focus would be lost; and the open one, whose panel has a height of its own.
    let (rows, after) = with_gaps(view.rows, [open.unwrap_or(stop), stop], props.shown.len());
    let gap = |rows: usize| html! { if rows > 0 { { spacer(rows as f64 * view.height) } } };
    html! {
        <table ref={table} class={classes!("columns", extra, by_rule.then_some("by-rule"))} role="table" aria-label="Columns"
            aria-rowcount={(props.shown.len() + 1).to_string()}>
            <thead role="rowgroup"><tr role="row" aria-rowindex="1">
                { heading(props, "name", "Column", SortBy::Name, "") }
                <th scope="col" role="columnheader" class="picture">{ "Distribution" }</th>
                <th scope="col" role="columnheader" class="number">{ "Reference" }</th>
                <th scope="col" role="columnheader" class="number">{ "Production" }</th>
                { heading(props, "missing", "Missing", SortBy::Missing, "number") }
                { heading(props, "effect", if by_rule { "Score" } else { "Effect" }, SortBy::Effect, "effect") }
                { heading(props, "p", "p, adjusted", SortBy::PValue, "number p") }
                { heading(props, "drift", "Verdict", SortBy::Drift, "verdict-cell") }
            </tr></thead>
            // A list of its own: beside elements without a key Yew would match rows by their number, and create all of them again.
            <>{ for rows.into_iter().map(|(before, row)| {
                let place = props.shown[row];
                let is_open = open == Some(row);
                // In another order, a row shows another column and is not created again, but for those that hold the focus or a panel.
                let key = if is_open || cursor == Some(row) { columns.len() + place } else { row };
                html! {
                    <key={key}>
                        { gap(before) }
                        <tbody role="rowgroup" class={classes!(is_open.then_some("open"))}>
                            <ColumnRow report={props.report.clone()} {place} {row} {is_open} is_at_cursor={cursor == Some(row)}
                                is_stop={stop == row} name={names.get(place).cloned().unwrap_or_default()} actions={props.actions.clone()} />
                            if is_open && !props.has_pane {
                                <tr class="detail-row" role="row" aria-rowindex={(row + 2).to_string()}><td colspan="8" role="cell">
                                    <ColumnDetail {place} />
                                </td></tr>
                            }
                        </tbody>
                    </>
                }
            }) }</>
            { gap(after) }
            if props.shown.is_empty() {
                <tbody role="rowgroup"><tr role="row"><td colspan="8" role="cell" class="nothing">
                    { if columns.is_empty() { "There is no column" } else { "No column matches the filter" } }
                </td></tr></tbody>
            }
        </table>
    }
}

/// The class that shows the column which the rows are sorted by.
fn extra_column(by: SortBy) -> Option<&'static str> {
    match by {
        SortBy::Missing => Some("by-missing"),
        SortBy::PValue => Some("by-p"),
        _ => None,
    }
}

/// The room of rows that are not there. An attribute, since the content policy forbids styles of elements.
fn spacer(height: f64) -> Html {
    html! { <tbody class="spacer" role="presentation"><tr role="presentation"><td role="presentation" height={format!("{height:.1}")}></td></tr></tbody> }
}

/// The names as the rows show them: those that others look like are cut where they agree. The stylesheet cuts the others at
/// their end, where the width is known.
fn short_names(report: &SharedReport) -> Vec<AttrValue> {
    let names: Vec<String> = report.columns.iter().map(|column| column_name(&column.name).to_owned()).collect();
    let cut = apart(&names, NAME, Measure::CHARACTERS);
    let shown = names.into_iter().zip(cut).map(|(name, cut)| if cut.ends_with('…') { name } else { cut });
    shown.map(AttrValue::from).collect()
}

fn heading(props: &ColumnTableProps, name: &'static str, title: &'static str, by: SortBy, class: &'static str) -> Html {
    let active = props.sort.by == by;
    // Effects and verdicts read from the largest down, names from the first on.
    let falls = matches!(by, SortBy::Effect | SortBy::Drift | SortBy::Missing) != props.sort.reversed;
    let (order, arrow) = match (active, falls) {
        (false, _) => ("none", ""),
        (true, true) => ("descending", " ▾"),
        (true, false) => ("ascending", " ▴"),
    };
    let onclick = props.actions.on(move |actions, _: MouseEvent| actions.show(Action::SortClicked(by)));
    html! {
        <th scope="col" role="columnheader" class={classes!(class)} aria-sort={order}>
            <button class="sort" data-sort={name} {onclick}>{ title }<span aria-hidden="true">{ arrow }</span></button>
        </th>
    }
}
