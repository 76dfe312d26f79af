//! The verdict on a column as a sign and a word on a ground of its colour.

use driftscope_report::ColumnReport;
use yew::prelude::*;

use super::words;

/// The verdict chip of a column.
pub(crate) fn chip(column: &ColumnReport) -> Html {
    let word = driftscope_present::outcome(column);
    html! {
        <span class={classes!("chip", words::class(word.tone))}>
            <span class="sign" aria-hidden="true">{ word.sign }</span>{ " " }{ word.word }
        </span>
    }
}
