//! The bars of a chart as things to point at, to walk over with the keys, and to ask about.

use std::rc::Rc;

use driftscope_charts::ChartBar;
use driftscope_present::{bar_values, numbers};
use driftscope_report::{Bar, ColumnReport};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::views::page::{Asked, Surroundings};

#[derive(Properties, PartialEq)]
pub(super) struct BarsProps {
    pub place: usize,
    pub bars: Vec<ChartBar>,
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
    let onkeydown = {
        let (svg, at) = (svg.clone(), at.setter());
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
    };
    let bar = |(place, bar): (usize, &ChartBar)| {
        let asked = Rc::new(Bar { column: column.name.clone(), kind: column.kind, values: bar.values.clone() });
        let is_on = asked_bar.as_ref() == Some(&asked);
        let label = label(column, bar);
        let ask = {
            let (actions, at) = (around.actions.clone(), at.setter());
            move || {
                at.set(place);
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
            <rect key={place} x={px(bar.left)} y={px(bar.top)} width={px(bar.width)} height={px(bar.height)} role="button"
                tabindex={if place == stop { "0" } else { "-1" }} aria-pressed={is_on.to_string()} aria-label={label.clone()} {onclick} {onkeydown}>
                <title>{ label }</title>
            </rect>
        }
    };
    html! {
        <svg ref={svg} class="chart-bars" role="group" aria-label="Bars: choose one to see what else differs in its rows" data-testid="bars" {onkeydown}>
            { for props.bars.iter().enumerate().map(bar) }
        </svg>
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// "from 30 to 45: 4 % of the reference, 9 % of production".
fn label(column: &ColumnReport, bar: &ChartBar) -> String {
    let [reference, production] = [bar.reference, bar.production].map(numbers::percent);
    format!("{}: {reference} of the reference, {production} of production", bar_values(column.kind, &bar.values))
}

/// Elements of SVG have `focus`, too, by a type of their own that would be bound for this alone.
fn focus(svg: &Element, place: usize) {
    if let Ok(Some(bar)) = svg.query_selector(&format!("rect:nth-of-type({})", place + 1)) {
        let _ = bar.unchecked_into::<HtmlElement>().focus();
    }
}
