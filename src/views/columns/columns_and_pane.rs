//! The table of columns; with enough room, the column that is open stands beside it, so that walking over the rows moves none of them.

use web_sys::{Element, Event};
use yew::prelude::*;

use super::column_table::ColumnTable;
use super::pane::pane;
use super::toolbar::toolbar;
use crate::state::SharedReport;
use crate::views::page::Page;
use crate::views::shell::use_window_event;

/// CSS pixels from which there is room for a list and a pane. Below, a column opens under its row.
const WIDE: f64 = 1040.0;

#[derive(Properties, PartialEq)]
pub(super) struct ColumnsAndPaneProps {
    pub page: Page,
    pub report: SharedReport,
}

#[component]
pub(super) fn ColumnsAndPane(props: &ColumnsAndPaneProps) -> Html {
    let panel = use_node_ref();
    let is_wide = use_is_wide(&panel);
    let (page, report) = (&props.page, &props.report);
    let (state, question) = (&page.state, &page.state.question);
    let shown = state.shown();
    let beside = question.open.filter(|_| is_wide);
    html! {
        <section ref={panel} class="panel table-panel" id="columns" aria-label="Columns">
            { toolbar(page, report, shown.len()) }
            <div class={classes!(beside.map(|_| "with-pane"))}>
                <div class="list">
                    <ColumnTable report={report.clone()} {shown} sort={question.sort} open={question.open} has_pane={is_wide} cursor={state.cursor}
                        actions={page.actions.clone()} />
                </div>
                { for beside.map(|place| pane(place, &page.actions)) }
            </div>
        </section>
    }
}

/// Whether there is room for both: looked at after each drawing, since a drawer takes some, and when the window changes.
#[hook]
fn use_is_wide(panel: &NodeRef) -> bool {
    let is_wide = use_state_eq(|| true);
    let measure = {
        let (panel, is_wide) = (panel.clone(), is_wide.setter());
        move || {
            // A view that is hidden has no width.
            let width = panel.cast::<Element>().map_or(0.0, |panel| panel.get_bounding_client_rect().width());
            if width > 0.0 {
                is_wide.set(width >= WIDE);
            }
        }
    };
    let on_resize = {
        let measure = measure.clone();
        use_callback((), move |_: Event, ()| measure())
    };
    use_window_event("resize", on_resize);
    use_effect(measure);
    *is_wide
}
