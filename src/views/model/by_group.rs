//! The metrics by window of time, by version and by segment.

use driftscope_present::numbers;
use driftscope_present::performance::{interval, metric_row, value};
use driftscope_present::windows::date;
use driftscope_report::{Metric, MetricInfo, MetricScale, MetricValue, Performance, PerformanceGroup};
use yew::prelude::*;

use crate::controls::words;

/// The width of a window in the picture, and the height of the picture, in its own units.
const STEP: usize = 4;
const HEIGHT: f64 = 100.0;

/// A window: its start, its rows, its side and the value.
struct Point<'a> {
    start: &'a str,
    rows: u64,
    side: usize,
    found: MetricValue,
}

/// The leading metric of every window, with its interval.
pub(super) fn windows(performance: &Performance) -> Html {
    let Some(lead) = performance.metrics.first() else { return Html::default() };
    let Some(info) = MetricInfo::of(&lead.id) else { return Html::default() };
    let groups = performance.groups.iter().filter(|group| group.by == "window");
    let points: Vec<Point<'_>> = groups.filter_map(|group| point(group, &lead.id)).collect();
    if points.len() < 2 {
        return Html::default();
    }
    let ends =
        |point: &Point<'_>| [point.found.low, point.found.high].into_iter().flatten().filter(|end| end.is_finite());
    let low = points.iter().flat_map(ends).fold(f64::INFINITY, f64::min);
    let high = points.iter().flat_map(ends).fold(f64::NEG_INFINITY, f64::max);
    if low >= high {
        return Html::default();
    }
    let height = |value: f64| HEIGHT * (high - value.clamp(low, high)) / (high - low);
    let width = STEP * points.len();
    let first_of_production = points.iter().position(|point| point.side == 1).unwrap_or(points.len());
    let usual = lead.reference.and_then(|side| side.value).map(height);
    let text = |value_of: f64| value(info.scale, value_of);
    html! {
        <>
            <h3>{ format!("{} by window", info.title) }</h3>
            <div class="by-window" role="img" aria-label={format!("{} of {} windows, from {} to {}", info.title, points.len(), text(low), text(high))}>
                <span class="by-window-scale"><span>{ text(high) }</span><span>{ text(low) }</span></span>
                <svg viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none">
                    if let Some(usual) = usual { <path class="usual" d={format!("M0 {usual:.1}H{width}")} /> }
                    { for points.iter().enumerate().map(|(place, point)| mark(info.scale, place, point, &height)) }
                </svg>
                <span class="by-window-dates">
                    <span class="of-reference">{ points.first().filter(|point| point.side == 0).map(|point| date(point.start)) }</span>
                    <span class="of-production">{ points.get(first_of_production).map(|point| date(point.start)) }</span>
                    <span class="of-production">{ points.last().map(|point| date(point.start)) }</span>
                </span>
            </div>
            <p class="dim">{ "Each line is the 95 % interval of a window; the dashed line is the reference’s mean. Few labels make long lines." }</p>
        </>
    }
}

fn point<'a>(group: &'a PerformanceGroup, id: &str) -> Option<Point<'a>> {
    let metric = group.metrics.iter().find(|metric| metric.id == id)?;
    let side = usize::from(metric.reference.is_none());
    let found = [metric.reference, metric.production][side]?;
    found.value?;
    Some(Point { start: &group.value, rows: group.n, side, found })
}

fn mark(scale: MetricScale, place: usize, point: &Point<'_>, height: &dyn Fn(f64) -> f64) -> Html {
    let [low, middle, high] = [point.found.low, point.found.value, point.found.high].map(|end| end.map(height));
    let (Some(low), Some(middle), Some(high)) = (low, middle, high) else { return Html::default() };
    let left = STEP * place;
    let d = format!(
        "M{} {high:.1}h.8V{low:.1}h-.8zM{} {:.1}h2.8v4h-2.8z",
        left as f64 + 1.6,
        left as f64 + 0.6,
        middle - 2.0
    );
    let class = ["of-reference", "of-production"][point.side];
    let found = point.found.value.map(|found| value(scale, found)).unwrap_or_default();
    let between = interval(scale, point.found).unwrap_or_default();
    let words =
        format!("{}: {found} ({between}), {}", date(point.start), numbers::counted(point.rows, "label", "labels"));
    html! { <path {class} {d}><title>{ words }</title></path> }
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
            <td class="num" data-label="Reference">{ found.reference }<small>{ found.reference_interval }</small></td>
            <td class="num" data-label="Production"><b>{ found.production }</b><small>{ found.production_interval }</small></td>
            <td class="num" data-label="Difference">{ found.difference }<small>{ found.difference_interval }</small></td>
            <td>
                if is_pair {
                    <span class={classes!("chip", words::class(word.tone))}><span class="sign" aria-hidden="true">{ word.sign }</span>{ " " }{ word.word }</span>
                } else {
                    <span class="dim">{ "one side only" }</span>
                }
            </td>
        </tr>
    }
}
