//! Alerts: the rules, whether they fire, and the way to make and change them.

mod rule_form;

use std::rc::Rc;

use driftscope_decide::{alerts, proposed_rules};
use driftscope_present::alerts::{AlertRow, name, row, summary, with_rules};
use driftscope_report::{Acknowledgeable, AcknowledgedChange, Alert, AlertRule, NotedFinding, Report, Settings};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::chip::word_chip;
use crate::controls::figure_cell::figure_cell;
use crate::controls::finding_note::finding_note;
use crate::controls::known_mark::change_mark;
use crate::state::{AlertDraft, Change, SharedReport, Tab, Topic};
use crate::views::methods::topic_link;
use crate::views::page::View;
use rule_form::RuleForm;

/// What somebody must act on.
pub(crate) const VIEW: View = View {
    tab: Tab::Alerts,
    title: "Alerts",
    key: "7",
    lacks: |_, _| None,
    count: |report| report.alerts.iter().filter(|alert| alert.needs_attention()).count() as u64,
    draw: |page, report| {
        html! {
            <Alerts report={report.clone()} actions={page.actions.clone()} can_decide={page.state.can_decide()}
                note={finding_note(NotedFinding::Alerts, page, report)} />
        }
    },
};

/// What the view is made from.
#[derive(Properties, PartialEq)]
struct AlertsProps {
    report: SharedReport,
    actions: Actions,
    can_decide: bool,
    /// What the sender says about them.
    note: Html,
}

#[component]
fn Alerts(props: &AlertsProps) -> Html {
    // The rule that is being written, if one is.
    let draft = use_state(|| None::<AlertDraft>);
    let (report, actions) = (&props.report, &props.actions);
    let rules = &report.settings.alerts;
    let edit = {
        let draft = draft.clone();
        Callback::from(move |rule: Option<AlertDraft>| draft.set(rule))
    };
    let on_new = {
        let (edit, metric) = (edit.clone(), rule_form::metrics(report, "").first().cloned().unwrap_or_default());
        Callback::from(move |_: MouseEvent| edit.emit(Some(AlertDraft::new(&metric))))
    };
    let buttons = |rule: &AlertRule, alert: &Alert| {
        let thing = name(alert);
        let now = AcknowledgedChange { since: alert.since.clone(), ..AcknowledgedChange::default() };
        let can_decide = props.can_decide.then_some(actions);
        html! {
            <>
                if props.can_decide { { own_buttons(rule, &edit, actions) } }
                { change_mark(Acknowledgeable::Alert(&thing), now, alert.needs_attention(), &report.settings, can_decide) }
            </>
        }
    };
    html! {
        <section class="panel model alerts" data-testid="view-alerts" aria-labelledby="alerts-title">
            <div class="when-head">
                <h2 id="alerts-title">{ "Does anyone need to act?" }</h2>
                if props.can_decide && draft.is_none() {
                    <div class="segment-controls"><button data-testid="new-rule" onclick={on_new}>{ "New rule" }</button></div>
                }
            </div>
            if !rules.is_empty() {
                <p class="model-sentence" data-testid="alerts-sentence" aria-live="polite">{ summary(&report.alerts) }</p>
                { props.note.clone() }
                { table(rules, &report.alerts, report, "alert-row", &buttons) }
                <p class="dim">{ "Figures are those of the last whole window of time, or of all rows where there are no windows. " }{ topic_link(Topic::Alerts, "How alerts are decided") }</p>
            }
            if let Some(found) = &*draft {
                <RuleForm key={found.edits.clone().unwrap_or_default()} report={report.clone()} draft={found.clone()} actions={actions.clone()} on_done={edit.reform(|()| None)} />
            }
            if rules.is_empty() { { proposed(report, props) } }
        </section>
    }
}

