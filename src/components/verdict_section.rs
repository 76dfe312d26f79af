//! The verdict: one sentence, and what it rests on.

use yew::prelude::*;

use crate::state::Settled;

#[derive(Properties, PartialEq)]
pub(super) struct VerdictSectionProps {
    pub report: Settled,
}

#[component]
pub(super) fn VerdictSection(props: &VerdictSectionProps) -> Html {
    let verdict = &props.report.0.verdict;
    let (first, rest) = verdict.sentence.split_once("; ").unwrap_or((verdict.sentence.as_str(), ""));
    html! {
        <section class="verdict" id="verdict">
            <h1 data-testid="verdict" aria-live="polite">
                <b>{ first }</b>
                if !rest.is_empty() { { format!("; {rest}") } }
            </h1>
            <p>{ &verdict.basis }</p>
        </section>
    }
}
