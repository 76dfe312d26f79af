//! One log, two sides: where the reference ends and production begins.

use std::rc::Rc;

use driftscope_drift::{Split, format};
use driftscope_table::typing::{format_datetime, parse_datetime};
use driftscope_table::{SplitChoices, TimeChoice, ValueChoice};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::select::{SelectProps, select};

#[derive(Properties, PartialEq)]
pub(super) struct SplitPanelProps {
    /// What there is to choose from, once it is known.
    pub choices: Option<Rc<SplitChoices>>,
    /// Asks for it.
    pub on_ask: Callback<()>,
    pub on_split: Callback<Split>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Time,
    Value,
    Share,
}

#[component]
pub(super) fn SplitPanel(props: &SplitPanelProps) -> Html {
    let way = use_state(|| None::<Way>);
    let column = use_state(|| 0_usize);
    let moment = use_state(|| None::<f64>);
    let values = use_state(|| None::<Vec<String>>);
    let percent = use_state(|| 50.0_f64);
    let on_ask = props.on_ask.clone();
    use_effect_with((), move |()| on_ask.emit(()));
    let Some(choices) = &props.choices else {
        return html! { <section class="panel split" aria-busy="true"><p class="dim">{ "Looking for what this log can be split by…" }</p></section> };
    };
    let first_way = if !choices.times.is_empty() {
        Way::Time
    } else if !choices.values.is_empty() {
        Way::Value
    } else {
        Way::Share
    };
    let chosen = way.unwrap_or(first_way);
    let button = |this: Way, word: &'static str, is_there: bool| {
        let (way, column) = (way.clone(), column.clone());
        html! {
            <button class={classes!((chosen == this).then_some("on"))} aria-pressed={(chosen == this).to_string()} disabled={!is_there}
                onclick={move |_| { way.set(Some(this)); column.set(0); }}>{ word }</button>
        }
    };
    let on_column = {
        let (column, moment, values) = (column.clone(), moment.clone(), values.clone());
        Callback::from(move |place| {
            column.set(place);
            moment.set(None);
            values.set(None);
        })
    };
    let columns = |names: Vec<String>| {
        let options: Vec<(usize, String)> = names.into_iter().enumerate().collect();
        select(&SelectProps {
            label: "Column",
            id: "split-column",
            options: &options,
            chosen: &*column,
            on_choice: on_column.clone(),
        })
    };
    let (fields, split) = match chosen {
        Way::Time => {
            let Some(time) = choices.times.get(*column).or(choices.times.first()) else { return html! {} };
            let at = moment.unwrap_or(time.middle);
            let on_moment = moment.setter();
            (
                html! {
                    <>
                        { columns(choices.times.iter().map(|time| time.column.clone()).collect()) }
                        { moment_field(time, at, Callback::from(move |at| on_moment.set(Some(at)))) }
                    </>
                },
                Some(Split::Time { column: Some(time.column.clone()), at }),
            )
        }
        Way::Value => {
            let Some(choice) = choices.values.get(*column).or(choices.values.first()) else { return html! {} };
            let first = choice.values.iter().find(|(_, count)| *count > 0).map(|(value, _)| value.clone());
            let reference = (*values).clone().unwrap_or_else(|| first.into_iter().collect());
            let is_part = !reference.is_empty() && reference.len() < choice.values.len();
            let on_values = values.setter();
            (
                html! {
                    <>
                        { columns(choices.values.iter().map(|choice| choice.column.clone()).collect()) }
                        { value_boxes(choice, &reference, &Callback::from(move |values| on_values.set(Some(values)))) }
                    </>
                },
                is_part.then(|| Split::Value { column: choice.column.clone(), reference }),
            )
        }
        Way::Share => {
            let setter = percent.setter();
            let oninput = Callback::from(move |event: InputEvent| {
                setter.set(event.target_unchecked_into::<HtmlInputElement>().value_as_number())
            });
            let share = *percent / 100.0;
            (
                html! {
                    <label class="choice">
                        <span>{ "First rows, in percent" }</span>
                        <input type="number" min="1" max="99" step="1" data-testid="split-share" value={percent.to_string()} {oninput} />
                    </label>
                },
                (share > 0.0 && share < 1.0).then_some(Split::Share { reference: share }),
            )
        }
    };
    let words = split.as_ref().map(Split::words);
    let onclick = {
        let (on_split, split) = (props.on_split.clone(), split.clone());
        Callback::from(move |_| {
            if let Some(split) = &split {
                on_split.emit(split.clone());
            }
        })
    };
    html! {
        <section class="panel split" data-testid="split-panel">
            <h2>{ "Only one log? Split it in two" }</h2>
            <div class="segments" role="group" aria-label="Split">
                { button(Way::Time, "By time", !choices.times.is_empty()) }
                { button(Way::Value, "By value", !choices.values.is_empty()) }
                { button(Way::Share, "By share of rows", true) }
            </div>
            <div class="choices">{ fields }</div>
            if let Some([reference, production]) = words {
                <ul class="parts">
                    <li><span class="dot reference" aria-hidden="true"></span>{ format!("Reference: {reference}") }</li>
                    <li><span class="dot production" aria-hidden="true"></span>{ format!("Production: {production}") }</li>
                </ul>
            }
            <button class="primary" data-testid="split" disabled={split.is_none()} {onclick}>{ "Compare the two parts" }</button>
        </section>
    }
}

/// A moment within the log's period, in UTC as everything is.
fn moment_field(time: &TimeChoice, at: f64, on_moment: Callback<f64>) -> Html {
    let local = |moment: f64| format_datetime(moment).unwrap_or_default().trim_end_matches('Z').to_owned();
    let onchange = Callback::from(move |event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        parse_datetime(&text).into_iter().for_each(|moment| on_moment.emit(moment));
    });
    html! {
        <label class="choice">
            <span>{ format!("Production begins (UTC), from {} to {}", local(time.first).replace('T', " "), local(time.last).replace('T', " ")) }</span>
            <input type="datetime-local" step="1" data-testid="split-moment" min={local(time.first)} max={local(time.last)} value={local(at)} {onchange} />
        </label>
    }
}

/// A box for each value; those that are ticked are the reference.
fn value_boxes(choice: &ValueChoice, reference: &[String], on_values: &Callback<Vec<String>>) -> Html {
    let entry = |(value, count): &(String, u64)| {
        let checked = reference.contains(value);
        let words = format!("{value} ({})", format::counted(*count, "row", "rows"));
        let others = reference.iter().filter(|other| *other != value).cloned();
        let next: Vec<String> = others.chain((!checked).then(|| value.clone())).collect();
        let onchange = on_values.reform(move |_: Event| next.clone());
        html! { <label class="tick"><input type="checkbox" {checked} {onchange} />{ words }</label> }
    };
    html! {
        <fieldset class="ticks"><legend>{ "Reference" }</legend>
            <>{ for choice.values.iter().filter(|(_, count)| *count > 0).map(entry) }</>
        </fieldset>
    }
}
