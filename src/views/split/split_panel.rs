//! One log, two sides: where the reference ends and production begins.

use std::rc::Rc;

use driftscope_present::numbers;
use driftscope_report::Split;
use driftscope_report::calendar::{format_clock, parse_datetime};
use driftscope_table::{SplitChoices, TimeChoice, ValueChoice};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::choice::{Choice, Way};
use crate::actions::Actions;
use crate::controls::select::{SelectProps, select};
use crate::state::Side;

/// Offers the ways to split the only log.
#[derive(Properties, PartialEq)]
pub(crate) struct LonePanelProps {
    /// What there is to choose from, once it is known.
    pub choices: Option<Rc<SplitChoices>>,
    /// The number of rows on each side, and the split that they are for.
    pub counted: Option<(Split, [u64; 2])>,
    pub actions: Actions,
}

#[component]
pub(crate) fn LonePanel(props: &LonePanelProps) -> Html {
    let actions = props.actions.clone();
    use_effect_with((), move |()| actions.offer_split());
    let Some(choices) = props.choices.clone() else {
        return html! { <section class="panel split" aria-busy="true"><p class="dim">{ "Looking for what this log can be split by…" }</p></section> };
    };
    html! {
        <SplitPanel {choices} counted={props.counted.clone()} actions={props.actions.clone()} />
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct SplitPanelProps {
    pub choices: Rc<SplitChoices>,
    /// The current split of the log.
    #[prop_or_default]
    pub current: Option<Split>,
    pub counted: Option<(Split, [u64; 2])>,
    pub actions: Actions,
}

#[component]
pub(crate) fn SplitPanel(props: &SplitPanelProps) -> Html {
    let choices = &*props.choices;
    let choice = use_state(|| Choice::first(choices, props.current.as_ref()));
    let split = choice.split(choices);
    {
        let actions = props.actions.clone();
        let is_new = props.current.is_none();
        use_effect_with(split.clone(), move |split| {
            // A log that was split already shows its rows elsewhere.
            split.iter().filter(|_| is_new).for_each(|split| actions.count_split(split.clone()));
        });
    }
    let on_change = {
        let setter = choice.setter();
        Callback::from(move |next| setter.set(next))
    };
    let rows = props.counted.as_ref().filter(|(by, _)| Some(by) == split.as_ref()).map(|(_, rows)| *rows);
    let onclick = {
        let split = split.clone();
        props.actions.on(move |actions, _: MouseEvent| split.iter().for_each(|split| actions.split(split.clone())))
    };
    html! {
        <section class="panel split" data-testid="split-panel">
            <h2>{ if props.current.is_some() { "Where the log is split" } else { "Only one log? Split it in two" } }</h2>
            <div class="segments" role="group" aria-label="Split">
                { way_button(&choice, Way::Time, "By time", !choices.times.is_empty(), &on_change) }
                { way_button(&choice, Way::Value, "By value", !choices.values.is_empty(), &on_change) }
                { way_button(&choice, Way::Share, "By share of rows", true, &on_change) }
            </div>
            <div class="choices">{ fields(choices, &choice, &on_change) }</div>
            if let Some(words) = split.as_ref().map(Split::words) {
                <ul class="parts" data-testid="parts">
                    { for Side::BOTH.into_iter().map(|side| part(side, &words[side.index()], rows)) }
                </ul>
            }
            <button class="primary" data-testid="split" disabled={split.is_none() || split == props.current} {onclick}>{ "Compare the two parts" }</button>
        </section>
    }
}

/// One of the kinds of split.
fn way_button(choice: &Choice, way: Way, word: &'static str, is_there: bool, on_change: &Callback<Choice>) -> Html {
    let next = Choice { way, column: 0, moment: None, values: None, ..choice.clone() };
    let is_chosen = choice.way == way;
    html! {
        <button class={classes!(is_chosen.then_some("on"))} aria-pressed={is_chosen.to_string()} disabled={!is_there}
            onclick={on_change.reform(move |_: MouseEvent| next.clone())}>{ word }</button>
    }
}

/// One side's part of the log, and its rows once they are counted.
fn part(side: Side, words: &str, rows: Option<[u64; 2]>) -> Html {
    let rows =
        rows.map_or_else(String::new, |rows| format!(", {}", numbers::counted(rows[side.index()], "row", "rows")));
    html! { <li><span class={classes!("dot", side.as_str())} aria-hidden="true"></span>{ format!("{}: {words}{rows}", side.title()) }</li> }
}

/// What the chosen kind of split needs to know.
fn fields(choices: &SplitChoices, choice: &Choice, on_change: &Callback<Choice>) -> Html {
    let next = choice.clone();
    match choice.way {
        Way::Time => choices.times.get(choice.column).map(|time| {
            let on_moment = on_change.reform(move |at| Choice { moment: Some(at), ..next.clone() });
            html! {
                <>
                    { columns(choices.times.iter().map(|time| &time.column), choice, on_change) }
                    { moment_field(time, choice.moment_of(time), on_moment) }
                </>
            }
        }),
        Way::Value => choices.values.get(choice.column).map(|value| {
            let on_values = on_change.reform(move |values| Choice { values: Some(values), ..next.clone() });
            html! {
                <>
                    { columns(choices.values.iter().map(|value| &value.column), choice, on_change) }
                    { value_boxes(value, &choice.values_of(value), &on_values) }
                </>
            }
        }),
        Way::Share => {
            let oninput = on_change.reform(move |event: InputEvent| {
                let percent = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
                Choice { percent, ..next.clone() }
            });
            Some(html! {
                <label class="choice">
                    <span>{ "First rows, in percent" }</span>
                    <input type="number" min="1" max="99" step="1" data-testid="split-share" value={choice.percent.to_string()} {oninput} />
                </label>
            })
        }
    }
    .unwrap_or_default()
}

/// The column to split by.
fn columns<'a>(names: impl Iterator<Item = &'a String>, choice: &Choice, on_change: &Callback<Choice>) -> Html {
    let options: Vec<(usize, String)> = names.cloned().enumerate().collect();
    let next = Choice { moment: None, values: None, ..choice.clone() };
    select(&SelectProps {
        label: "Column",
        id: "split-column",
        options: &options,
        chosen: &choice.column,
        on_choice: on_change.reform(move |column| Choice { column, ..next.clone() }),
    })
}

/// A moment within the log's period.
fn moment_field(time: &TimeChoice, at: f64, on_moment: Callback<f64>) -> Html {
    let local = |moment: f64| format_clock(moment).unwrap_or_default();
    let onchange = Callback::from(move |event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        parse_datetime(&text).into_iter().for_each(|moment| on_moment.emit(moment));
    });
    html! {
        <label class="choice">
            <span>{ format!("Production begins ({}), from {} to {}", time.zone.as_deref().unwrap_or("UTC"), local(time.first).replace('T', " "), local(time.last).replace('T', " ")) }</span>
            <input type="datetime-local" step="1" data-testid="split-moment" min={local(time.first)} max={local(time.last)} value={local(at)} {onchange} />
        </label>
    }
}

/// A box for each value; those that are ticked are the reference.
fn value_boxes(choice: &ValueChoice, reference: &[String], on_values: &Callback<Vec<String>>) -> Html {
    let entry = |(value, count): &(String, u64)| {
        let checked = reference.contains(value);
        let words = format!("{value} ({})", numbers::counted(*count, "row", "rows"));
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
