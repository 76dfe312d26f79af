//! A column's page: what was found, how it moved, and every figure behind it.

use driftscope_charts::categories;
use driftscope_present::{column_name, numbers, role};
use driftscope_report::{Categories, ColumnReport, Kind, Presence};
use yew::prelude::*;

use super::column_choices::column_choices;
use super::identifier_table::identifier_table;
use super::moment_figures::moment_figures;
use super::preset_table::preset_table;
use super::quantile_table::quantile_table;
use super::test_table::{part_table, test_table};
use super::text_figures::text_figures;
use crate::controls::chart::{Chart, Drawing};
use crate::controls::chip::chip;
use crate::controls::words;
use crate::state::{Change, Settled, Topic};
use crate::views::methods::topic_link;

#[derive(Properties, PartialEq)]
pub(crate) struct ColumnDetailProps {
    pub report: Settled,
    pub place: usize,
    pub dark: bool,
    pub viewport: u32,
    /// Told of other choices; nobody where the rows are not here.
    pub on_settings: Option<Callback<Change>>,
}

/// How many neighbouring bins are merged, and the word for it.
const GROUPINGS: [(usize, &str); 3] = [(1, "Fine"), (2, "Medium"), (4, "Coarse")];

#[component]
pub(crate) fn ColumnDetail(props: &ColumnDetailProps) -> Html {
    let grouping = use_state(|| 1_usize);
    let logarithmic = use_state(|| false);
    let all = use_state(|| false);
    let Some(column) = props.report.0.columns.get(props.place) else { return html! {} };
    let chart = |drawing: Drawing, height: u32, label: String| {
        html! {
            <Chart report={props.report.clone()} place={props.place} {drawing} grouping={*grouping} logarithmic={*logarithmic}
                {height} {label} dark={props.dark} viewport={props.viewport} />
        }
    };
    let both = column.presence == Presence::Both;
    // Of what has few figures each can be wider.
    let is_in_two = column.kind != Kind::Numeric && column.moments.is_none();
    html! {
        <article class="detail" data-testid="column-detail" aria-label={column.name.clone()}>
            <div class="detail-head">
                <h2 dir="auto">{ column_name(&column.name) }</h2>
                { chip(column) }
                <span class="role">{ column.kind.as_str() }</span>
                if let Some(role) = role(column.role).filter(|role| *role != column.kind.as_str()) { <span class="role">{ role }</span> }
                if let Some(binned) = &column.binned {
                    <span class="role" data-testid="binned" title={words::binned(binned)}>{ topic_link(Topic::Profiles, "from buckets") }</span>
                }
                <p class="finding">{ &column.finding }</p>
            </div>
            if let Some(on_settings) = &props.on_settings {
                { column_choices(column, &props.report.0.settings, on_settings) }
            }
            <div class={classes!("figures-grid", is_in_two.then_some("two"))}>
                if column.histogram.is_some() {
                    <figure>
                        <figcaption>
                            { if column.kind == Kind::Datetime { "Share of records over time" } else { "Share of values" } }
                            <span class="toggles">
                                <span class="segments small" role="group" aria-label="Bins">
                                    { for GROUPINGS.iter().map(|&(count, word)| {
                                        let grouping = grouping.clone();
                                        let on = *grouping == count;
                                        html! { <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()}
                                            onclick={move |_| grouping.set(count)}>{ word }</button> }
                                    }) }
                                </span>
                                <button class={classes!("toggle", logarithmic.then_some("on"))} aria-pressed={logarithmic.to_string()}
                                    onclick={let logarithmic = logarithmic.clone(); move |_| logarithmic.set(!*logarithmic)}>{ "Log" }</button>
                            </span>
                        </figcaption>
                        { chart(Drawing::Histogram, 280, column.finding.clone()) }
                        <p class="note">{ sample_note(column) }</p>
                    </figure>
                }
                if let Some(listed) = &column.categories {
                    <figure>
                        <figcaption>
                            { if column.kind == Kind::Identifier { "Share of values by form: A, a letters, 9 digits, * both" } else { "Share of values by category" } }
                            if listed.labels.len() > SHOWN_CATEGORIES as usize + 2 {
                                <button class={classes!("toggle", "toggles", all.then_some("on"))} aria-pressed={all.to_string()}
                                    onclick={let all = all.clone(); move |_| all.set(!*all)}>{ format!("Show {}", listed.labels.len()) }</button>
                            }
                        </figcaption>
                        { chart(Drawing::Categories, categories_height(listed, *all), column.finding.clone()) }
                        <p class="note">{ sample_note(column) }</p>
                    </figure>
                }
                if let Some(identifier) = &column.identifier {
                    <figure>
                        <figcaption>{ topic_link(Topic::Identifiers, "How the values are made") }</figcaption>
                        { identifier_table(column, identifier) }
                    </figure>
                }
                if let Some(text) = &column.text {
                    { text_figures(text, &chart) }
                }
                if let Some(moments) = &column.moments {
                    { moment_figures(moments, &chart) }
                }
                if column.kind == Kind::Numeric && both {
                    <figure>
                        <figcaption>{ "Cumulative share" }</figcaption>
                        { chart(Drawing::Ecdf, 280, gap_words(column)) }
                        <p class="note">{ gap_words(column) }</p>
                    </figure>
                }
                if let Some(quantiles) = column.quantiles.as_ref().filter(|quantiles| !quantiles.reference.is_empty() || !quantiles.production.is_empty()) {
                    <figure>
                        <figcaption>{ "Quantiles" }</figcaption>
                        { quantile_table(quantiles) }
                        if let Some(shift) = &column.shift {
                            <p class="note">{ topic_link(Topic::Shift, format!("Production: {}", shift.words)) }</p>
                        }
                    </figure>
                }
                if column.drift.tested {
                    <figure>
                        <figcaption>{ topic_link(Topic::Verdict, "Why this verdict") }</figcaption>
                        { part_table(column) }
                        <p class="note">{ decision_note(column, &props.report) }</p>
                    </figure>
                }
                if !column.presets.is_empty() {
                    <figure class="wide">
                        <figcaption>{ topic_link(Topic::Presets, "What other rules find") }</figcaption>
                        { preset_table(column) }
                    </figure>
                }
                if column.kind == Kind::Numeric && both {
                    <figure>
                        <figcaption>{ "Q–Q plot" }</figcaption>
                        { chart(Drawing::QuantilePlot, 260, "Production's quantiles over the reference's; on the diagonal they are equal".to_owned()) }
                    </figure>
                }
                if column.drift.tested && !column.tests.is_empty() {
                    <figure class="wide">
                        <figcaption>{ topic_link(Topic::Tests, "All tests") }</figcaption>
                        { test_table(column) }
                    </figure>
                }
            </div>
            { data_tables(column) }
        </article>
    }
}

