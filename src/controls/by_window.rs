//! A figure of every window of time as a small picture: its value with an interval, the reference's windows before production's.

use driftscope_present::windows::{WindowPoint, date};
use yew::prelude::*;

use crate::browser::share_of_width;

/// The width of a window in the picture, and the height of the picture, in its own units.
const STEP: usize = 4;
const HEIGHT: f64 = 100.0;

/// A figure by window.
pub(crate) struct ByWindow<'a> {
    pub title: &'a str,
    pub points: &'a [WindowPoint],
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
    let Some([low, high]) = scale(points) else { return Html::default() };
    let [bottom, top] = [low, high].map(chart.text);
    // A figure that never changes is a line in the middle.
    let (low, high) = if low < high { (low, high) } else { (low - 1.0, high + 1.0) };
    let height = |value: f64| 3.0 + (HEIGHT - 6.0) * (high - value.clamp(low, high)) / (high - low);
    let first_of_production = points.iter().find(|point| point.side == 1);
    html! {
        <figure class="window-figure">
            <figcaption>{ chart.title }</figcaption>
            <div class="by-window" role="group" aria-label={format!("{} in {} windows, from {bottom} to {top}", chart.title, points.len())}>
                <span class="by-window-scale"><span>{ &top }</span><span>{ &bottom }</span></span>
                <Marks marks={points.iter().enumerate().map(|(place, point)| mark(place, point, &height)).collect::<Vec<_>>()} usual={chart.usual.map(height)} />
                <span class="by-window-dates">
                    <span class="of-reference">{ points.first().filter(|point| point.side == 0).map(|point| date(&point.start)) }</span>
                    <span class="of-production">{ first_of_production.map(|point| date(&point.start)) }</span>
                    <span class="of-production">{ points.last().map(|point| date(&point.start)) }</span>
                </span>
            </div>
        </figure>
    }
}

/// The ends of the scale. A window that the data cover only in part may have few rows, and be far from all others: beyond half of their
/// range it is cut off, so that they are not drawn flat.
fn scale(points: &[WindowPoint]) -> Option<[f64; 2]> {
    let ends = |of_all: bool| {
        let points = points.iter().filter(move |point| of_all || !point.is_partial);
        let found = || points.clone().flat_map(|point| point.ends).filter(|end| end.is_finite());
        Some([found().reduce(f64::min)?, found().reduce(f64::max)?])
    };
    let all = ends(true)?;
    let Some([low, high]) = ends(false).filter(|[low, high]| low < high) else { return Some(all) };
    let beyond = (high - low) / 2.0;
    Some([all[0].max(low - beyond), all[1].min(high + beyond)])
}

/// A window in the picture.
#[derive(Clone, PartialEq)]
struct Mark {
    d: String,
    class: Classes,
    words: String,
}

fn mark(place: usize, point: &WindowPoint, height: &dyn Fn(f64) -> f64) -> Mark {
    let [low, middle, high] = point.ends.map(height);
    let left = (STEP * place) as f64;
    let d = format!("M{:.1} {high:.1}h.8V{low:.1}h-.8zM{:.1} {:.1}h2.8v4h-2.8z", left + 1.6, left + 0.6, middle - 2.0);
    let class = classes!(["of-reference", "of-production"][point.side], point.is_partial.then_some("partial"));
    Mark { d, class, words: point.words.clone() }
}

#[derive(Properties, PartialEq)]
struct MarksProps {
    marks: Vec<Mark>,
    usual: Option<f64>,
}

/// The windows, each read by pointing at its strip and by the arrow keys.
#[component]
fn Marks(props: &MarksProps) -> Html {
    let picture = use_node_ref();
    let at = use_state_eq(|| None::<usize>);
    let last = props.marks.len().saturating_sub(1);
    let onkeydown = {
        let at = at.clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match (event.key().as_str(), *at) {
                ("ArrowRight", Some(now)) => (now + 1).min(last),
                ("ArrowLeft", Some(now)) => now.saturating_sub(1),
                ("Home", _) | ("ArrowRight", None) => 0,
                ("End", _) | ("ArrowLeft", None) => last,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            at.set(Some(next));
        })
    };
    let onmousemove = {
        let (at, picture) = (at.clone(), picture.clone());
        Callback::from(move |event: MouseEvent| {
            let share = share_of_width(&picture, event.client_x()).unwrap_or_default();
            at.set(Some(((share * (last + 1) as f64).max(0.0) as usize).min(last)));
        })
    };
    let width = STEP * (last + 1);
    let draw = |mark: &Mark| html! { <path class={mark.class.clone()} d={mark.d.clone()} /> };
    html! {
        <>
            <svg ref={picture} viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none" tabindex="0" role="group"
                aria-label="Windows: use the arrow keys to read their values" data-testid="window-marks" {onkeydown} {onmousemove}>
                if let Some(place) = *at { <path class="heat-cursor" d={format!("M{} 0h{STEP}v{HEIGHT}h-{STEP}z", STEP * place)} /> }
                if let Some(usual) = props.usual { <path class="usual" d={format!("M0 {usual:.1}H{width}")} /> }
                { for props.marks.iter().map(draw) }
            </svg>
            <span class="by-window-value" data-testid="window-value" aria-live="polite">{ at.and_then(|at| props.marks.get(at)).map(|mark| mark.words.clone()) }</span>
        </>
    }
}
