//! The table of columns, and the bar above it.

mod column_row;
mod column_table;
mod toolbar;
mod use_rows_in_view;

use yew::prelude::*;

use self::column_table::ColumnTable;
use self::toolbar::toolbar;
use crate::state::Tab;
use crate::views::page::View;
use crate::views::together::together;

/// Every column as a row that opens its details.
pub(crate) const VIEW: View = View {
    tab: Tab::Columns,
    title: "Columns",
    key: "2",
    lacks: |_, _| None,
    count: |report| report.verdict.columns_needing_attention(),
    draw: |page, report| {
        let state = &page.state;
        let (shown, question) = (state.shown(), &state.question);
        html! {
            <>
            <section class="panel table-panel" id="columns" aria-label="Columns">
                { toolbar(page, report, shown.len()) }
                <ColumnTable report={report.clone()} {shown} sort={question.sort} open={question.open} cursor={state.cursor} actions={page.actions.clone()} />
            </section>
            { together(page, report) }
            </>
        }
    },
};