/// The ways to change a rule.
fn own_buttons(rule: &AlertRule, edit: &Callback<Option<AlertDraft>>, actions: &Actions) -> Html {
    let on_edit = {
        let (edit, draft) = (edit.clone(), AlertDraft::of(rule));
        Callback::from(move |_: MouseEvent| edit.emit(Some(draft.clone())))
    };
    let on_delete = {
        let name = rule.name.clone();
        changing(actions, move |settings| settings.alerts.retain(|rule| rule.name != name))
    };
    html! {
        <>
            <button class="plain" data-testid="edit-rule" aria-label={format!("Edit {}", rule.name)} onclick={on_edit}>{ "Edit" }</button>
            <button class="plain" data-testid="delete-rule" aria-label={format!("Delete {}", rule.name)} onclick={on_delete}>{ "Delete" }</button>
        </>
    }
}

/// A click that changes the settings.
fn changing(actions: &Actions, change: impl Fn(&mut Settings) + 'static) -> Callback<MouseEvent> {
    let change: Change = Rc::new(change);
    actions.on(move |actions, _: MouseEvent| actions.change_setting(&change))
}

/// The rules that suit the data, which act on nothing until they are taken over.
fn proposed(report: &SharedReport, props: &AlertsProps) -> Html {
    let rules = proposed_rules(report);
    if rules.is_empty() {
        return html! { <p class="dim">{ "No rules. A rule watches a figure of the report and fires when it is surely past a bound." }</p> };
    }
    let found = alerts(report, &rules);
    let all = rules.clone();
    let on_all = changing(&props.actions, move |settings| settings.alerts.clone_from(&all));
    let buttons = |rule: &AlertRule, _: &Alert| {
        let rule = rule.clone();
        let name = format!("Use {}", rule.name);
        let onclick = changing(&props.actions, move |settings| settings.alerts.push(rule.clone()));
        if props.can_decide {
            html! { <button class="plain" aria-label={name} {onclick}>{ "Use" }</button> }
        } else {
            Html::default()
        }
    };
    html! {
        <>
            <h3>{ "Proposed for this data" }</h3>
            <p class="dim">{ "No rules are set. These would suit the data; the states show what they would find. Exports and exit codes ignore them until you use them." }</p>
            { table(&rules, &found, report, "proposed-row", &buttons) }
            if props.can_decide { <p><button data-testid="use-proposed" onclick={on_all}>{ "Use all" }</button></p> }
        </>
    }
}

fn table(
    rules: &[AlertRule],
    alerts: &[Alert],
    report: &Report,
    id: &'static str,
    buttons: &dyn Fn(&AlertRule, &Alert) -> Html,
) -> Html {
    let rows = with_rules(alerts, rules).map(|(alert, rule)| (row(alert, rule, report), buttons(rule, alert)));
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Rules and what they found">
            <table class="metric-table">
                <thead><tr>
                    <th scope="col">{ "Rule" }</th><th scope="col">{ "State" }</th><th scope="col">{ "Severity" }</th>
                    <th scope="col" class="num">{ "Since" }</th><th scope="col" class="num">{ "Figure" }</th>
                    <th scope="col" class="num">{ "Bound" }</th><th scope="col">{ "Change" }</th>
                </tr></thead>
                <tbody>{ for rows.map(|(row, buttons)| drawn(&row, id, buttons)) }</tbody>
            </table>
        </div>
    }
}

fn drawn(row: &AlertRow, id: &'static str, buttons: Html) -> Html {
    html! {
        <tr data-testid={id} data-state={row.state.word}>
            <th scope="row"><span dir="auto">{ &row.name }</span><small>{ format!("{} {}", row.metric, row.condition) }</small></th>
            <td>{ word_chip(row.state) }<small>{ &row.detail }</small></td>
            <td>{ row.severity }</td>
            <td class="num" data-label="Since">{ if row.since.is_empty() { "–" } else { &row.since } }</td>
            { figure_cell("Figure", &row.value, &row.interval) }
            { figure_cell("Bound", &row.bound, "") }
            <td>{ buttons }</td>
        </tr>
    }
}
