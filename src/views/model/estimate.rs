//! The metrics of production, estimated without its labels.

use driftscope_present::estimate::{as_metric, basis, estimate_row, state};
use driftscope_present::numbers;
use driftscope_present::performance::{interval, value};
use driftscope_present::windows::{WindowPoint, date};
use driftscope_report::{EstimatedMetric, EstimatedWindow, MetricInfo, MetricValue, Performance, PerformanceEstimate};
use yew::prelude::*;

use super::by_group::window_of;
use super::metrics::{head, row_of, verdict};
use crate::controls::by_window::{ByWindow, by_window};
use crate::controls::chip::word_chip;

/// The estimate, or why there is none.
pub(super) fn estimate(performance: &Performance) -> Html {
    let Some(found) = &performance.estimate else { return Html::default() };
    html! {
        <section class="estimated" data-testid="view-estimate" aria-labelledby="estimate-title">
            <div class="estimated-head"><h3 id="estimate-title">{ "Estimated without labels" }</h3>{ word_chip(state(found.state)) }</div>
            <p data-testid="estimate-sentence">{ &found.sentence }</p>
            if !found.metrics.is_empty() {
                { table(found) }
                { windows(performance, found) }
                <ul class="dim">{ for basis(found).into_iter().map(|sentence| html! { <li>{ sentence }</li> }) }</ul>
            }
        </section>
    }
}

fn table(found: &PerformanceEstimate) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Estimated metrics">
            // The marks of an estimate are hatched, so that no one takes them for those of labels.
            <svg width="0" height="0" aria-hidden="true"><defs>
                <pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="of-production" d="M0 0h1.5v3h-1.5z" /></pattern>
            </defs></svg>
            <table class="metric-table">
                { head("Reference, by labels", "Production, estimated") }
                <tbody>{ for found.metrics.iter().map(|metric| line(metric, found.rows)) }</tbody>
            </table>
        </div>
    }
}

fn line(metric: &EstimatedMetric, rows: u64) -> Html {
    let row = estimate_row(metric, rows);
    row.map_or_else(Html::default, |row| {
        row_of("estimate-row", &as_metric(metric, rows), &row, verdict, Html::default())
    })
}

/// The first metric by window: the reference's by labels, production's estimated.
fn windows(performance: &Performance, found: &PerformanceEstimate) -> Html {
    let Some(info) = found.metrics.first().and_then(|metric| MetricInfo::of(&metric.id)) else {
        return Html::default();
    };
    let reference = performance.groups.iter().filter(|group| group.by == "window");
    let reference = reference.filter_map(|group| window_of(group, info)).filter(|point| point.side == 0);
    let mut points: Vec<WindowPoint> = reference.collect();
    points.extend(found.windows.iter().map(|window| estimated(window, info)));
    let usual = found.metrics.first().and_then(|metric| metric.reference?.value);
    if found.windows.len() < 2 {
        return Html::default();
    }
    html! { by_window(&ByWindow { title: info.title, points: &points, usual, text: &|found| value(info.scale, found) }) }
}

fn estimated(window: &EstimatedWindow, info: &MetricInfo) -> WindowPoint {
    let EstimatedWindow { start, value: middle, low, high, n } = window;
    let ends = MetricValue { value: Some(*middle), low: Some(*low), high: Some(*high), n: *n };
    let between = interval(info.scale, ends).unwrap_or_default();
    let rows = numbers::counted(*n, "row", "rows");
    let words = format!("{}: estimated {} ({between}), {rows}", date(start), value(info.scale, *middle));
    WindowPoint { start: start.clone(), side: 1, ends: [*low, *middle, *high], is_partial: false, words }
}
