//! Service: requests, errors and how long answers take, of both sides, by window and by version.

mod business;
mod by_window;

use driftscope_present::numbers;
use driftscope_present::service::{ServiceRow, last_hour, reading, rows, version_row, versions};
use driftscope_report::{Acknowledgeable, AcknowledgedChange, NotedFinding, Report, Role, Service};
use yew::prelude::*;

use crate::controls::chip::word_chip;
use crate::controls::figure_cell::figure_cell;
use crate::controls::finding_note::finding_note;
use crate::controls::known_mark::change_mark;
use crate::state::{SharedReport, Tab};
use crate::views::overview::{column_list, of_roles};
use crate::views::page::{Page, View};

/// How the model is served.
pub(crate) const VIEW: View = View {
    tab: Tab::Service,
    title: "Service",
    key: "6",
    lacks: |_, report| {
        (places(report).is_empty() && report.service.is_none() && report.business.is_none()).then_some(
            "It needs the time that each answer took, the status of each request, or when it was. If a column holds one, open it under Columns and set its role to latency or status, or to time.",
        )
    },
    count: |report| {
        let changes = report.service.iter().flat_map(|service| &service.changes);
        changes.filter(|change| change.needs_attention()).count() as u64
    },
    draw,
};

fn places(report: &Report) -> Vec<usize> {
    of_roles(report, &[Role::Latency, Role::Status])
}

fn draw(page: &Page, report: &SharedReport) -> Html {
    html! {
        <>
            <section class="panel model" data-testid="view-service" aria-labelledby="service-title">
                <h2 id="service-title">{ "Is it served as before?" }</h2>
                if let Some(service) = &report.service {
                    { measured(page, report, service) }
                } else {
                    <p class="dim">{ missing(report) }</p>
                }
            </section>
            if let Some(business) = &report.business {
                { business::section(business, finding_note(NotedFinding::Business, page, report)) }
            } else {
                <section class="panel model" data-testid="view-business" aria-labelledby="business-title">
                    <h2 id="business-title">{ "How much is it used?" }</h2>
                    <p class="dim">{ unused(report) }</p>
                </section>
            }
            if !places(report).is_empty() {
                <section class="panel list-panel" aria-label="Latency and status">
                    <h2>{ "How latency and status are distributed" }</h2>
                    { column_list(report, &places(report), &page.actions) }
                </section>
            }
        </>
    }
}

/// Why there are no figures.
fn missing(report: &Report) -> &'static str {
    if !report.are_rows() {
        "A profile holds each column by itself, and no latency beside its version or status: open the files of rows."
    } else if report.incomplete.is_empty() {
        if places(report).is_empty() {
            return "It needs the time that each answer took, or the status of each request. If a column holds one, open it under Columns and set its role to latency or status.";
        }
        "The column of the status holds neither codes of HTTP nor levels nor words such as success and failed."
    } else {
        "Comparing the service…"
    }
}

/// Why there are no counts by day.
fn unused(report: &Report) -> &'static str {
    if !report.are_rows() {
        "A profile has no counts by day and class: open the files of rows."
    } else if report.incomplete.is_empty() {
        "Predictions by day, week and month need a time in each record."
    } else {
        "Counting…"
    }
}

fn measured(page: &Page, report: &Report, service: &Service) -> Html {
    let actions = page.state.can_decide().then_some(&page.actions);
    let mark = |id: &str| {
        let Some(change) = service.changes.iter().find(|change| change.id == id) else { return Html::default() };
        let now = AcknowledgedChange { change: Some(change.value), ..AcknowledgedChange::default() };
        change_mark(Acknowledgeable::Service(id), now, change.needs_attention(), &report.settings, actions)
    };
    html! {
        <>
            <p class="model-sentence" data-testid="service-sentence">{ &service.sentence }</p>
            { finding_note(NotedFinding::Service, page, report) }
            <p class="dim">{ reading(service) }</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Figures of the service">
                <table class="metric-table">
                    <thead><tr>
                        <th scope="col">{ "Figure" }</th>
                        <th scope="col" class="num">{ "Reference" }</th><th scope="col" class="num">{ "Production" }</th>
                        <th scope="col" class="num">{ "Change" }</th><th scope="col">{ "Verdict" }</th>
                    </tr></thead>
                    <tbody>{ for rows(service).iter().map(|found| row(found, mark(found.id))) }</tbody>
                </table>
            </div>
            <p class="dim">{ "Intervals of figures are of 95 %, those of quantiles by order statistics; “at least” where too few requests were logged for an upper end. Intervals of changes are of 99 %. A figure changed where that interval excludes no change and the change is a tenth or more." }</p>
            { recent(service) }
            { by_version(service) }
            { by_window::pictures(service) }
        </>
    }
}

fn row(row: &ServiceRow, mark: Html) -> Html {
    let [reference, production] = &row.values;
    html! {
        <tr data-testid="service-row" data-metric={row.id}>
            <th scope="row">{ row.title }</th>
            { figure_cell("Reference", reference, &row.intervals[0]) }
            { figure_cell("Production", html! { <b>{ production }</b> }, &row.intervals[1]) }
            if row.change.is_empty() {
                <td class="num"></td>
            } else {
                { figure_cell("Change", &row.change, &row.change_interval) }
            }
            <td>
                if let Some(word) = row.outcome {
                    { word_chip(word) }
                }
                { mark }
            </td>
        </tr>
    }
}

/// The last 60 minutes of production.
fn recent(service: &Service) -> Html {
    html! {
        <>
            <h3>{ "Last 60 minutes of production" }</h3>
            if let Some(last) = &service.last_hour {
                <dl class="last-hour" data-testid="last-hour">
                    { for last_hour(last, service.unit.as_deref()).into_iter().map(|(title, text)| html! { <div><dt>{ title }</dt><dd>{ text }</dd></div> }) }
                </dl>
            } else {
                <p class="dim">{ "Fewer than 10 requests, or no time in the records." }</p>
            }
        </>
    }
}

/// The figures of a version.
const TITLES: [&str; 5] = ["Requests", "Server errors", "Median", "p95", "p99"];

fn by_version(service: &Service) -> Html {
    let groups: Vec<_> = service.groups.iter().filter(|group| group.by == "version").collect();
    if groups.is_empty() {
        return Html::default();
    }
    let cells = |side: &'static str, found: [String; 5]| {
        html! { <><td class="dim">{ side }</td>{ for found.into_iter().zip(TITLES).map(|(text, title)| html! { <td class="num" data-label={title}>{ text }</td> }) }</> }
    };
    html! {
        <>
            <h3>{ "By version" }</h3>
            if let Some(comparison) = &service.comparison { <p data-testid="version-comparison">{ versions(service, comparison) }</p> }
            <div class="scroll" tabindex="0" role="region" aria-label="Service by version">
                <table class="metric-table">
                    <thead><tr>
                        <th scope="col">{ "Version" }</th><th scope="col">{ "Side" }</th>
                        { for TITLES.map(|title| html! { <th scope="col" class="num">{ title }</th> }) }
                    </tr></thead>
                    <tbody>
                        { for groups.iter().flat_map(|group| {
                            let [reference, production] = version_row(group, service.unit.as_deref());
                            let is_there = [group.reference.is_some(), group.production.is_some()];
                            [("reference", reference), ("production", production)].into_iter().zip(is_there).filter(|(_, is_there)| *is_there).map(|((side, found), _)| html! {
                                <tr><th scope="row" dir="auto">{ numbers::name(&group.value, 24) }</th>{ cells(side, found) }</tr>
                            })
                        }) }
                    </tbody>
                </table>
            </div>
        </>
    }
}
