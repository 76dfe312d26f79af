//! Period: production's windows of time to drag over, and what the chosen period is compared with.
//!
//! While a person drags, the period is previewed from the counts of the windows, with bounds of the effects once the workers have counted
//! the rows for them; on release the workers compare its rows. A page without rows keeps the preview.

mod brush;
mod strip;

use std::ops::Range;
use std::rc::Rc;

use driftscope_decide::{Preview, period_of, preview, windows_of};
use driftscope_present::numbers;
use driftscope_report::calendar::{format_datetime, parse_datetime};
use driftscope_report::{Against, PeriodChoice, Windowing};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::strip::Strip;
use crate::actions::Actions;
use crate::controls::select::{SelectProps, select};
use crate::state::{Previewed, SharedFineCounts, SharedReport};
use crate::views::page::SetPreviewed;

/// Columns that a preview names.
const NAMED: usize = 6;

const DAY: f64 = 86_400.0;

#[derive(Properties, PartialEq)]
pub(crate) struct PeriodBarProps {
    /// The report of all rows.
    pub whole: SharedReport,
    /// The report that is shown.
    pub shown: SharedReport,
    /// Counts that bound the effects of a preview.
    pub fine: Option<SharedFineCounts>,
    /// Whether the rows are here to be compared.
    pub exact: bool,
    /// Whether a comparison is running.
    pub busy: bool,
    pub actions: Actions,
}

/// What a person holds: the windows under a drag and, until its report comes, the chosen ones; and what they are compared with.
struct Held {
    windows: UseStateHandle<Option<Range<usize>>>,
    against: UseStateHandle<Against>,
}

/// Follows the report that is shown, which undo and other files change from outside.
#[hook]
fn use_held(props: &PeriodBarProps) -> Held {
    let windows = use_state_eq(|| None::<Range<usize>>);
    let against =
        use_state_eq(|| props.shown.settings.period.as_ref().map_or(Against::Reference, |period| period.against));
    {
        let (windows, against) = (windows.clone(), against.clone());
        use_effect_with((props.shown.clone(), props.exact), move |(shown, exact)| {
            // A page without rows has no report of its own for the windows.
            if *exact {
                windows.set(None);
            }
            shown.settings.period.iter().for_each(|shown| against.set(shown.against));
        });
    }
    Held { windows, against }
}

/// Compares some windows, or all of production.
fn choose(props: &PeriodBarProps, held: &Held) -> impl Fn(Option<Range<usize>>, Against) + Clone + 'static {
    let (held, whole, exact) = (held.windows.clone(), props.whole.clone(), props.exact);
    let set_period = props.actions.on_setting(|settings, period: Option<PeriodChoice>| settings.period = period);
    move |range: Option<Range<usize>>, against: Against| {
        held.set(range.clone());
        if exact {
            let period = range.and_then(|range| period_of(&whole, range));
            set_period.emit(period.map(|period| PeriodChoice { against, ..period }));
        }
    }
}

#[component]
pub(crate) fn PeriodBar(props: &PeriodBarProps) -> Html {
    let held = use_held(props);
    // Whatever changes the range, undo and the fields of the dates too, ends that it is pinned.
    let pinned = use_state_eq(|| None::<Range<usize>>);
    let Some(windows) = &props.whole.windows else { return html! {} };
    let chosen = props.shown.settings.period.as_ref();
    let range = (*held.windows).clone().or_else(|| chosen.map(|period| windows_of(windows, period)));
    let period = range.clone().and_then(|range| period_of(&props.whole, range));
    let period = period.map(|period| PeriodChoice { against: *held.against, ..period });
    let choose = choose(props, &held);
    let on_drag = {
        let held = held.windows.clone();
        Callback::from(move |range| held.set(Some(range)))
    };
    let on_cancel = {
        let (held, exact) = (held.windows.clone(), props.exact);
        Callback::from(move |before: Option<Range<usize>>| held.set(before.filter(|_| !exact)))
    };
    let on_release = {
        let (choose, against) = (choose.clone(), *held.against);
        Callback::from(move |range| choose(range, against))
    };
    let is_pinned = range.is_some() && *pinned == range;
    let compared = on_release.clone();
    let is_preview = held.windows.is_some() && !props.busy;
    let on_pin = range.clone().map(|range| on_pin(range, pinned, is_pinned, is_preview.then_some(compared)));
    let on_pin = on_pin.unwrap_or_default();
    let on_against = {
        let (against, range) = (held.against.clone(), range.clone());
        Callback::from(move |chosen| {
            against.set(chosen);
            if range.is_some() {
                choose(range.clone(), chosen);
            }
        })
    };
    let on_clear = on_release.reform(|_: MouseEvent| None);
    let options = Against::ALL.map(|(_, against)| (against, against.words().to_owned()));
    let is_previewed = held.windows.is_some() || props.busy || !props.exact;
    let found = use_preview(props, period.as_ref().filter(|_| is_previewed));
    html! {
        <section class="panel period" aria-label="Period" data-testid="period">
            <div class="period-head">
                { dates(&props.whole, period.as_ref(), &on_release) }
                { select(&SelectProps { label: "compared with", id: "against", options: &options, chosen: &*held.against, on_choice: on_against }) }
            </div>
            <Strip windows={windows.clone()} {range} pinned={is_pinned} on_pin={on_pin.clone()} {on_drag} {on_release} {on_cancel} />
            // Below the strip, which must not move while it is dragged over.
            <div class="period-foot">
                <p class="period-words" data-testid="period-words" aria-live="polite">
                    { words(props, period.as_ref(), is_previewed.then_some(found.as_deref())) }
                </p>
                if period.is_some() {
                    { pin_button(is_pinned, &on_pin) }
                    <button class="period-clear" data-testid="period-clear" onclick={on_clear}>{ "All of production" }</button>
                }
            </div>
        </section>
    }
}

