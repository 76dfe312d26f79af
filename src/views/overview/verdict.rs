//! The verdict: one sentence, and what it rests on.

use std::rc::Rc;

use driftscope_present::numbers;
use driftscope_report::{Preset, Report, Settings};
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{Change, Topic};
use crate::views::methods::topic_link;

/// Draws it, with actions where other settings can be chosen, and with a button that copies the report where there is one to copy.
pub(crate) fn verdict_section(report: &Report, actions: Option<&Actions>, copy: Option<Callback<MouseEvent>>) -> Html {
    let verdict = &report.verdict;
    let (first, rest) = verdict.sentence.split_once("; ").unwrap_or((verdict.sentence.as_str(), ""));
    html! {
        <section class="verdict" id="verdict">
            <h1 data-testid="verdict" aria-live="polite">
                <b>{ first }</b>
                if !rest.is_empty() { <span>{ format!("; {rest}") }</span> }
            </h1>
            <p>{ &verdict.basis }{ " " }{ topic_link(Topic::DataSet, "How this is decided") }
                if let Some(copy) = copy { { " " }<button class="link" data-testid="copy-text" title="The verdict, the answers and the columns that drifted, to be pasted into a mail or a chat" onclick={copy}>{ "Copy as text" }</button> }
            </p>
            if report.settings.preset != Preset::Calibrated { { rule_banner(report, actions) } }
        </section>
    }
}

/// Another rule decides: which, what the usual one finds, and the way back to it.
fn rule_banner(report: &Report, actions: Option<&Actions>) -> Html {
    let usual = report.verdict.presets.get(Preset::Calibrated.as_str()).map_or_else(String::new, |summary| {
        format!("; Calibrated finds {}", numbers::counted(summary.drifted_columns, "drifted column", "drifted columns"))
    });
    let back = actions.map(|actions| {
        let onclick = actions.on(|actions, _: MouseEvent| {
            let back: Change = Rc::new(|settings: &mut Settings| settings.preset = Preset::Calibrated);
            actions.change_setting(&back);
        });
        html! { <button data-testid="back-to-calibrated" {onclick}>{ "Back to Calibrated" }</button> }
    });
    html! {
        <div class="rule-banner" data-testid="rule-banner">
            <span>{ format!("Judged by {}{usual}", report.settings.preset.title()) }</span>{ back }
        </div>
    }
}
