//! The table of columns, and the bar above it; on a wide screen, the column that is open beside it.

mod column_row;
mod column_table;
mod columns_and_pane;
mod pane;
mod toolbar;
mod use_rows_in_view;

use yew::prelude::*;

use self::columns_and_pane::ColumnsAndPane;
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
        html! {
            <>
            <ColumnsAndPane page={page.clone()} report={report.clone()} />
            { together(page, report) }
            </>
        }
    },
};