/// Pins a range or lets it go. `compare` is there while the range is only a preview.
fn on_pin(
    range: Range<usize>,
    pinned: UseStateHandle<Option<Range<usize>>>,
    is_pinned: bool,
    compare: Option<Callback<Option<Range<usize>>>>,
) -> Callback<()> {
    Callback::from(move |()| {
        pinned.set(Some(range.clone()).filter(|_| !is_pinned));
        compare.iter().for_each(|compare| compare.emit(Some(range.clone())));
    })
}

fn pin_button(is_pinned: bool, on_pin: &Callback<()>) -> Html {
    html! {
        <button class={classes!("toggle", is_pinned.then_some("on"))} data-testid="period-pin" aria-pressed={is_pinned.to_string()}
            title="Keep this period, whatever is dragged or pressed (Enter)" onclick={on_pin.reform(|_: MouseEvent| ())}>
            { if is_pinned { "Pinned" } else { "Pin" } }
        </button>
    }
}

/// The first and the last date, or the times where windows are shorter than a day.
fn dates(whole: &SharedReport, period: Option<&PeriodChoice>, on_release: &Callback<Option<Range<usize>>>) -> Html {
    let Some(windows) = &whole.windows else { return html! {} };
    let has_times = matches!(windows.unit, Windowing::Hour | Windowing::Rows);
    let written = |second: f64| {
        let text = format_datetime(second).unwrap_or_default();
        text.chars().take(if has_times { 16 } else { 10 }).collect::<String>()
    };
    let first = windows.production.first().and_then(|window| parse_datetime(&window.start));
    let all = PeriodChoice {
        from: first.unwrap_or_default(),
        to: period_of(whole, 0..windows.production.len()).map_or(0.0, |period| period.to),
        ..PeriodChoice::default()
    };
    let shown = period.unwrap_or(&all);
    let last = |period: &PeriodChoice| if has_times { period.to } else { period.to - DAY };
    let field = |label: &'static str, id: &'static str, value: f64, set: fn(&mut PeriodChoice, f64)| {
        let (windows, shown, on_release) = (windows.clone(), shown.clone(), on_release.clone());
        let onchange = Callback::from(move |event: Event| {
            let Some(moment) = parse_datetime(&event.target_unchecked_into::<HtmlInputElement>().value()) else {
                return;
            };
            let mut period = shown.clone();
            set(&mut period, if id == "period-to" && !has_times { moment + DAY } else { moment });
            let range = windows_of(&windows, &period);
            on_release.emit(Some(range).filter(|range| !range.is_empty()));
        });
        html! {
            <label class="choice">
                <span>{ label }</span>
                <input type={if has_times { "datetime-local" } else { "date" }} data-testid={id} value={written(value)}
                    min={written(all.from)} max={written(last(&all))} {onchange} />
            </label>
        }
    };
    html! {
        <>
            { field("Production from", "period-from", shown.from, |period, moment| period.from = moment) }
            { field("to", "period-to", last(shown), |period, moment| period.to = moment) }
        </>
    }
}

/// The preview of a period, which is hung up for the columns, too.
#[hook]
fn use_preview(props: &PeriodBarProps, period: Option<&PeriodChoice>) -> Option<Rc<Preview>> {
    let set = use_context::<SetPreviewed>();
    let of = (props.whole.clone(), props.shown.clone(), props.fine.clone(), period.cloned());
    let found = use_memo(of, |(whole, shown, fine, period)| {
        let fine = fine.as_ref().map(|fine| &*fine.0);
        preview(whole, &shown.settings, period.as_ref()?, fine).map(Rc::new)
    });
    let hung_up = found.as_ref().clone().map(|found| Previewed::new(props.whole.clone(), found)).unwrap_or_default();
    use_effect_with(hung_up, move |hung_up| set.iter().for_each(|set| set.0.set(hung_up.clone())));
    (*found).clone()
}

/// What is compared, and of a preview, where there is something to compare, which columns differ.
fn words(props: &PeriodBarProps, period: Option<&PeriodChoice>, previewed: Option<Option<&Preview>>) -> Html {
    let Some(period) = period else {
        return html! { <span class="dim">{ "Drag over the windows to compare a period by itself" }</span> };
    };
    let compared = |rows: [u64; 2]| {
        let [reference, production] = rows.map(|rows| numbers::counted(rows, "row", "rows"));
        format!("{}, {production}, with {} ({reference})", period.words(), period.against.words())
    };
    let Some(found) = previewed else {
        return html! { <><b>{ "Compared: " }</b>{ compared([props.shown.reference.rows, props.shown.production.rows]) }</> };
    };
    let Some(found) = found else {
        return html! { <>{ format!("{}: there are no rows to compare it with ({})", period.words(), period.against.words()) }</> };
    };
    let differing = found.columns.iter().filter(|column| column.differs).count() as u64;
    let named = found.columns.iter().filter(|column| column.differs).take(NAMED).filter_map(|column| {
        let name = &props.whole.columns.get(column.place)?.name;
        let ends = column.bounds.map_or([column.effect; 2], |bounds| [bounds.low, bounds.high]);
        Some(html! { <span class="period-column">{ name }{ " " }<b>{ numbers::effect_between(ends) }</b></span> })
    });
    html! {
        <>
            { format!("{}. ", compared(found.rows)) }
            <b>{ format!("≈ {} of {} differ", differing, numbers::counted(found.columns.len() as u64, "column", "columns")) }</b>
            { " " }
            <span class="period-columns">{ for named }</span>
            { " " }
            if !props.exact {
                <span class="dim">{ "Approximate, from counts by window: the rows are not in this page." }</span>
            }
        </>
    }
}
