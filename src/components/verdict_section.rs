//! The verdict: one sentence, and what it rests on.

use driftscope_drift::Report;
use yew::prelude::*;

use super::methods::topic_link;
use crate::state::Topic;

/// Draws it.
pub(super) fn verdict_section(report: &Report) -> Html {
    let verdict = &report.verdict;
    let (first, rest) = verdict.sentence.split_once("; ").unwrap_or((verdict.sentence.as_str(), ""));
    html! {
        <section class="verdict" id="verdict">
            <h1 data-testid="verdict" aria-live="polite">
                <b>{ first }</b>
                if !rest.is_empty() { { format!("; {rest}") } }
            </h1>
            <p>{ &verdict.basis }{ " " }{ topic_link(Topic::DataSet, "How this is decided") }</p>
        </section>
    }
}
