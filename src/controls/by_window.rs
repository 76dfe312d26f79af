//! A figure of every window of time as a small picture: its value with an interval, the reference's windows before production's.

use driftscope_present::windows::date;
use yew::prelude::*;

/// The width of a window in the picture, and the height of the picture, in its own units.
const STEP: usize = 4;
const HEIGHT: f64 = 100.0;

/// A window and its figure.
pub(crate) struct WindowPoint<'a> {
    /// When it begins.
    pub start: &'a str,
    /// 0 of the reference, 1 of production.
    pub side: usize,
    /// The lower end of its interval, the value, and the upper end.
    pub ends: [f64; 3],
    /// The data cover only a part of the window.
    pub is_partial: bool,
    /// What it is, in words.
    pub words: String,
}

/// A figure by window.
pub(crate) struct ByWindow<'a> {
    pub title: &'a str,
    pub points: &'a [WindowPoint<'a>],
    /// The reference's figure over all windows.
    pub usual: Option<f64>,
    /// A value in words.
    pub text: &'a dyn Fn(f64) -> String,
}

/// Draws it; nothing of fewer than two windows.
pub(crate) fn by_window(chart: &ByWindow<'_>) -> Html {
    let points = chart.points;
    if points.len() < 2 {
        return Html::default();
    }
    let known = || points.iter().flat_map(|point| point.ends).filter(|end| end.is_finite());
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    // A figure that never changes is a line in the middle.
    let (low, high) = if low < high { (low, high) } else { (low - 1.0, high + 1.0) };
    let height = |value: f64| 3.0 + (HEIGHT - 6.0) * (high - value.clamp(low, high)) / (high - low);
    let width = STEP * points.len();
    let first_of_production = points.iter().find(|point| point.side == 1);
    let [bottom, top] =
        [known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max)].map(chart.text);
    html! {
        <figure class="window-figure">
            <figcaption>{ chart.title }</figcaption>
            <div class="by-window" role="img" aria-label={format!("{} in {} windows, from {bottom} to {top}", chart.title, points.len())}>
                <span class="by-window-scale"><span>{ &top }</span><span>{ &bottom }</span></span>
                <svg viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none">
                    if let Some(usual) = chart.usual.map(height) { <path class="usual" d={format!("M0 {usual:.1}H{width}")} /> }
                    { for points.iter().enumerate().map(|(place, point)| mark(place, point, &height)) }
                </svg>
                <span class="by-window-dates">
                    <span class="of-reference">{ points.first().filter(|point| point.side == 0).map(|point| date(point.start)) }</span>
                    <span class="of-production">{ first_of_production.map(|point| date(point.start)) }</span>
                    <span class="of-production">{ points.last().map(|point| date(point.start)) }</span>
                </span>
            </div>
        </figure>
    }
}

fn mark(place: usize, point: &WindowPoint<'_>, height: &dyn Fn(f64) -> f64) -> Html {
    let [low, middle, high] = point.ends.map(height);
    let left = (STEP * place) as f64;
    let d = format!("M{:.1} {high:.1}h.8V{low:.1}h-.8zM{:.1} {:.1}h2.8v4h-2.8z", left + 1.6, left + 0.6, middle - 2.0);
    let side = ["of-reference", "of-production"][point.side];
    html! { <path class={classes!(side, point.is_partial.then_some("partial"))} {d}><title>{ &point.words }</title></path> }
}
