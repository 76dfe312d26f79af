//! The foot of the page: which build of it this is, and how to check that.

use yew::prelude::*;

use crate::actions::Actions;
use crate::browser::after;

/// Milliseconds after which the page has nothing more urgent to do than to take its own hash.
const CALM: i32 = 1200;

#[derive(Properties, PartialEq)]
pub(crate) struct FootProps {
    pub actions: Actions,
}

#[component]
pub(crate) fn Foot(props: &FootProps) -> Html {
    let actions = &props.actions;
    let known = use_state_eq(|| false);
    {
        let (known, actions) = (known.clone(), actions.clone());
        use_effect_with((), move |()| {
            after(CALM, move || {
                actions.build();
                known.set(true);
            });
        });
    }
    let build = actions.build_if_known();
    html! {
        <footer class="foot dim" data-testid="foot">
            { concat!("Driftscope ", env!("CARGO_PKG_VERSION")) }
            if let Some(build) = build {
                { format!(", built with Rust {}. SHA-256 of this page without a report: ", build.rust) }
                <code data-testid="build">{ &build.page }</code>
                { " (“driftscope verify --self” checks it)" }
            }
        </footer>
    }
}
