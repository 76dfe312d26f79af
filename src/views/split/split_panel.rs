//! One log, two sides: where the reference ends and production begins.

use std::rc::Rc;

use driftscope_present::numbers;
use driftscope_report::Split;
use driftscope_table::typing::{format_datetime, parse_datetime};
use driftscope_table::{SplitChoices, TimeChoice, ValueChoice};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::controls::select::{SelectProps, select};
use crate::state::Side;

/// Offers the ways to split the only log.
#[derive(Properties, PartialEq)]
pub(crate) struct LonePanelProps {
    /// What there is to choose from, once it is known.
    pub choices: Option<Rc<SplitChoices>>,
    /// The number of rows on each side, and the split that they are for.
    pub counted: Option<(Split, [u64; 2])>,
    /// Asks for it.
    pub on_ask: Callback<()>,
    pub on_count: Callback<Split>,
    pub on_split: Callback<Split>,
}

#[component]
pub(crate) fn LonePanel(props: &LonePanelProps) -> Html {
    let on_ask = props.on_ask.clone();
    use_effect_with((), move |()| on_ask.emit(()));
    let Some(choices) = props.choices.clone() else {
        return html! { <section class="panel split" aria-busy="true"><p class="dim">{ "Looking for what this log can be split by…" }</p></section> };
    };
    html! {
        <SplitPanel {choices} counted={props.counted.clone()} on_count={props.on_count.clone()} on_split={props.on_split.clone()} />
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct SplitPanelProps {
    pub choices: Rc<SplitChoices>,
    /// The current split of the log.
    #[prop_or_default]
    pub current: Option<Split>,
    pub counted: Option<(Split, [u64; 2])>,
    pub on_count: Callback<Split>,
    pub on_split: Callback<Split>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Time,
    Value,
    Share,
}

/// What a person has chosen so far.
#[derive(Clone, PartialEq)]
struct Choice {
    way: Way,
    /// The place of the column among those that are offered.
    column: usize,
    moment: Option<f64>,
    values: Option<Vec<String>>,
    percent: f64,
}

impl Choice {
    /// The current split of the log, otherwise the likeliest one.
    fn first(choices: &SplitChoices, current: Option<&Split>) -> Self {
        let way = match current {
            Some(Split::Time { .. }) => Way::Time,
            Some(Split::Value { .. }) => Way::Value,
            Some(Split::Share { .. }) => Way::Share,
            None if !choices.times.is_empty() => Way::Time,
            None if !choices.values.is_empty() => Way::Value,
            None => Way::Share,
        };
        let mut choice = Self { way, column: 0, moment: None, values: None, percent: 50.0 };
        match current {
            Some(Split::Time { column, at }) => {
                let place = choices.times.iter().position(|time| Some(&time.column) == column.as_ref());
                (choice.column, choice.moment) = (place.unwrap_or(0), Some(*at));
            }
            Some(Split::Value { column, reference }) => {
                let place = choices.values.iter().position(|value| value.column == *column);
                (choice.column, choice.values) = (place.unwrap_or(0), Some(reference.clone()));
            }
            Some(Split::Share { reference }) => choice.percent = (reference * 1_000.0).round() / 10.0,
            None => {}
        }
        choice
    }

    fn moment_of(&self, time: &TimeChoice) -> f64 {
        self.moment.unwrap_or(time.middle)
    }

    fn values_of(&self, choice: &ValueChoice) -> Vec<String> {
        let first = || choice.values.iter().find(|(_, count)| *count > 0).map(|(value, _)| value.clone());
        self.values.clone().unwrap_or_else(|| first().into_iter().collect())
    }

    /// The split; `None` if it would leave a side without rows.
    fn split(&self, choices: &SplitChoices) -> Option<Split> {
        match self.way {
            Way::Time => {
                let time = choices.times.get(self.column)?;
                let at = self.moment_of(time);
                (time.first < at && at <= time.last).then(|| Split::Time { column: Some(time.column.clone()), at })
            }
            Way::Value => {
                let choice = choices.values.get(self.column)?;
                let reference = self.values_of(choice);
                let is_part = !reference.is_empty() && reference.len() < choice.values.len();
                is_part.then(|| Split::Value { column: choice.column.clone(), reference })
            }
            Way::Share => {
                let reference = self.percent / 100.0;
                (reference > 0.0 && reference < 1.0).then_some(Split::Share { reference })
            }
        }
    }
}

#[component]
pub(crate) fn SplitPanel(props: &SplitPanelProps) -> Html {
    let choices = &*props.choices;
    let choice = use_state(|| Choice::first(choices, props.current.as_ref()));
    let split = choice.split(choices);
    {
        let on_count = props.on_count.clone();
        use_effect_with(split.clone(), move |split| split.iter().for_each(|split| on_count.emit(split.clone())));
    }
    let set = |change: &dyn Fn(&mut Choice)| {
        let mut next = (*choice).clone();
        change(&mut next);
        next
    };
    let button = |this: Way, word: &'static str, is_there: bool| {
        let (next, setter) =
            (set(&|next| (next.way, next.column, next.moment, next.values) = (this, 0, None, None)), choice.setter());
        html! {
            <button class={classes!((choice.way == this).then_some("on"))} aria-pressed={(choice.way == this).to_string()} disabled={!is_there}
                onclick={move |_| setter.set(next.clone())}>{ word }</button>
        }
    };
    let columns = |names: Vec<String>| {
        let options: Vec<(usize, String)> = names.into_iter().enumerate().collect();
        let (next, setter) = (set(&|next| (next.moment, next.values) = (None, None)), choice.setter());
        select(&SelectProps {
            label: "Column",
            id: "split-column",
            options: &options,
            chosen: &choice.column,
            on_choice: Callback::from(move |column| setter.set(Choice { column, ..next.clone() })),
        })
    };
    let (next, setter) = ((*choice).clone(), choice.setter());
    let fields = match choice.way {
        Way::Time => choices.times.get(choice.column).map(|time| {
            let on_moment = Callback::from(move |at| setter.set(Choice { moment: Some(at), ..next.clone() }));
            html! {
                <>
                    { columns(choices.times.iter().map(|time| time.column.clone()).collect()) }
                    { moment_field(time, choice.moment_of(time), on_moment) }
                </>
            }
        }),
        Way::Value => choices.values.get(choice.column).map(|value| {
            let on_values = Callback::from(move |values| setter.set(Choice { values: Some(values), ..next.clone() }));
            html! {
                <>
                    { columns(choices.values.iter().map(|value| value.column.clone()).collect()) }
                    { value_boxes(value, &choice.values_of(value), &on_values) }
                </>
            }
        }),
        Way::Share => {
            let oninput = Callback::from(move |event: InputEvent| {
                let percent = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
                setter.set(Choice { percent, ..next.clone() });
            });
            Some(html! {
                <label class="choice">
                    <span>{ "First rows, in percent" }</span>
                    <input type="number" min="1" max="99" step="1" data-testid="split-share" value={choice.percent.to_string()} {oninput} />
                </label>
            })
        }
    };
    let rows = props.counted.as_ref().filter(|(by, _)| Some(by) == split.as_ref()).map(|(_, rows)| *rows);
    let part = |side: Side, words: &str| {
        let rows =
            rows.map_or_else(String::new, |rows| format!(", {}", numbers::counted(rows[side.index()], "row", "rows")));
        html! { <li><span class={classes!("dot", side.as_str())} aria-hidden="true"></span>{ format!("{}: {words}{rows}", side.title()) }</li> }
    };
    let onclick = {
        let (on_split, split) = (props.on_split.clone(), split.clone());
        Callback::from(move |_| split.iter().for_each(|split| on_split.emit(split.clone())))
    };
    html! {
        <section class="panel split" data-testid="split-panel">
            <h2>{ if props.current.is_some() { "Where the log is split" } else { "Only one log? Split it in two" } }</h2>
            <div class="segments" role="group" aria-label="Split">
                { button(Way::Time, "By time", !choices.times.is_empty()) }
                { button(Way::Value, "By value", !choices.values.is_empty()) }
                { button(Way::Share, "By share of rows", true) }
            </div>
            <div class="choices">{ fields }</div>
            if let Some([reference, production]) = split.as_ref().map(Split::words) {
                <ul class="parts" data-testid="parts">
                    { part(Side::Reference, &reference) }
                    { part(Side::Production, &production) }
                </ul>
            }
            <button class="primary" data-testid="split" disabled={split.is_none() || split == props.current} {onclick}>{ "Compare the two parts" }</button>
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
