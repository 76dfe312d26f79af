//! What went wrong, why, and what to do next.

use yew::prelude::*;

use driftscope_session::Problem;

/// What a person can do about a report that is not whole.
pub(crate) struct WaysOn {
    pub on_save: Callback<()>,
    pub on_again: Callback<()>,
}

/// Draws it.
pub(crate) fn problem_panel(problem: &Problem, on_dismiss: &Callback<()>, ways_on: &WaysOn) -> Html {
    html! {
        <section class="problem" role="alert" data-testid="error">
            <span class="sign" aria-hidden="true">{ "!" }</span>
            <div>
                <h2>{ problem.title() }</h2>
                <p>{ problem.advice() }</p>
                if let Problem::Unfinished { .. } | Problem::RowsLost { .. } | Problem::Crashed { .. } = problem {
                    <p class="ways-on">
                        if let Problem::Unfinished { .. } = problem {
                            <button class="primary" data-testid="save-unfinished" onclick={ways_on.on_save.reform(|_| ())}>{ "Save what is there" }</button>
                        }
                        <button data-testid="compare-again" onclick={ways_on.on_again.reform(|_| ())}>{ "Compare again" }</button>
                    </p>
                }
            </div>
            <button class="icon" aria-label="Close this message" onclick={on_dismiss.reform(|_| ())}>{ "✕" }</button>
        </section>
    }
}
