//! Is the data sound: columns that came or went, types that changed, and what was wrong with the files.

mod database;

use driftscope_present::{numbers, warning_places};
use driftscope_report::{DataSet, Report};
use yew::prelude::*;

use self::database::Database;
use crate::state::{Side, Tab};
use crate::views::page::{Page, View};

use crate::views::settings::files;

/// Faults of the data sets, and how their files are read.
pub(crate) const VIEW: View = View {
    tab: Tab::Data,
    title: "Data",
    key: "8",
    lacks: |_, _| None,
    count: driftscope_present::quality_findings,
    draw: |page, report| html! { <>{ quality(report) }{ files(page, report) }{ database(page) }</> },
};

/// SQL for rows elsewhere, on a page that files can be dropped on.
fn database(page: &Page) -> Html {
    match &page.state.report {
        Some(report) if page.can_change() => {
            html! { <Database report={report.clone()} actions={page.actions.clone()} /> }
        }
        _ => html! {},
    }
}

/// Draws it.
fn quality(report: &Report) -> Html {
    let findings: Vec<Html> = schema(report)
        .into_iter()
        .chain(warnings(Side::Reference, &report.reference))
        .chain(warnings(Side::Production, &report.production))
        .collect();
    html! {
        <section class="panel quality" id="quality">
            <h2>{ "Data quality" }</h2>
            if findings.is_empty() {
                <p class="dim">{ "Both sides have the same columns, written as the same types, and every record could be read" }</p>
            } else {
                <ul>{ for findings }</ul>
            }
        </section>
    }
}

fn schema(report: &Report) -> Vec<Html> {
    let names =
        |names: &[String]| names.iter().map(|name| html! { <><code>{ name }</code>{ " " }</> }).collect::<Html>();
    let schema = &report.schema;
    let of_column = |(name, words): (&str, String)| html! { <li><code>{ name }</code>{ ": " }{ words }</li> };
    let mut items: Vec<Html> = driftscope_present::faults(schema).into_iter().map(of_column).collect();
    if !schema.added.is_empty() {
        items.push(html! { <li><b>{ numbers::counted(schema.added.len() as u64, "column added: ", "columns added: ") }</b>{ names(&schema.added) }</li> });
    }
    if !schema.removed.is_empty() {
        items.push(html! { <li><b>{ numbers::counted(schema.removed.len() as u64, "column removed: ", "columns removed: ") }</b>{ names(&schema.removed) }</li> });
    }
    items.extend(schema.alike.iter().map(|pair| {
        html! {
            <li><code>{ &pair.reference }</code>{ " and " }<code>{ &pair.production }</code>
                { " differ only in capitals, blanks or signs: rename one to compare them" }</li>
        }
    }));
    items.extend(schema.type_changed.iter().map(|change| html! {
        <li><b>{ "Written differently: " }</b><code>{ &change.name }</code>
            { format!(" is a {} in the reference and a {} in production; both are read as one type", change.reference, change.production) }</li>
    }));
    items.extend(schema.precision_changed.iter().map(|change| {
        html! {
            <li><b>{ "Other precision: " }</b><code>{ &change.name }</code>{ " has " }{ driftscope_present::precision(change) }</li>
        }
    }));
    items
}

fn warnings(side: Side, data_set: &DataSet) -> Vec<Html> {
    data_set
        .warnings
        .iter()
        .map(|warning| {
            html! {
                <li class="warning" data-testid="warning">
                    <b>{ format!("In {}, {}: ", side.as_str(), if warning.count == 1 { "once".to_owned() } else { format!("{} times", numbers::count(warning.count)) }) }</b>
                    { &warning.message }
                    if let Some(places) = warning_places(warning) { <span class="place">{ format!("In {places}") }</span> }
                    if let Some(snippet) = &warning.snippet { <code class="snippet">{ snippet }</code> }
                </li>
            }
        })
        .collect()
}
