//! Model: whether the predictions are still right. Until performance is computed, what is known: how target and predictions moved.

use driftscope_present::Filter;
use driftscope_report::{Report, Role};
use yew::prelude::*;

use crate::state::{SharedReport, Tab};
use crate::views::overview::column_list;
use crate::views::page::{Page, View};

/// Columns of the model.
const ROLES: [Role; 3] = [Role::Target, Role::Prediction, Role::Confidence];

/// Target and predictions.
pub(crate) const VIEW: View = View {
    tab: Tab::Model,
    title: "Model",
    key: "5",
    lacks: |_, report| {
        places(report).is_empty().then_some(
            "It needs labels or predictions. If a column holds them, open it under Columns and set its role to target or prediction.",
        )
    },
    count: |report| {
        places(report)
            .iter()
            .filter(|place| report.columns.get(**place).is_some_and(|column| column.drift.drifted))
            .count() as u64
    },
    draw,
};

fn places(report: &Report) -> Vec<usize> {
    of_roles(report, &ROLES)
}

/// The places of the columns with one of these roles.
pub(crate) fn of_roles(report: &Report, roles: &[Role]) -> Vec<usize> {
    let is_one = |place: &usize| {
        report.columns.get(*place).is_some_and(|column| roles.iter().any(|role| Filter::Role(*role).admits(column)))
    };
    driftscope_present::order(report).into_iter().filter(is_one).collect()
}

fn draw(page: &Page, report: &SharedReport) -> Html {
    html! {
        <section class="panel list-panel" aria-label="Target and predictions">
            <h2>{ "Target and predictions" }</h2>
            { column_list(report, &places(report), &page.actions) }
            <p class="dim">{ "Whether a change hurt shows in accuracy, which is not computed yet. What is shown is whether labels and predictions are distributed as before." }</p>
        </section>
    }
}
