//! A verdict as a sign and a word on a ground of its colour.

use driftscope_present::Word;
use driftscope_report::ColumnReport;
use yew::prelude::*;

use super::words;

/// The verdict chip of a column.
pub(crate) fn chip(column: &ColumnReport) -> Html {
    word_chip(driftscope_present::outcome(column))
}

/// The chip of a verdict.
pub(crate) fn word_chip(word: Word) -> Html {
    html! {
        <span class={classes!("chip", words::class(word.tone))}>
            <span class="sign" aria-hidden="true">{ word.sign }</span>{ " " }{ word.word }
        </span>
    }
}
