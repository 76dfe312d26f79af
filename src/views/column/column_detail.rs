//! A column's page: what was found, how it moved, and every figure behind it.

use driftscope_charts::categories;
use driftscope_present::{column_name, numbers, role, test_groups, zone_name};
use driftscope_report::{Categories, ColumnReport, Kind, Presence, Report};
use yew::prelude::*;

use super::column_choices::{column_choices, readings};
use super::data_table::data_table;
use super::differing::{DifferingColumns, ask_missing};
use super::identifier_table::identifier_table;
use super::moment_figures::moment_figures;
use super::over_time::figures_over_time;
use super::preset_table::preset_table;
use super::quantile_table::quantile_table;
use super::remarks::remarks;
use super::test_table::{part_table, test_table};
use super::text_figures::text_figures;
use super::vector_figures::vector_figures;
use crate::controls::chart::{Chart, Drawing};
use crate::controls::chip::chip;
use crate::controls::words;
use crate::state::Topic;
use crate::views::methods::topic_link;
use crate::views::page::Surroundings;

/// The merged neighbouring bins, and the word for it.
const GROUPINGS: [(usize, &str); 3] = [(1, "Fine"), (2, "Medium"), (4, "Coarse")];

/// Draws a chart of the column: what, how high, and the finding for people who cannot see it.
pub(crate) type DrawChart<'a> = &'a dyn Fn(Drawing, u32, String) -> Html;

#[derive(Properties, PartialEq)]
pub(crate) struct ColumnDetailProps {
    pub place: usize,
}

#[component]
pub(crate) fn ColumnDetail(props: &ColumnDetailProps) -> Html {
    let grouping = use_state(|| 1_usize);
    let logarithmic = use_state(|| false);
    let all = use_state(|| false);
    let Some(around) = use_context::<Surroundings>() else { return html! {} };
    let Some(column) = around.report.columns.get(props.place) else { return html! {} };
    let chart = |drawing: Drawing, height: u32, label: String| {
        html! { <Chart place={props.place} {drawing} grouping={*grouping} logarithmic={*logarithmic} {height} {label} /> }
    };
    // Of what has few figures each can be wider.
    let is_in_two = column.kind != Kind::Numeric && column.moments.is_none();
    html! {
        <article class="detail" data-testid="column-detail" aria-label={column.name.clone()}>
            { head(column) }
            { for around.report.notes.as_ref().and_then(|notes| notes.columns.get(&column.name)).map(|note| html! { <p class="sent-note">{ note }</p> }) }
            { readings(column, around.can_change.then_some(&around.actions)) }
            if around.can_change || around.notes.is_some() {
                <div class="choices" data-testid="column-choices">
                    if around.can_change { { column_choices(column, &around.report.settings, &around.actions) } }
                    { for around.notes.as_ref().map(|notes| remarks(column, (&around.report.settings, notes), around.can_change, &around.actions)) }
                </div>
            }
            <div class={classes!("figures-grid", is_in_two.then_some("two"))}>
                if column.histogram.is_some() { { histogram(column, &around, &chart, (&grouping, &logarithmic)) } }
                if let Some(listed) = &column.categories { { category_bars((column, listed), &around, &chart, &all) } }
                // Yew 0.23 panics where figures come and go around a component that draws nothing: it stands in an element.
                <div class="differing-place"><DifferingColumns place={props.place} /></div>
                { figures_of_kind(column, &around, &chart) }
                { decision(column, &around.report) }
                { figures_over_time(column, &around.report) }
                { quantile_plot(column, &chart) }
            </div>
            { tests(column) }
            { data_table(column) }
        </article>
    }
}

/// Name, verdict, kind, role and finding.
fn head(column: &ColumnReport) -> Html {
    html! {
        <div class="detail-head">
            <h2 dir="auto">{ column_name(&column.name) }</h2>
            { chip(column) }
            <span class="role">{ column.kind.as_str() }</span>
            if let Some(role) = role(column.role).filter(|role| *role != column.kind.as_str()) { <span class="role">{ role }</span> }
            if let Some(unit) = &column.unit { <span class="role">{ unit }</span> }
            if let Some(binned) = &column.binned {
                <span class="role" data-testid="binned" title={words::binned(binned)}>{ topic_link(Topic::Profiles, "from buckets") }</span>
            }
            <p class="finding">{ &column.finding }</p>
        </div>
    }
}

/// Both sides over common bins, with the width of the bins and the scale to choose.
fn histogram(
    column: &ColumnReport,
    around: &Surroundings,
    chart: DrawChart<'_>,
    (grouping, logarithmic): (&UseStateHandle<usize>, &UseStateHandle<bool>),
) -> Html {
    let of_bins = |&(count, word): &(usize, &'static str)| {
        let is_on = **grouping == count;
        let grouping = grouping.clone();
        html! { <button class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} onclick={move |_| grouping.set(count)}>{ word }</button> }
    };
    html! {
        <figure>
            <figcaption>
                { if column.kind == Kind::Datetime { "Share of records over time" } else { "Share of values" } }
                <span class="toggles">
                    <span class="segments small" role="group" aria-label="Bins">{ for GROUPINGS.iter().map(of_bins) }</span>
                    <button class={classes!("toggle", logarithmic.then_some("on"))} aria-pressed={logarithmic.to_string()}
                        onclick={let logarithmic = logarithmic.clone(); move |_| logarithmic.set(!*logarithmic)}>{ "Log" }</button>
                </span>
            </figcaption>
            { chart(Drawing::Histogram, 280, column.finding.clone()) }
            <p class="note">{ sample_note(column) }{ ask_missing(column, around) }</p>
            if let Some(note) = column.clock.as_ref().and_then(driftscope_present::clock_note) {
                <p class="note" data-testid="clock">{ topic_link(Topic::DateTimes, note) }</p>
            }
        </figure>
    }
}

