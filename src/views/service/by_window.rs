//! Latency, errors and rate by window of time.

use driftscope_present::numbers;
use driftscope_present::service::{duration, rate};
use driftscope_present::windows::{WindowPoint, date};
use driftscope_report::{Bounds, Service, ServiceFigures};
use yew::prelude::*;

use crate::controls::by_window::{ByWindow, by_window};

/// A figure with its interval, if a window has it.
type Figure = fn(&ServiceFigures) -> Option<(f64, Option<Bounds>)>;

/// A figure with its title, and its values in words.
type Picture<'a> = (&'static str, Figure, &'a dyn Fn(f64) -> String);

/// A small picture of each figure that windows have.
pub(super) fn pictures(service: &Service) -> Html {
    let unit = service.unit.as_deref();
    let latency = |value: f64| duration(value, unit);
    let figures: [Picture<'_>; 6] = [
        ("Latency, median", |side| Some((side.p50?, side.p50_interval)), &latency),
        ("Latency, p95", |side| Some((side.p95?, side.p95_interval)), &latency),
        ("Latency, p99", |side| Some((side.p99?, side.p99_interval)), &latency),
        ("Server errors", |side| Some((side.error_share?, side.error_share_interval)), &numbers::percent),
        ("Client errors", |side| Some((side.client_error_share?, side.client_error_share_interval)), &numbers::percent),
        ("Rate", |side| Some((side.rate?, None)), &rate),
    ];
    let pictures = figures.into_iter().map(|(title, figure, text)| {
        let points = points(service, figure, text);
        let usual = figure(&service.reference).map(|(value, _)| value);
        by_window(&ByWindow { title, points: &points, usual, text })
    });
    let pictures: Vec<Html> = pictures.filter(|picture| *picture != Html::default()).collect();
    if pictures.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ "By window" }</h3>
            <div class="window-figures">{ for pictures }</div>
            <p class="dim">{ "Lines are 95 % intervals; a quantile whose upper end the window cannot know has none. The dashed line is the whole reference." }</p>
        </>
    }
}

fn points(service: &Service, figure: Figure, text: &dyn Fn(f64) -> String) -> Vec<WindowPoint> {
    let windows = service.groups.iter().filter(|group| group.by == "window");
    let point = |group: &driftscope_report::ServiceGroup| {
        let side = usize::from(group.reference.is_none());
        let figures = if side == 0 { group.reference.as_ref() } else { group.production.as_ref() }?;
        let (value, bounds) = figure(figures)?;
        let (low, high) = bounds.and_then(|bounds| bounds.low.zip(bounds.high)).unwrap_or((value, value));
        let requests = numbers::counted(figures.requests, "request", "requests");
        let between = if low < high { format!(" ({} to {})", text(low), text(high)) } else { String::new() };
        let words = format!("{}: {}{between}, {requests}", date(&group.value), text(value));
        Some(WindowPoint { start: group.value.clone(), side, ends: [low, value, high], is_partial: false, words })
    };
    windows.filter_map(point).collect()
}
