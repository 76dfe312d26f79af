//! The table of columns, and the bar above it.

mod column_row;
mod column_table;
mod toolbar;

use yew::prelude::*;

use self::column_table::ColumnTable;
use self::toolbar::toolbar;
use crate::views::page::View;

/// Every column as a row that opens its details.
pub(crate) const VIEW: View = View {
    id: "columns",
    title: "Columns",
    key: "2",
    is_there: |_, _| true,
    draw: |page, report| {
        let state = &page.state;
        let shown = state.shown();
        html! {
            <section class="panel table-panel" id="columns" aria-label="Columns">
                { toolbar(page, report, shown.len()) }
                <ColumnTable report={report.clone()} {shown} sort={state.sort} open={state.open} cursor={state.cursor} actions={page.actions.clone()} />
            </section>
        }
    },
};