/// Both sides by category, all of them or those that fit.
fn category_bars(
    (column, listed): (&ColumnReport, &Categories),
    around: &Surroundings,
    chart: DrawChart<'_>,
    all: &UseStateHandle<bool>,
) -> Html {
    html! {
        <figure>
            <figcaption>
                { match column.kind {
                    Kind::Identifier => html! { "Share of values by form: A, a letters, 9 digits, * both" },
                    Kind::Tags => topic_link(Topic::Lists, "Share of lists with each label"),
                    _ => html! { "Share of values by category" },
                } }
                if listed.labels.len() > SHOWN_CATEGORIES as usize + 2 {
                    <button class={classes!("toggle", "toggles", all.then_some("on"))} aria-pressed={all.to_string()}
                        onclick={let all = all.clone(); move |_| all.set(!*all)}>{ format!("Show {}", listed.labels.len()) }</button>
                }
            </figcaption>
            { chart(Drawing::Categories, categories_height(listed, **all), column.finding.clone()) }
            <p class="note">{ sample_note(column) }{ ask_missing(column, around) }</p>
        </figure>
    }
}

/// What columns of one kind have: identifiers, texts, date-times, numbers.
fn figures_of_kind(column: &ColumnReport, around: &Surroundings, chart: DrawChart<'_>) -> Html {
    let quantiles = column.quantiles.as_ref();
    html! {
        <>
            if let Some(identifier) = &column.identifier {
                <figure>
                    <figcaption>{ topic_link(Topic::Identifiers, "How the values are made") }</figcaption>
                    { identifier_table(column, identifier) }
                </figure>
            }
            if let Some(text) = &column.text { { text_figures(text, chart) } }
            if let Some(vector) = &column.vector { { vector_figures(vector) } }
            if let Some(moments) = &column.moments { { moment_figures(moments, zone_name(&around.report), chart) } }
            if is_number_of_both(column) {
                <figure>
                    <figcaption>{ "Cumulative share" }</figcaption>
                    { chart(Drawing::Ecdf, 280, gap_words(column)) }
                    <p class="note">{ gap_words(column) }</p>
                </figure>
            }
            if let Some(quantiles) = quantiles.filter(|quantiles| !quantiles.reference.is_empty() || !quantiles.production.is_empty()) {
                <figure>
                    <figcaption>{ "Quantiles" }</figcaption>
                    { quantile_table(quantiles) }
                    if let Some(shift) = &column.shift {
                        <p class="note">{ topic_link(Topic::Shift, format!("Production: {}", shift.words)) }</p>
                    }
                </figure>
            }
        </>
    }
}

/// What the verdict rests on, and what other rules find.
fn decision(column: &ColumnReport, report: &Report) -> Html {
    html! {
        <>
            if column.drift.tested {
                <figure class="why">
                    <figcaption>{ topic_link(Topic::Verdict, "Why this verdict") }</figcaption>
                    { part_table(column) }
                    <p class="note">{ decision_note(column, report) }</p>
                </figure>
            }
            if !column.presets.is_empty() || report.beside.as_ref().is_some_and(|beside| beside.column(&column.name).is_some()) {
                <figure class="wide">
                    <figcaption>{ topic_link(Topic::Presets, "What other rules find") }</figcaption>
                    { preset_table(column, report.beside.as_ref()) }
                </figure>
            }
        </>
    }
}

fn quantile_plot(column: &ColumnReport, chart: DrawChart<'_>) -> Html {
    html! {
        if is_number_of_both(column) {
            <figure>
                <figcaption>{ "Q–Q plot" }</figcaption>
                { chart(Drawing::QuantilePlot, 260, "Production's quantiles over the reference's; on the diagonal they are equal".to_owned()) }
            </figure>
        }
    }
}

/// All tests, folded: few people need them to believe the verdict, and those want them all.
fn tests(column: &ColumnReport) -> Html {
    let groups = test_groups(column);
    if !column.drift.tested || groups.is_empty() {
        return html! {};
    }
    let count: usize = groups.iter().map(|(_, found)| found.len()).sum();
    html! {
        <details class="data" data-testid="all-tests">
            <summary>{ format!("All {count} tests and distances") }</summary>
            <p class="note">{ topic_link(Topic::Tests, "What each of them sees") }</p>
            { test_table(groups) }
        </details>
    }
}

fn is_number_of_both(column: &ColumnReport) -> bool {
    column.kind == Kind::Numeric && column.presence == Presence::Both
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

fn decision_note(column: &ColumnReport, report: &Report) -> Html {
    let drift = &column.drift;
    if let Some(rule) = &drift.rule {
        return html! { format!("Judged by {rule}, not by these parts: they are what Calibrated looks at") };
    }
    let settings = &report.settings;
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
