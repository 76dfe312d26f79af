//! What changed since another report, which was dropped on this one.

use driftscope_present::numbers;
use driftscope_present::report_changes::{Section, cautions, in_order, sections};
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{Action, SharedReport};

/// Things of a section that are listed.
const LISTED: usize = 12;

/// New, gone, worse and better, with the way to leave the comparison.
pub(super) fn since_report(report: &SharedReport, other: &(String, SharedReport), actions: &Actions) -> Html {
    let (name, other) = other;
    let [before, after] = in_order(report, other);
    let is_later = std::ptr::eq(after, &**other);
    let close = actions.on(|actions, _: MouseEvent| actions.show(Action::OtherReport(None)));
    let found: Vec<Section> = sections(before, after).into_iter().filter(|found| !found.lines.is_empty()).collect();
    let (when, which) = if is_later { ("until", "later") } else { ("since", "earlier") };
    html! {
        <section class="panel since-report" data-testid="since-report" aria-labelledby="since-report-title">
            <div class="when-head">
                <h2 id="since-report-title">{ format!("What changed {when} the {which} report, {name}") }</h2>
                <button onclick={close}>{ "Close" }</button>
            </div>
            <p><b>{ "Before: " }</b>{ &before.verdict.sentence }</p>
            <p><b>{ "After: " }</b>{ &after.verdict.sentence }</p>
            { for cautions(before, after).into_iter().map(|caution| html! { <p class="dim">{ format!("Note: {caution}.") }</p> }) }
            if found.is_empty() { <p>{ "Nothing is new, gone, worse or better." }</p> }
            { for found.iter().map(list) }
        </section>
    }
}

fn list(section: &Section) -> Html {
    let shown = &section.lines[..section.lines.len().min(LISTED)];
    let more = section.lines.len() - shown.len();
    html! {
        <>
            <h3>{ format!("{} ({})", section.title, numbers::count(section.lines.len() as u64)) }</h3>
            <ul class="changes">
                { for shown.iter().map(|line| html! { <li class={classes!(section.is_bad.then_some("bad"))}><span aria-hidden="true">{ section.sign }</span>{ " " }{ line }</li> }) }
                if more > 0 { <li class="dim">{ format!("{} more", numbers::count(more as u64)) }</li> }
            </ul>
        </>
    }
}
