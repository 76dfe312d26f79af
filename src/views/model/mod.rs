//! Did it hurt: whether the model's answers are right, by its labels; and how labels and answers are distributed.

mod by_group;
mod calibration;
mod completeness;
mod curves;
mod estimate;
mod explanation;
mod groups;
mod metrics;
mod score_card;

use driftscope_present::estimate::state;
use driftscope_present::performance::{labelled, outcome, reading};
use driftscope_present::{Word, worse_metrics};
use driftscope_report::{MetricOutcome, NotedFinding, Performance, RANKING_DEPTH, Report, Role, Task};
use yew::prelude::*;

use crate::controls::chip::word_chip;
use crate::controls::finding_note::finding_note;
use crate::controls::labels_input::add_labels;
use crate::controls::number_field::NumberField;
use crate::controls::select::{SelectProps, select};
use crate::state::{SharedReport, Tab};
use crate::views::overview::{column_list, of_roles};
use crate::views::page::{Page, View};

/// Columns of the model.
const ROLES: [Role; 3] = [Role::Target, Role::Prediction, Role::Confidence];

/// The model's metrics, and its columns.
pub(crate) const VIEW: View = View {
    tab: Tab::Model,
    title: "Model",
    key: "5",
    lacks: |_, report| {
        places(report).is_empty().then_some(
            "It needs labels or predictions. If a column holds them, open it under Columns and set its role to target or prediction.",
        )
    },
    count: |report| report.performance.as_ref().map_or(0, worse_metrics),
    draw,
};

fn places(report: &Report) -> Vec<usize> {
    of_roles(report, &ROLES)
}

fn draw(page: &Page, report: &SharedReport) -> Html {
    html! {
        <>
            if let Some(performance) = &report.performance {
                { measured(page, report, performance) }
            } else {
                <section class="panel model" aria-labelledby="model-title">
                    <h2 id="model-title">{ "Did it hurt?" }</h2>
                    <p class="dim">{ missing(report) }</p>
                    if page.can_change() { <p>{ add_labels(&page.actions) }</p> }
                </section>
            }
            { explanation::explanation(report) }
            { score_card::card(report) }
            <section class="panel list-panel" aria-label="Labels and answers">
                <h2>{ "How labels and answers are distributed" }</h2>
                { column_list(report, &places(report), &page.actions) }
            </section>
        </>
    }
}

/// Why there are no metrics.
fn missing(report: &Report) -> &'static str {
    let is_profile = !report.are_rows();
    let has = |role: Role| report.columns.iter().any(|column| column.role == role);
    match (has(Role::Target), has(Role::Prediction) || has(Role::Confidence)) {
        _ if is_profile => {
            "These profiles hold no label beside its answer: make them with “driftscope profile --model”, or open the files of rows."
        }
        (false, _) => {
            "No column holds the true outcome. If one does, open it under Columns and set its role to target; if labels came later, in another file, add it."
        }
        (true, false) => {
            "No column holds the model’s answer. If one does, open it under Columns and set its role to prediction."
        }
        (true, true) if report.incomplete.is_empty() => {
            "Labels and answers do not fit each other: labels are numbers of more than 50 values and answers are none, or the other way around."
        }
        (true, true) => "Comparing answers with labels…",
    }
}

fn measured(page: &Page, report: &SharedReport, performance: &Performance) -> Html {
    let estimate = performance.estimate.as_ref().filter(|found| !found.metrics.is_empty());
    let is_estimated = performance.production.compared == 0 && estimate.is_some();
    let chip = match estimate {
        Some(found) if is_estimated && found.outcome == MetricOutcome::Worse => {
            Word { word: "Estimated to be worse", ..outcome(found.outcome) }
        }
        Some(found) if is_estimated => state(found.state),
        _ => outcome(performance.outcome),
    };
    html! {
        <section class="panel model" data-testid="view-performance" aria-labelledby="model-title">
            <div class="when-head">
                <h2 id="model-title">{ "Did it hurt?" }</h2>
                { word_chip(chip) }
                if page.can_change() { <div class="segment-controls">{ positive(page, report, performance) }{ ranks(page, report, performance) }{ add_labels(&page.actions) }</div> }
            </div>
            <p class="model-sentence" data-testid="performance-sentence">{ &performance.sentence }</p>
            { finding_note(NotedFinding::Model, page, report) }
            <p class="dim">{ reading(performance).join(" · ") }</p>
            if report.reference.profile {
                <p class="dim">{ "Counted in profiles: errors by column, groups and estimates without labels need the rows." }</p>
            }
            // Without labels the estimate is the answer, and its table has the reference's metrics.
            if is_estimated { { estimate::estimate(performance) }{ metrics::context(performance) } } else { { metrics::table(page, report, performance) } }
            <p class="dim">
                { format!("Reference: {}. Production: {}. ", labelled(performance.reference), labelled(performance.production)) }
                { "Intervals are of 95 %. A metric is worse where the change is beyond chance, corrected by Holm for the number of metrics, and more than 2 points (10 % of a loss)." }
            </p>
            { completeness::completeness(report, performance) }
            if !is_estimated { { metrics::confusion(performance) } }
            { curves::curves(performance) }
            { curves::grid(performance) }
            { calibration::curves(performance) }
            if !is_estimated {
                { estimate::estimate(performance) }
                { by_group::windows(performance) }
                { by_group::values(performance) }
                { groups::errors(performance) }
                { groups::fairness(performance) }
            }
        </section>
    }
}

/// Of two classes, which is the positive one.
fn positive(page: &Page, report: &SharedReport, performance: &Performance) -> Html {
    let labels = performance.confusion.as_ref().map(|confusion| confusion.labels.as_slice()).unwrap_or_default();
    if performance.task != Task::Binary || labels.len() != 2 {
        return Html::default();
    }
    let options: Vec<(Option<String>, String)> =
        labels.iter().map(|label| (Some(label.clone()), label.clone())).collect();
    let on_choice = page.actions.on_setting(|settings, positive: Option<String>| settings.positive = positive);
    let chosen = &report.settings.positive.clone().or_else(|| performance.positive.clone());
    select(&SelectProps { label: "Positive class", id: "positive", options: &options, chosen, on_choice })
}

/// Of ranked lists, the rank down to which items count.
fn ranks(page: &Page, report: &SharedReport, performance: &Performance) -> Html {
    html! {
        if performance.task == Task::Ranking {
            <NumberField setting={&RANKING_DEPTH} settings={report.settings.clone()} actions={page.actions.clone()} />
        }
    }
}
