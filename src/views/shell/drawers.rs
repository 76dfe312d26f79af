//! Panels beside the view: settings, history and sharing. The verdict stays in sight while they are open.

use driftscope_present::{EXPORTS, Export, numbers};
use driftscope_report::Report;
use yew::prelude::*;

use super::kept::Kept;
use super::step_words::step_words;
use crate::controls::words::completing_note;
use crate::state::{Action, Drawer, SharedReport};
use crate::views::audit::audit;
use crate::views::page::Page;
use crate::views::settings::settings;

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
            <Kept page={page.clone()} report={report.clone()} is_shown={is_open} {draw} />
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
            { audit(page, report) }
        </>
    }
}

/// What a shared page holds, and the other files that a report can be saved as.
fn share(page: &Page, report: &SharedReport) -> Html {
    let completing = page.state.completing;
    let save = |export: &'static Export| {
        let name = format!("save-{}", export.id);
        let onclick = page.actions.on(move |actions, _: MouseEvent| actions.save(export));
        html! {
            <button id={name.clone()} data-testid={name} disabled={completing} title={completing.then(|| completing_note(report))} {onclick}>{ export.title }</button>
        }
    };
    let on_page = page.actions.on(|actions, _: MouseEvent| actions.save_page());
    let labels: u64 =
        report.columns.iter().filter_map(|column| Some(column.categories.as_ref()?.labels.len() as u64)).sum();
    html! {
        <div class="share">
            <p>{ "One page with this report in it, opened by double-click, without a network. Rows are never in it." }</p>
            <ul class="share-list">
                <li>{ numbers::counted(report.columns.len() as u64, "column name", "column names") }</li>
                <li>{ numbers::counted(labels, "category label", "category labels") }</li>
                <li>{ "Quantiles, the smallest and the largest value of each number" }</li>
                if let Some(windows) = &report.windows {
                    <li>{ format!("Counts by window of time: {}", windows.sentence) }</li>
                }
                <li>{ "Names, sizes and fingerprints of the files, and the settings" }</li>
            </ul>
            <button class="primary" disabled={!page.state.can_save()} onclick={on_page}>{ "Save page" }</button>
            <h3>{ "Other files" }</h3>
            <div class="saves">{ for EXPORTS.iter().filter(|export| !export.needs_page).map(save) }</div>
        </div>
    }
}
