//! Panels beside the view: settings, history and sharing. The verdict stays in sight while they are open.

use driftscope_report::Report;
use yew::prelude::*;

use super::kept::Kept;
use super::step_words::step_words;
use crate::controls::report_input::report_input;
use crate::state::{Action, Drawer, SharedReport};
use crate::views::audit::audit;
use crate::views::page::Page;
use crate::views::settings::settings;
use crate::views::share::share;

/// Draws all of them; those that are closed are hidden.
pub(super) fn drawers(page: &Page, report: &SharedReport) -> Html {
    html! {
        <>
            if page.state.can_decide() {
                { drawer(page, report, Drawer::Settings, "Settings", |page, report| html! { <>{ verdict(report) }{ settings(page, report) }</> }) }
            }
            { drawer(page, report, Drawer::History, "History", history) }
            { drawer(page, report, Drawer::Share, "Share", share) }
        </>
    }
}

fn drawer(
    page: &Page,
    report: &SharedReport,
    drawer: Drawer,
    title: &'static str,
    draw: fn(&Page, &SharedReport) -> Html,
) -> Html {
    let is_open = page.state.drawer == Some(drawer);
    let close = page.actions.on(move |actions, _: MouseEvent| actions.show(Action::DrawerToggled(drawer)));
    let id = title.to_lowercase();
    html! {
        <section class="drawer" id={format!("{id}-drawer")} data-testid={format!("{id}-drawer")} role="dialog" aria-labelledby={format!("{id}-drawer-title")} tabindex="-1" hidden={!is_open}>
            <div class="drawer-head">
                <h2 id={format!("{id}-drawer-title")}>{ title }</h2>
                <button class="icon" aria-label={format!("Close {title}")} onclick={close}>{ "✕" }</button>
            </div>
            <Kept page={page.clone()} report={report.clone()} is_shown={is_open} waits={false} {draw} />
        </section>
    }
}

/// The verdict in short, which other settings change while a person looks at it.
fn verdict(report: &Report) -> Html {
    let sentence = &report.verdict.sentence;
    html! { <p class="drawer-verdict">{ sentence.split_once("; ").map_or(sentence.as_str(), |(first, _)| first) }</p> }
}

/// What was asked, step by step, and the record of the report.
fn history(page: &Page, report: &SharedReport) -> Html {
    let steps = page.state.history.steps();
    let at = page.state.history.at();
    let line = |place: usize| {
        let words = match place.checked_sub(1) {
            None => "Opened".to_owned(),
            Some(before) => step_words(&steps[before].question, &steps[place].question, report),
        };
        let back = page.actions.on(move |actions, _: MouseEvent| actions.travel(place));
        html! {
            <li class={classes!((place > at).then_some("undone"))} aria-current={(place == at).then_some("step")}>
                <span>{ words }</span>
                if place != at {
                    <button class="link" onclick={back}>{ if place < at { "back to here" } else { "redo to here" } }</button>
                }
            </li>
        }
    };
    html! {
        <>
            <ol class="step-list" data-testid="steps">{ for (0..steps.len()).map(line) }</ol>
            { report_input(&page.actions) }
            { audit(page, report) }
        </>
    }
}
