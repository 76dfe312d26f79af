//! The bars of a chart as things to point at, to walk over with the keys and, where they hold rows that can be found again, to ask about.

use std::rc::Rc;

use driftscope_charts::ChartBar;
use driftscope_present::{bar_values, numbers};
use driftscope_report::{Bar, BarValues, Kind};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::views::page::{Asked, Surroundings};

/// Below this many CSS pixels there is no room for words at a bar's side.
const NARROW: f64 = 620.0;

/// From the upper end of a bar to the base line of its words.
const LINE: f64 = 12.0;

#[derive(Properties, PartialEq)]
pub(super) struct BarsProps {
    pub place: usize,
    pub bars: Vec<ChartBar>,
    pub holds: Holds,
}

/// What the bars hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Rows that can be asked about, by values of this kind.
    Rows(Kind),
    /// Values of this kind, or numbers computed from them, such as hours and lengths: they are only read.
    Values(Kind),
    /// The shares up to a value.
    SharesUpTo,
    /// A quantile of each side.
    Quantiles,
}

/// Lies over the drawing, with a stop of Tab for all bars together.
#[component]
pub(super) fn Bars(props: &BarsProps) -> Html {
    let svg = use_node_ref();
    let at = use_state_eq(|| 0_usize);
    let asked_bar = use_context::<Asked>().and_then(|asked| asked.bar);
    let Some(around) = use_context::<Surroundings>() else { return html! {} };
    let Some(column) = around.report.columns.get(props.place) else { return html! {} };
    let last = props.bars.len() - 1;
    let stop = (*at).min(last);
    let onkeydown = on_keys(svg.clone(), at.setter(), stop, last);
    let width = props.bars.iter().map(|bar| bar.left + bar.width).fold(0.0, f64::max);
    let asks = matches!(props.holds, Holds::Rows(_));
    let bar = |(place, bar): (usize, &ChartBar)| {
        let asked = Rc::new(Bar { column: column.name.clone(), kind: column.kind, values: bar.values.clone() });
        let is_on = asked_bar.as_ref() == Some(&asked);
        let label = label(props.holds, bar);
        let ask = {
            let (actions, at) = (around.actions.clone(), at.setter());
            move || {
                at.set(place);
                if !asks {
                    return;
                }
                actions.ask_bar(Some(asked.clone()).filter(|_| !is_on));
            }
        };
        let onclick = {
            let ask = ask.clone();
            move |_: MouseEvent| ask()
        };
        let onkeydown = move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                event.stop_propagation();
                ask();
            }
        };
        html! {
            <><rect x={px(bar.left)} y={px(bar.top)} width={px(bar.width)} height={px(bar.height)} role={if asks { "button" } else { "img" }}
                tabindex={if place == stop { "0" } else { "-1" }} aria-pressed={asks.then(|| is_on.to_string())} aria-label={label.clone()} {onclick} {onkeydown}>
                <title>{ label.clone() }</title>
            </rect>{ readout(props, bar, width, label) }</>
        }
    };
    let words = if asks {
        "Bars: choose one to see what else differs in its rows"
    } else {
        "Values: use the arrow keys to read them"
    };
    html! {
        <svg ref={svg} class={classes!("chart-bars", asks.then_some("asking"))} role="group" aria-label={words} data-testid={if asks { "bars" } else { "values" }} {onkeydown}>
            { for props.bars.iter().enumerate().map(bar) }
        </svg>
    }
}

/// Walks over the bars.
fn on_keys(svg: NodeRef, at: UseStateSetter<usize>, stop: usize, last: usize) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (stop + 1).min(last),
            "ArrowLeft" | "ArrowUp" => stop.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        at.set(next);
        svg.cast::<Element>().iter().for_each(|svg| focus(svg, next));
    })
}

/// The words beside a bar, which the stylesheet shows while it is pointed at or has the focus; in the middle where there is little room.
/// Over curves they are short and stand in the upper left corner, which curves that rise leave free.
fn readout(props: &BarsProps, bar: &ChartBar, width: f64, label: String) -> Html {
    let begin = props.bars.first().map_or(0.0, |first| first.left);
    let (x, anchor, words) = match (short(props.holds, bar), bar.left + bar.width / 2.0) {
        (Some(words), _) => (begin, "start", words),
        (None, _) if width < NARROW => (width / 2.0, "middle", label),
        (None, middle) if middle < width / 2.0 => (bar.left, "start", label),
        (None, _) => (bar.left + bar.width, "end", label),
    };
    html! { <text x={px(x)} y={px(bar.top + LINE)} text-anchor={anchor} aria-hidden="true">{ words }</text> }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// "30 to 45: 4 % of the reference, 9 % of production".
fn label(holds: Holds, bar: &ChartBar) -> String {
    let of = what(holds, bar);
    let text = if holds == Holds::Quantiles { numbers::number } else { numbers::percent };
    let [reference, production] = [bar.reference, bar.production].map(text);
    match holds {
        Holds::Quantiles => format!("{of}: reference {reference}, production {production}"),
        Holds::SharesUpTo => format!("{of}: about {reference} of the reference, {production} of production"),
        Holds::Rows(_) | Holds::Values(_) => {
            format!("{of}: {reference} of the reference, {production} of production")
        }
    }
}

/// "Up to 57.2: about 99 → 0.4 %", for curves alone.
fn short(holds: Holds, bar: &ChartBar) -> Option<String> {
    let [reference, production] = [bar.reference, bar.production];
    let values = match holds {
        Holds::Rows(_) | Holds::Values(_) => return None,
        Holds::Quantiles => format!("{} → {}", numbers::number(reference), numbers::number(production)),
        Holds::SharesUpTo => format!("about {}", numbers::percent_change(reference, production)),
    };
    Some(format!("{}: {values}", what(holds, bar)))
}

/// What a bar or strip is of: "30 to 45", "Up to 57.2", "Median".
fn what(holds: Holds, bar: &ChartBar) -> String {
    match (holds, &bar.values) {
        (Holds::Rows(kind) | Holds::Values(kind), values) => bar_values(kind, values),
        (Holds::SharesUpTo, BarValues::Between { from, .. }) => format!("Up to {}", numbers::number(*from)),
        (Holds::Quantiles, BarValues::Between { from, .. }) => match *from {
            0.0 => "Minimum".to_owned(),
            0.5 => "Median".to_owned(),
            1.0 => "Maximum".to_owned(),
            share => format!("{} quantile", numbers::percent(share)),
        },
        // Curves have numbers alone.
        (Holds::SharesUpTo | Holds::Quantiles, values) => bar_values(Kind::Numeric, values),
    }
}

/// Elements of SVG have `focus`, too, by a type of their own that would be bound for this alone.
fn focus(svg: &Element, place: usize) {
    if let Ok(Some(bar)) = svg.query_selector(&format!("rect:nth-of-type({})", place + 1)) {
        let _ = bar.unchecked_into::<HtmlElement>().focus();
    }
}
