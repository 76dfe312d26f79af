//! The table of metrics with their intervals, and the rows by class and answer.

use driftscope_present::numbers;
use driftscope_present::performance::{MetricRow, metric_row};
use driftscope_report::{
    Acknowledgeable, AcknowledgedChange, ConfusionCounts, Metric, MetricValue, Performance, Report,
};
use yew::prelude::*;

use crate::controls::chip::word_chip;
use crate::controls::figure_cell::figure_cell;
use crate::controls::known_mark::change_mark;
use crate::views::page::Page;

/// Classes whose rows are shown by answer.
const MOST_CLASSES: usize = 12;

/// Both sides of every metric.
pub(super) fn table(page: &Page, report: &Report, performance: &Performance) -> Html {
    let actions = page.state.can_decide().then_some(&page.actions);
    let mark = |metric: &Metric| {
        let change = metric.difference.map(|found| found.value);
        let now = AcknowledgedChange { change, ..AcknowledgedChange::default() };
        let thing = Acknowledgeable::Metric(&metric.id);
        change_mark(thing, now, metric.needs_attention(), &report.settings, actions)
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Metrics">
            <table class="metric-table">
                { head("Reference", "Production") }
                <tbody>
                    { for performance.metrics.iter().map(|metric| row(metric, verdict, &mark)) }
                    { for performance.context.iter().map(|metric| row(metric, of_data, &|_| Html::default())) }
                </tbody>
            </table>
        </div>
    }
}

/// What both sides show without labels: how sure the model is of its answers.
pub(super) fn context(performance: &Performance) -> Html {
    let known: Vec<&Metric> = performance.context.iter().filter(|metric| metric.difference.is_some()).collect();
    if known.is_empty() {
        return Html::default();
    }
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Confidence">
            <table class="metric-table">
                { head("Reference", "Production") }
                <tbody>{ for known.into_iter().map(|metric| row(metric, of_data, &|_| Html::default())) }</tbody>
            </table>
        </div>
    }
}

fn of_data(_: &MetricRow) -> Html {
    html! { <span class="dim">{ "described, not judged" }</span> }
}

/// The head of a table of metrics.
pub(super) fn head(reference: &'static str, production: &'static str) -> Html {
    html! {
        <thead><tr>
            <th scope="col">{ "Metric" }</th>
            <th scope="col" class="num">{ reference }</th>
            <th scope="col" class="num">{ production }</th>
            <th scope="col"><span class="visually-hidden">{ "Intervals" }</span></th>
            <th scope="col" class="num">{ "Difference" }</th>
            <th scope="col">{ "Verdict" }</th>
        </tr></thead>
    }
}

pub(super) fn verdict(row: &MetricRow) -> Html {
    word_chip(row.outcome)
}

fn row(metric: &Metric, verdict: fn(&MetricRow) -> Html, mark: &dyn Fn(&Metric) -> Html) -> Html {
    metric_row(metric).map_or_else(Html::default, |found| row_of("metric-row", metric, &found, verdict, mark(metric)))
}

/// A line of a table of metrics; `id` is for tests.
pub(super) fn row_of(
    id: &'static str,
    metric: &Metric,
    found: &MetricRow,
    verdict: fn(&MetricRow) -> Html,
    mark: Html,
) -> Html {
    html! {
        <tr data-testid={id} data-metric={metric.id.clone()}>
            <th scope="row" title={found.meaning}>{ found.title }</th>
            { figure_cell("Reference", &found.reference, &found.reference_interval) }
            { figure_cell("Production", html! { <b>{ &found.production }</b> }, &found.production_interval) }
            <td class="pictured">{ intervals(metric) }</td>
            { figure_cell("Difference", &found.difference, &found.difference_interval) }
            <td>{ verdict(found) }<small>{ &found.reason }</small>{ mark }</td>
        </tr>
    }
}

/// Both intervals over each other on a common scale, the value of each as a mark.
fn intervals(metric: &Metric) -> Html {
    let sides = [metric.reference, metric.production];
    let ends = |side: &Option<MetricValue>| side.and_then(|side| Some([side.low?, side.value?, side.high?]));
    let known: Vec<f64> = sides.iter().filter_map(ends).flatten().filter(|end| end.is_finite()).collect();
    let low = known.iter().copied().fold(f64::INFINITY, f64::min);
    let high = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low >= high {
        return Html::default();
    }
    let place = |value: f64| 2.0 + 96.0 * (value.clamp(low, high) - low) / (high - low);
    let bar = |(side, (class, top)): (&Option<MetricValue>, (&'static str, u32))| {
        let Some([low, value, high]) = ends(side) else { return Html::default() };
        let (from, at, to) = (place(low), place(value), place(high));
        let middle = top + 3;
        let d = format!("M{from:.1} {middle}H{to:.1}V{}H{from:.1}zM{:.1} {top}h2.4v8h-2.4z", middle + 2, at - 1.2);
        html! { <path {class} {d} /> }
    };
    html! {
        <svg class="intervals" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
            { for sides.iter().zip([("of-reference", 1), ("of-production", 11)]).map(bar) }
        </svg>
    }
}

/// The rows by class and answer, as shares of each class.
pub(super) fn confusion(performance: &Performance) -> Html {
    let Some(counts) = performance.confusion.as_ref().filter(|counts| counts.labels.len() <= MOST_CLASSES) else {
        return Html::default();
    };
    html! {
        <>
            <h3>{ "Answers by class" }</h3>
            <div class="confusions">
                { side("Reference", counts, &counts.reference) }
                { side("Production", counts, &counts.production) }
            </div>
        </>
    }
}

fn side(title: &'static str, counts: &ConfusionCounts, rows: &[Vec<u64>]) -> Html {
    let label = |label: &String| numbers::name(label, 16);
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={title}>
            <table class="confusion">
                <caption>{ title }</caption>
                <thead><tr>
                    <th scope="col">{ "Label ↓ answer →" }</th>
                    { for counts.labels.iter().map(|text| html! { <th scope="col" class="num">{ label(text) }</th> }) }
                </tr></thead>
                <tbody>
                    { for counts.labels.iter().zip(rows).enumerate().map(|(truth, (text, row))| {
                        let all: u64 = row.iter().sum();
                        html! {
                            <tr>
                                <th scope="row">{ label(text) }</th>
                                { for row.iter().enumerate().map(|(answer, &count)| {
                                    let share = if all > 0 { numbers::percent(count as f64 / all as f64) } else { "–".to_owned() };
                                    html! { <td class={classes!("num", (truth == answer).then_some("right"))}>{ numbers::count(count) }<small>{ share }</small></td> }
                                }) }
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}
