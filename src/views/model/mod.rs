//! Model: whether the predictions are still right. Until performance is computed, what is known: how target and predictions moved.

use driftscope_report::{Report, Role};
use yew::prelude::*;

use crate::state::{SharedReport, Tab};
use crate::views::overview::{column_list, count_drifted, of_roles};
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
    count: |report| count_drifted(report, &places(report)),
    draw,
};

fn places(report: &Report) -> Vec<usize> {
    of_roles(report, &ROLES)
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
