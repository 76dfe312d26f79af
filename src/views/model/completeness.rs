//! Which rows of production have a label yet.

use driftscope_present::completeness::{COMPLETE, sentences, share};
use driftscope_present::windows::date;
use driftscope_present::{label_delay, numbers};
use driftscope_report::{LabelledWindow, Performance, Report};
use yew::prelude::*;

/// The width of a window in the picture, and the height of the picture, in its own units.
const STEP: usize = 4;
const HEIGHT: f64 = 40.0;

/// The share of answers with a label, window by window, whether these rows are like the others, and how long labels take. Nothing where every
/// answer has a label, and none came later.
pub(super) fn completeness(report: &Report, performance: &Performance) -> Html {
    let mut told = sentences(performance);
    told.extend(label_delay::sentences(report));
    html! {
        if !told.is_empty() {
            <div data-testid="label-completeness">
                { for performance.completeness.as_ref().map(|found| bars(&found.windows)) }
                { for told.into_iter().map(|sentence| html! { <p class="dim">{ sentence }</p> }) }
            </div>
        }
    }
}

fn bars(windows: &[LabelledWindow]) -> Html {
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else { return Html::default() };
    let width = STEP * windows.len();
    let words = format!("Share of answers that have a label, in {} windows of production", windows.len());
    html! {
        <figure class="window-figure">
            <figcaption>{ "Answers with a label" }</figcaption>
            <div class="by-window label-shares" role="img" aria-label={words}>
                <span class="by-window-scale"><span>{ "all" }</span><span>{ "none" }</span></span>
                <svg viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none">
                    { for windows.iter().enumerate().map(|(place, window)| bar(place, window)) }
                </svg>
                <span class="by-window-dates">
                    <span class="of-production">{ date(&first.start) }</span>
                    if windows.len() > 1 { <span class="of-production">{ date(&last.start) }</span> }
                </span>
            </div>
        </figure>
    }
}

fn bar(place: usize, window: &LabelledWindow) -> Html {
    let share = share(window).clamp(0.0, 1.0);
    // A window without a label is a line.
    let height = (share * HEIGHT).max(0.6);
    let d = format!("M{:.1} {HEIGHT}h3v-{height:.1}h-3z", (STEP * place) as f64 + 0.5);
    let words = format!(
        "{}: {} of {} have a label ({})",
        date(&window.start),
        numbers::count(window.labels),
        numbers::counted(window.rows, "answer", "answers"),
        numbers::percent(share)
    );
    html! { <path class={classes!("of-production", (share < COMPLETE).then_some("partial"))} {d}><title>{ words }</title></path> }
}
