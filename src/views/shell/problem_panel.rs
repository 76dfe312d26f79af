//! What went wrong, why, and what to do next.

use yew::prelude::*;

use crate::actions::Actions;
use crate::state::Action;

use driftscope_session::Problem;

/// Draws it.
pub(crate) fn problem_panel(problem: &Problem, actions: &Actions) -> Html {
    html! {
        <section class="problem" role="alert" data-testid="error">
            <span class="sign" aria-hidden="true">{ "!" }</span>
            <div>
                <h2>{ problem.title() }</h2>
                <p>{ problem.advice() }</p>
                if let Problem::Unfinished { .. } | Problem::RowsLost { .. } | Problem::Crashed { .. } = problem {
                    <p class="ways-on">
                        <button class="primary" data-testid="save-unfinished" onclick={actions.on(|actions, _: MouseEvent| actions.save_page())}>{ "Save what is there" }</button>
                        <button data-testid="compare-again" onclick={actions.on(|actions, _: MouseEvent| actions.compare_again())}>{ "Compare again" }</button>
                    </p>
                }
            </div>
            <button class="icon" aria-label="Close this message" onclick={actions.on(|actions, _: MouseEvent| actions.show(Action::Dismissed))}>{ "✕" }</button>
        </section>
    }
}
