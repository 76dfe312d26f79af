//! The table of columns: which, how much, how sure.

use std::rc::Rc;

use driftscope_present::column_name;
use driftscope_present::names::{Measure, apart};
use driftscope_report::Preset;
use yew::prelude::*;

use super::column_row::ColumnRow;
use crate::actions::Actions;
use crate::browser::Timer;
use crate::state::{Action, SharedReport, Sort, SortBy};
use crate::views::column::column_detail::ColumnDetail;

/// Rows that are made at once. The rest follow, as many at a time, so that no step takes long; and rows that are there
/// are not looked at again.
const BATCH: usize = 8;

/// Letters of a name for which a row has room on a wide screen.
const NAME: usize = 30;

#[derive(Properties, PartialEq)]
pub(crate) struct ColumnTableProps {
    pub report: SharedReport,
    /// The places of the columns to show, in order.
    pub shown: Vec<usize>,
    pub sort: Sort,
    pub open: Option<usize>,
    pub cursor: Option<usize>,
    pub actions: Actions,
}

#[component]
pub(crate) fn ColumnTable(props: &ColumnTableProps) -> Html {
    let made = use_state(|| BATCH);
    {
        let made = made.clone();
        use_effect_with((*made, props.shown.len()), move |&(count, total)| {
            let timer = (count < total).then(|| Timer::start(0, move || made.set(count + BATCH)));
            move || drop(timer)
        });
    }
    let names = use_memo(props.report.clone(), short_names);
    // One stop for Tab: the row that the keys stand at, or else the first.
    let stop = props.cursor.filter(|place| props.shown.contains(place)).or_else(|| props.shown.first().copied());
    let columns = &props.report.columns;
    let by_rule = props.report.settings.preset != Preset::Calibrated;
    // Where there is no room for all, the one that the rows are sorted by is shown.
    let extra = match props.sort.by {
        SortBy::Missing => Some("by-missing"),
        SortBy::PValue => Some("by-p"),
        _ => None,
    };
    html! {
        <table class={classes!("columns", extra, by_rule.then_some("by-rule"))} role="table">
            <thead role="rowgroup"><tr role="row">
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
            <>{ for props.shown.chunks(BATCH).take(made.div_ceil(BATCH)).map(|places| {
                let within = |place: Option<usize>| place.filter(|place| places.contains(place));
                let open = within(props.open);
                html! {
                    <Rows key={places[0]} report={props.report.clone()} places={places.to_vec()} {open} cursor={within(props.cursor)} stop={within(stop)} names={names.clone()}
                        actions={props.actions.clone()} />
                }
            }) }</>
            if props.shown.is_empty() {
                <tbody role="rowgroup"><tr role="row"><td colspan="8" role="cell" class="nothing">
                    { if columns.is_empty() { "There is no column" } else { "No column matches the filter" } }
                </td></tr></tbody>
            }
        </table>
    }
}

/// Some rows of the table, which are drawn again only when one of them changed.
#[derive(Properties, PartialEq)]
struct RowsProps {
    report: SharedReport,
    places: Vec<usize>,
    open: Option<usize>,
    cursor: Option<usize>,
    stop: Option<usize>,
    names: Rc<Vec<AttrValue>>,
    actions: Actions,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    html! {
        <>{ for props.places.iter().map(|&place| html! {
            <tbody key={place} role="rowgroup" class={classes!((props.open == Some(place)).then_some("open"))}>
                <ColumnRow report={props.report.clone()} {place} is_open={props.open == Some(place)}
                    is_at_cursor={props.cursor == Some(place)}
                    is_stop={props.stop == Some(place)} name={props.names.get(place).cloned().unwrap_or_default()} actions={props.actions.clone()} />
                if props.open == Some(place) {
                    <tr class="detail-row" role="row"><td colspan="8" role="cell">
                        <ColumnDetail {place} />
                    </td></tr>
                }
            </tbody>
        }) }</>
    }
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
