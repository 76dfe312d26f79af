//! Verifying the report that the page came with: the button in the record, and what was found.

use driftscope_session::FoundLine;
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser;
use crate::state::Verification;

/// What is being done, or was found, above all views.
pub(crate) fn verification(verification: &Verification, actions: &Actions) -> Html {
    let close = |words: &'static str| {
        let onclick = actions.on(|actions, _: MouseEvent| actions.end_verifying());
        html! { <button data-testid="verification-close" {onclick}>{ words }</button> }
    };
    match verification {
        Verification::Running(words) => html! {
            <section class="panel verification" role="status" data-testid="verification">
                <h2>{ "Verifying this report" }</h2>
                <p>{ words }</p>
                { close("Cancel") }
            </section>
        },
        Verification::Done(findings) => {
            let (class, title) = match findings.are_equal() {
                true => ("verified", "Verified: these files give this report, byte for byte"),
                false => ("differs", "Not verified: something differs"),
            };
            html! {
                <section class={classes!("panel", "verification", class)} role="status" data-testid="verification">
                    <h2>{ title }</h2>
                    <ul>{ for findings.lines.iter().map(line) }</ul>
                    <p class="dim">
                        { "This page's own code compared the files. To compare that code with the published page: " }
                        <code>{ "driftscope verify --self PAGE" }</code>
                    </p>
                    { close("Close") }
                </section>
            }
        }
    }
}

fn line(line: &FoundLine) -> Html {
    let (class, sign, word) = match line.is_equal {
        Some(true) => ("same", "✓", "Equal: "),
        Some(false) => ("other", "✗", "Differs: "),
        None => ("note", "·", ""),
    };
    html! {
        <li class={class}>
            <span class="mark" aria-hidden="true">{ sign }</span>
            <span><span class="visually-hidden">{ word }</span>{ &line.words }</span>
        </li>
    }
}

/// How to verify the report, in its record.
pub(crate) fn verify_input(actions: &Actions) -> Html {
    let onchange = actions.on(|actions, event: Event| {
        let files = browser::chosen(&event);
        if !files.is_empty() {
            actions.verify(files);
        }
    });
    html! {
        <div class="verify">
            <label class="add-labels">
                { "Verify with the files…" }
                <input class="visually-hidden" type="file" multiple=true data-testid="verify-input" aria-label="Choose all files of this report" {onchange} />
            </label>
            <p class="dim">
                { "Choose or drop all files of this report together, in any order. The page compares them again, and shows whether they give this report, byte for byte. " }
                { "If a signature came with the page, the command checks who signed it: " }
                <code>{ "driftscope verify PAGE --signature PAGE.sig --key KEY.pem" }</code>
            </p>
        </div>
    }
}
