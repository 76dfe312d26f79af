//! A short list of columns, each a link to its page.

use driftscope_charts::heat_map::{Layout, row};
use driftscope_present::names::{Measure, apart};
use driftscope_present::{Filter, column_name};
use driftscope_report::{ColumnReport, Report, Role};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::chip::chip;
use crate::controls::effect_bar::{effect_bar, figure};
use crate::controls::kind_mark::kind_mark;
use crate::controls::miniature::Miniature;
use crate::controls::previewed_effect::{previewed_chip, previewed_effect, use_previewed};
use crate::controls::words;
use crate::state::{Action, SharedReport};
use crate::views::when::SHADES;

/// Letters of a name for which a line has room on a wide screen.
const NAME: usize = 24;

/// The places of the columns with one of these roles, those that need attention first.
pub(crate) fn of_roles(report: &Report, roles: &[Role]) -> Vec<usize> {
    let is_one = |place: &usize| {
        report.columns.get(*place).is_some_and(|column| roles.iter().any(|role| Filter::Role(*role).admits(column)))
    };
    driftscope_present::order(report).into_iter().filter(is_one).collect()
}

/// Draws the columns at these places of the report.
pub(crate) fn column_list(report: &SharedReport, places: &[usize], actions: &Actions) -> Html {
    let columns = places.iter().filter_map(|place| Some((*place, report.columns.get(*place)?)));
    let names: Vec<String> = columns.clone().map(|(_, column)| column_name(&column.name).to_owned()).collect();
    let line = |((place, column), name): ((usize, &ColumnReport), String)| {
        let onclick = actions.on(move |actions, event: MouseEvent| {
            event.prevent_default();
            actions.show(Action::WentTo(place));
        });
        let [reference, production] = words::typical(column);
        html! {
            <li data-testid="listed-column" key={place}>
                <a href="#columns" {onclick}>
                    <span class="listed-name"><span title={column.name.clone()} dir="auto">{ name }</span>{ kind_mark(column, &report.settings) }</span>
                    <Miniature report={report.clone()} {place} />
                    <span class="listed-values"><span>{ reference }</span>{ " → " }<b>{ production }</b></span>
                    { by_window(report, column) }
                    <Judged report={report.clone()} {place} />
                </a>
            </li>
        }
    };
    html! { <ul class="listed">{ for columns.zip(apart(&names, NAME, Measure::CHARACTERS)).map(line) }</ul> }
}

#[derive(Properties, PartialEq)]
struct JudgedProps {
    report: SharedReport,
    place: usize,
}

/// The effect and the verdict, which follow a period while it is dragged over.
#[component]
fn Judged(props: &JudgedProps) -> Html {
    let previewed = use_previewed(&props.report, props.place);
    let Some(column) = props.report.columns.get(props.place) else { return html! {} };
    let drift = &column.drift;
    html! {
        <>
            <span class="listed-effect">
                if let Some(found) = &previewed {
                    { previewed_effect(found, drift) }
                } else {
                    { effect_bar(drift) }<span class="effect-number">{ for figure(drift) }</span>
                }
            </span>
            { previewed.as_ref().map_or_else(|| chip(column), previewed_chip) }
        </>
    }
}

/// The effect in each window of time, where there are any.
fn by_window(report: &Report, column: &ColumnReport) -> Html {
    let Some((windows, counts)) = report.windows.as_ref().zip(column.windows.as_ref()) else {
        return html! { <span class="listed-windows"></span> };
    };
    let layout = Layout::of(windows);
    let drawn = row(counts, layout);
    html! {
        <svg class="listed-windows" viewBox={format!("0 0 {} 1", layout.width())} preserveAspectRatio="none" aria-hidden="true">
            { for SHADES.into_iter().zip(drawn.shades).map(|(class, d)| html! { <path {class} {d} /> }) }
        </svg>
    }
}
