//! Service: whether the model is served well.

use driftscope_report::{Report, Role};
use yew::prelude::*;

use crate::state::{SharedReport, Tab};
use crate::views::overview::{column_list, count_drifted, of_roles};
use crate::views::page::{Page, View};

/// How long answers take.
pub(crate) const VIEW: View = View {
    tab: Tab::Service,
    title: "Service",
    key: "6",
    lacks: |_, report| {
        places(report).is_empty().then_some(
            "It needs the time that each answer took. If a column holds it, open it under Columns and set its role to latency.",
        )
    },
    count: |report| count_drifted(report, &places(report)),
    draw,
};

fn places(report: &Report) -> Vec<usize> {
    of_roles(report, &[Role::Latency])
}

fn draw(page: &Page, report: &SharedReport) -> Html {
    html! {
        <section class="panel list-panel" aria-label="Latency">
            <h2>{ "Latency" }</h2>
            { column_list(report, &places(report), &page.actions) }
        </section>
    }
}
