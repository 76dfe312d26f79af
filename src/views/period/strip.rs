//! The rows of each window as bars, with the chosen period over those of production: dragged by mouse and touch, moved by keys.

use std::ops::Range;

use driftscope_charts::heat_map::{Layout, rows};
use driftscope_present::windows::date;
use driftscope_report::{Window, Windows};
use web_sys::Element;
use yew::prelude::*;

use super::brush::{Drag, after_key};
use crate::browser::{Timer, share_of_width};

/// Milliseconds after the last key before a period is compared.
const PAUSE: i32 = 350;

#[derive(Properties, PartialEq)]
pub(crate) struct StripProps {
    pub windows: Windows,
    pub range: Option<Range<usize>>,
    /// Whether the range stays where it is.
    pub pinned: bool,
    pub on_pin: Callback<()>,
    /// The range changes under the pointer or the keys.
    pub on_drag: Callback<Range<usize>>,
    /// It is chosen; `None` for all of production.
    pub on_release: Callback<Option<Range<usize>>>,
    /// A drag was broken off; the range before it.
    pub on_cancel: Callback<Option<Range<usize>>>,
}

/// What the pointer does on the strip.
struct Pointer {
    down: Callback<PointerEvent>,
    moved: Callback<PointerEvent>,
    up: Callback<PointerEvent>,
    cancelled: Callback<PointerEvent>,
}

/// Drags by mouse, pen or touch.
#[hook]
fn use_pointer(props: &StripProps, strip: &NodeRef) -> Pointer {
    // The drag, and the range before it.
    let drag = use_mut_ref(|| None::<(Drag, Option<Range<usize>>)>);
    let layout = Layout::of(&props.windows);
    let (first, count) = (props.windows.reference.len(), props.windows.production.len());
    let at = {
        let strip = strip.clone();
        move |event: &PointerEvent| -> Option<usize> {
            // Left of production lies its first window.
            Some(layout.window_at(share_of_width(&strip, event.client_x())?)?.saturating_sub(first))
        }
    };
    let down = {
        let (drag, at, strip) = (drag.clone(), at.clone(), strip.clone());
        let (range, on_drag, pinned) = (props.range.clone(), props.on_drag.clone(), props.pinned);
        Callback::from(move |event: PointerEvent| {
            let is_meant = !pinned && event.is_primary() && event.button() == 0;
            let Some(window) = at(&event).filter(|_| is_meant) else { return };
            if let Some(strip) = strip.cast::<Element>() {
                let _ = strip.set_pointer_capture(event.pointer_id());
            }
            let begun = Drag::begin(window, range.as_ref());
            on_drag.emit(begun.to(window, count));
            drag.replace(Some((begun, range.clone())));
        })
    };
    let moved = {
        let (drag, at, on_drag) = (drag.clone(), at.clone(), props.on_drag.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(((drag, _), window)) = drag.borrow().as_ref().zip(at(&event)) {
                on_drag.emit(drag.to(window, count));
            }
        })
    };
    let up = {
        let (drag, on_release) = (drag.clone(), props.on_release.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(((drag, _), window)) = drag.take().zip(at(&event)) {
                on_release.emit(Some(drag.to(window, count)));
            }
        })
    };
    let on_cancel = props.on_cancel.clone();
    // A finger that scrolls the page.
    let cancelled = Callback::from(move |_: PointerEvent| {
        drag.take().into_iter().for_each(|(_, before)| on_cancel.emit(before));
    });
    Pointer { down, moved, up, cancelled }
}

/// Moves, extends, pins and clears the range by keys. A period is compared once they rest, or at once when it is pinned.
#[hook]
fn use_strip_keys(props: &StripProps) -> Callback<KeyboardEvent> {
    let pause = use_mut_ref(|| None::<Timer>);
    let (range, count) = (props.range.clone(), props.windows.production.len());
    let (on_drag, on_release) = (props.on_drag.clone(), props.on_release.clone());
    let (on_pin, pinned) = (props.on_pin.clone(), props.pinned);
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && range.is_some() {
            event.prevent_default();
            event.stop_propagation();
            pause.take();
            return on_pin.emit(());
        }
        if event.key() == "Escape" && range.is_some() {
            event.stop_propagation();
            pause.take();
            return on_release.emit(None);
        }
        let Some(next) = after_key(&event.key(), event.shift_key(), range.as_ref(), count) else { return };
        event.prevent_default();
        event.stop_propagation();
        if pinned {
            return;
        }
        on_drag.emit(next.clone());
        let on_release = on_release.clone();
        pause.replace(Timer::start(PAUSE, move || on_release.emit(Some(next))));
    })
}

#[component]
pub(crate) fn Strip(props: &StripProps) -> Html {
    let strip = use_node_ref();
    let Pointer { down, moved, up, cancelled } = use_pointer(props, &strip);
    let onkeydown = use_strip_keys(props);
    let layout = Layout::of(&props.windows);
    let count = props.windows.production.len();
    let Some([reference, production]) = rows(&props.windows, layout) else { return html! {} };
    let words =
        props.range.as_ref().map_or_else(|| "all of production".to_owned(), |range| span(&props.windows, range));
    let chosen = props.range.as_ref().filter(|range| !range.is_empty());
    let left = layout.production_left();
    let (start, end) = chosen.map_or((0, count), |range| (range.start, range.end));
    html! {
        <svg ref={strip} class={classes!("period-strip", props.pinned.then_some("pinned"))} aria-readonly={props.pinned.to_string()} data-testid="period-strip" viewBox={format!("0 0 {} 1", layout.width())} preserveAspectRatio="none"
            tabindex="0" role="slider" aria-label="Period of production" aria-valuemin="1" aria-valuemax={count.to_string()}
            aria-valuenow={(start + 1).to_string()} aria-valuetext={words}
            onpointerdown={down} onpointermove={moved} onpointerup={up} onpointercancel={cancelled} {onkeydown}>
            <path class="period-ground" d={format!("M{left} 0h{count}v1h-{count}z")} />
            <path class="heat-reference" d={reference} />
            <path class="heat-production" d={production} />
            if chosen.is_some() {
                <path class="period-outside" d={format!("M{left} 0h{start}v1h-{start}zM{} 0h{rest}v1h-{rest}z", left + end as f64, rest = count - end.min(count))} />
                <path class="period-edges" d={format!("M{} 0v1M{} 0v1", left + start as f64, left + end as f64)} />
            }
        </svg>
    }
}

/// The first and the last window of a range in words.
fn span(windows: &Windows, range: &Range<usize>) -> String {
    let word = |window: Option<&Window>| window.map_or_else(String::new, |window| date(&window.start));
    let (first, last) = (windows.production.get(range.start), windows.production.get(range.end.saturating_sub(1)));
    if range.len() < 2 { word(first) } else { format!("{} to {}", word(first), word(last)) }
}
