//! The form in which a rule of alerts is written.

use std::rc::Rc;

use driftscope_present::alerts::metric;
use driftscope_report::{AlertSeverity, AlertSide, Kind, Report, Settings, WATCHED_FIGURES, WatchedMetric};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::select::{SelectProps, select};
use crate::state::{AlertDraft, CONDITIONS, Change, Condition, SharedReport};

/// A part of the draft that is a text.
type Text = fn(&mut AlertDraft) -> &mut String;

/// What it is made from.
#[derive(Properties, PartialEq)]
pub(super) struct RuleFormProps {
    pub report: SharedReport,
    pub draft: AlertDraft,
    pub actions: Actions,
    pub on_done: Callback<()>,
}

/// The names of what the report can be watched by: figures that it has, and the chosen one.
pub(super) fn metrics(report: &Report, chosen: &str) -> Vec<String> {
    let performance = report.performance.iter().flat_map(|performance| &performance.metrics);
    let mut names: Vec<String> = performance.map(|metric| format!("performance.{}", metric.id)).collect();
    let is_there = |id: &str| !id.starts_with("service.") || report.service.is_some();
    for figure in WATCHED_FIGURES.iter().filter(|figure| is_there(figure.id)) {
        if figure.of_column {
            let columns = report.columns.iter().filter(|column| column.kind != Kind::Constant);
            names.extend(columns.map(|column| format!("{}:{}", figure.id, column.name)));
        } else {
            names.push(figure.id.to_owned());
        }
    }
    if !chosen.is_empty() && !names.iter().any(|name| name == chosen) {
        names.push(chosen.to_owned());
    }
    names
}

/// The form.
#[component]
pub(super) fn RuleForm(props: &RuleFormProps) -> Html {
    let draft = use_state(|| props.draft.clone());
    let refused = use_state(|| None::<String>);
    let text = |label: &'static str, id: &'static str, part: Text, mode: &'static str| {
        let value = part(&mut (*draft).clone()).clone();
        let draft = draft.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let mut next = (*draft).clone();
            *part(&mut next) = event.target_unchecked_into::<HtmlInputElement>().value();
            draft.set(next);
        });
        html! {
            <div class="choice"><label>
                <span>{ label }</span>
                <input type="text" inputmode={mode} autocomplete="off" data-testid={id} {value} {oninput} />
            </label></div>
        }
    };
    let onsubmit = {
        let (draft, refused) = (draft.clone(), refused.clone());
        let (settings, actions, done) = (props.report.settings.clone(), props.actions.clone(), props.on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match draft.put_into(&settings) {
                Ok(next) => {
                    let change: Change =
                        Rc::new(move |settings: &mut Settings| settings.alerts.clone_from(&next.alerts));
                    actions.change_setting(&change);
                    done.emit(());
                }
                Err(words) => refused.set(Some(words)),
            }
        })
    };
    let on_cancel = props.on_done.reform(|_: MouseEvent| ());
    html! {
        <form class="alert-form" data-testid="rule-form" aria-label="A rule" {onsubmit}>
            <div class="choices">
                { text("Name", "rule-name", |draft| &mut draft.name, "text") }
                { chooser(&draft, "Figure", "rule-metric", &figures(props), |draft| &mut draft.metric) }
                { chooser(&draft, "Fires when it", "rule-condition", &words(&CONDITIONS.map(|(words, condition)| (condition, words))), |draft| &mut draft.condition) }
                { for [("Bound", "rule-bound", (|draft| &mut draft.numbers[0]) as Text), ("and", "rule-bound-2", |draft| &mut draft.numbers[1])]
                    .into_iter().take(draft.condition.numbers()).map(|(label, id, part)| text(label, id, part, "decimal")) }
            </div>
            <div class="choices">
                if draft.condition.numbers() > 0 { { text("Sure, 0 to 1", "rule-sure", |draft| &mut draft.sure, "decimal") } }
                { text("For windows in a row", "rule-for", |draft| &mut draft.for_windows, "decimal") }
                { text("Resolved after", "rule-keep", |draft| &mut draft.keep, "decimal") }
                { chooser(&draft, "Severity", "rule-severity", &words(&AlertSeverity::ALL.map(|(words, severity)| (severity, words))), |draft| &mut draft.severity) }
                { chooser(&draft, "Side", "rule-side", &words(&[(AlertSide::Production, "production"), (AlertSide::Reference, "reference")]), |draft| &mut draft.side) }
            </div>
            <p class="dim">{ unit(&draft) }</p>
            if let Some(words) = &*refused { <p class="refused" role="alert">{ words }</p> }
            <p>
                <button type="submit" data-testid="save-rule">{ "Save rule" }</button>{ " " }
                <button type="button" class="plain" data-testid="cancel-rule" onclick={on_cancel}>{ "Cancel" }</button>
            </p>
        </form>
    }
}

/// A choice among values of the draft.
fn chooser<T: Clone + PartialEq + 'static>(
    draft: &UseStateHandle<AlertDraft>,
    label: &'static str,
    id: &'static str,
    options: &[(T, String)],
    part: fn(&mut AlertDraft) -> &mut T,
) -> Html {
    let chosen = part(&mut (**draft).clone()).clone();
    let on_choice = {
        let draft = draft.clone();
        Callback::from(move |value: T| {
            let mut next = (*draft).clone();
            *part(&mut next) = value;
            draft.set(next);
        })
    };
    select(&SelectProps { label, id, options, chosen: &chosen, on_choice })
}

fn words<T: Clone>(options: &[(T, &'static str)]) -> Vec<(T, String)> {
    options.iter().map(|(value, words)| (value.clone(), (*words).to_owned())).collect()
}

fn figures(props: &RuleFormProps) -> Vec<(String, String)> {
    let names = metrics(&props.report, &props.draft.metric);
    names.into_iter().map(|name| (name.clone(), metric(&name))).collect()
}

/// In which unit the bound is, and what being sure means.
fn unit(draft: &AlertDraft) -> String {
    use driftscope_report::WatchedScale::{Count, Latency, Plain, Rate, Share};
    let unit = match WatchedMetric::of(&draft.metric).map(|metric| metric.scale()) {
        _ if draft.condition == Condition::BelowUsualBy => "The bound is a share from 0 to 1.",
        Some(Share) => "The bound is a share from 0 to 1: 0.05 is 5 %, or 5 points.",
        Some(Latency) => "The bound is in the unit of the latencies.",
        Some(Rate) => "The bound is in requests a second.",
        Some(Plain | Count) | None => "The bound is in the figure’s own unit.",
    };
    match draft.condition.numbers() {
        0 => "The rule needs no bound.".to_owned(),
        _ => format!(
            "{unit} Sure is the confidence of the interval that must be past it; with 0 the figure alone is compared."
        ),
    }
}
