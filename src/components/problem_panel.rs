//! What went wrong, why, and what to do next.

use yew::prelude::*;

use crate::worker::Problem;

#[derive(Properties, PartialEq)]
pub(super) struct ProblemPanelProps {
    pub problem: Problem,
    pub on_dismiss: Callback<()>,
}

#[component]
pub(super) fn ProblemPanel(props: &ProblemPanelProps) -> Html {
    html! {
        <section class="problem" role="alert" data-testid="error">
            <span class="sign" aria-hidden="true">{ "!" }</span>
            <div>
                <h2>{ props.problem.title() }</h2>
                <p>{ props.problem.advice() }</p>
            </div>
            <button class="icon" aria-label="Close this message" onclick={props.on_dismiss.reform(|_| ())}>{ "✕" }</button>
        </section>
    }
}
