//! What went wrong, why, and what to do next.

use yew::prelude::*;

use crate::worker::Problem;

/// Draws it.
pub(super) fn problem_panel(problem: &Problem, on_dismiss: &Callback<()>) -> Html {
    html! {
        <section class="problem" role="alert" data-testid="error">
            <span class="sign" aria-hidden="true">{ "!" }</span>
            <div>
                <h2>{ problem.title() }</h2>
                <p>{ problem.advice() }</p>
            </div>
            <button class="icon" aria-label="Close this message" onclick={on_dismiss.reform(|_| ())}>{ "✕" }</button>
        </section>
    }
}
