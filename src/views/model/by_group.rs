//! The metrics by window of time, by version and by segment.

use driftscope_present::numbers;
use driftscope_present::performance::{interval, metric_row, value};
use driftscope_present::windows::{WindowPoint, date};
use driftscope_report::{Metric, MetricInfo, Performance, PerformanceGroup};
use yew::prelude::*;

use crate::controls::by_window::{ByWindow, by_window};
use crate::controls::chip::word_chip;
use crate::controls::figure_cell::figure_cell;

/// The leading metric of every window, with its interval.
pub(super) fn windows(performance: &Performance) -> Html {
    let Some(lead) = performance.metrics.first() else { return Html::default() };
    let Some(info) = MetricInfo::of(&lead.id) else { return Html::default() };
    let groups = performance.groups.iter().filter(|group| group.by == "window");
    let points: Vec<WindowPoint> = groups.filter_map(|group| window_of(group, info)).collect();
    if points.len() < 2 {
        return Html::default();
    }
    let usual = lead.reference.and_then(|side| side.value);
    let text = |found: f64| value(info.scale, found);
    html! {
        <>
            <h3>{ "By window" }</h3>
            { by_window(&ByWindow { title: info.title, points: &points, usual, text: &text }) }
            <p class="dim">{ "Each line is the 95 % interval of a window; the dashed line is the reference’s mean. Few labels make long lines." }</p>
        </>
    }
}

/// A metric of a window.
pub(super) fn window_of(group: &PerformanceGroup, info: &MetricInfo) -> Option<WindowPoint> {
    let metric = group.metrics.iter().find(|metric| metric.id == info.id)?;
    let side = usize::from(metric.reference.is_none());
    let found = [metric.reference, metric.production][side]?;
    let ends = [found.low?, found.value?, found.high?];
    let labels = numbers::counted(group.n, "label", "labels");
    let between = interval(info.scale, found)?;
    let words = format!("{}: {} ({between}), {labels}", date(&group.value), value(info.scale, ends[1]));
    Some(WindowPoint { start: group.value.clone(), side, ends, is_partial: false, words })
}

/// The leading metrics of every version and segment.
pub(super) fn values(performance: &Performance) -> Html {
    let groups: Vec<&PerformanceGroup> = performance.groups.iter().filter(|group| group.by != "window").collect();
    let shown = groups.iter().flat_map(|group| group.metrics.iter().take(2).map(move |metric| (*group, metric)));
    if groups.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ "By version and segment" }</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Metrics by version and segment">
                <table class="metric-table">
                    <thead><tr>
                        <th scope="col">{ "Where" }</th><th scope="col">{ "Metric" }</th><th scope="col" class="num">{ "Labels" }</th>
                        <th scope="col" class="num">{ "Reference" }</th><th scope="col" class="num">{ "Production" }</th>
                        <th scope="col" class="num">{ "Difference" }</th><th scope="col">{ "Verdict" }</th>
                    </tr></thead>
                    <tbody>{ for shown.map(|(group, metric)| row(group, metric)) }</tbody>
                </table>
            </div>
        </>
    }
}

fn row(group: &PerformanceGroup, metric: &Metric) -> Html {
    let Some(found) = metric_row(metric) else { return Html::default() };
    let (word, is_pair) = (found.outcome, metric.difference.is_some());
    html! {
        <tr data-testid="group-row">
            <th scope="row" dir="auto">{ format!("{} {}", group.by, numbers::name(&group.value, 24)) }</th>
            <td>{ found.title }</td>
            <td class="num" data-label="Labels">{ numbers::count(group.n) }</td>
            { figure_cell("Reference", &found.reference, &found.reference_interval) }
            { figure_cell("Production", html! { <b>{ &found.production }</b> }, &found.production_interval) }
            { figure_cell("Difference", &found.difference, &found.difference_interval) }
            <td>
                if is_pair {
                    { word_chip(word) }
                } else {
                    <span class="dim">{ "one side only" }</span>
                }
            </td>
        </tr>
    }
}