/// Rows of categories that are drawn before a person asks for all that the report lists; the chart gives those that do
/// not fit one row together.
const SHOWN_CATEGORIES: u32 = 16;

fn categories_height(listed: &Categories, all: bool) -> u32 {
    let whole = categories::height_for(listed);
    let rows = listed.labels.len() as u32 + u32::from(listed.other.categories > 0);
    if all || rows <= SHOWN_CATEGORIES + 2 { whole } else { (whole / rows.max(1) * (SHOWN_CATEGORIES + 1)).max(120) }
}

/// The numbers of values that a picture stands on.
fn sample_note(column: &ColumnReport) -> String {
    let side = |name: &str, side: &driftscope_report::Summary| {
        let missing =
            if side.missing > 0 { format!(", {} missing", numbers::count(side.missing)) } else { String::new() };
        format!("{name} n = {}{missing}", numbers::count(side.count))
    };
    let bins =
        column.histogram.as_ref().map_or_else(String::new, |histogram| format!("; {} bins", histogram.reference.len()));
    format!("{}; {}{bins}", side("Reference", &column.reference), side("production", &column.production))
}

fn gap_words(column: &ColumnReport) -> String {
    let ks = column.tests.get("ks");
    match ks.and_then(|ks| Some((ks.statistic?, ks.location?))) {
        Some((distance, location)) => format!(
            "Kolmogorov–Smirnov: the largest gap is {} at {}",
            numbers::effect(distance),
            numbers::number(location)
        ),
        None => "Cumulative shares of both sides".to_owned(),
    }
}

fn decision_note(column: &ColumnReport, report: &Settled) -> Html {
    let drift = &column.drift;
    if let Some(rule) = &drift.rule {
        return html! { format!("Judged by {rule}, not by these parts: they are what Calibrated looks at") };
    }
    let settings = &report.0.settings;
    let limit = drift.limit().unwrap_or(settings.tolerance);
    let needed = format!(
        "Drift needs p below {} and an effect of at least {} in the same part",
        numbers::number(settings.alpha),
        numbers::effect(limit)
    );
    let open = drift.high.map(|high| {
        let high = numbers::effect_against(high, limit);
        html! { <>{ ". " }{ topic_link(Topic::EffectInterval, format!("With this many rows the effect may be up to {high}")) }</> }
    });
    html! { <>{ needed }{ open }</> }
}

/// The data behind the pictures, for people who cannot see them or want the figures.
fn data_tables(column: &ColumnReport) -> Html {
    let row = |label: String, reference: u64, production: u64| {
        html! { <tr><th scope="row" dir="auto">{ label }</th><td>{ numbers::count(reference) }</td><td>{ numbers::count(production) }</td></tr> }
    };
    let rows: Vec<Html> = if let Some(histogram) = &column.histogram {
        let edges = histogram.edges.windows(2);
        edges
            .zip(histogram.reference.iter().zip(&histogram.production))
            .map(|(edge, (&reference, &production))| {
                row(format!("{} to {}", edge_text(column, edge[0]), edge_text(column, edge[1])), reference, production)
            })
            .collect()
    } else if let Some(categories) = &column.categories {
        let other = (categories.other.categories > 0).then(|| {
            row(
                format!("Other ({})", numbers::count(categories.other.categories)),
                categories.other.reference,
                categories.other.production,
            )
        });
        categories
            .labels
            .iter()
            .zip(categories.reference.iter().zip(&categories.production))
            .map(|(label, (&reference, &production))| row(label.clone(), reference, production))
            .chain(other)
            .collect()
    } else {
        return html! {};
    };
    html! {
        <details class="data">
            <summary>{ "Show data" }</summary>
            <table class="figures">
                <thead><tr><th scope="col">{ if column.histogram.is_some() { "Bin" } else { "Category" } }</th>
                    <th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th></tr></thead>
                <tbody>
                    { for rows }
                    { row("Missing".to_owned(), column.reference.missing, column.production.missing) }
                </tbody>
            </table>
        </details>
    }
}

fn edge_text(column: &ColumnReport, edge: f64) -> String {
    match column.kind {
        Kind::Datetime => driftscope_report::calendar::format_datetime(edge).unwrap_or_default(),
        _ => numbers::number(edge),
    }
}
