//! What a person sees before any file: what this is, and where the files go.

use driftscope_present::numbers;
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser;
use crate::state::{AppState, Loading, Side};
use crate::views::page::Page;
use crate::views::settings::read_as::{ReadAsProps, read_as};
use crate::views::split::split_panel::LonePanel;

/// Draws it.
pub(crate) fn welcome(page: &Page) -> Html {
    let (state, actions) = (&page.state, &page.actions);
    let on_choice = actions.on(|actions, (side, choice)| actions.read_again(side, choice));
    let is_read = |side: &Side| is_read(&state.slots[side.index()].loading);
    html! {
        <section class="welcome">
            <h1>{ "Drop two files, see what moved, send one page" }</h1>
            <p class="lead">
                { "Compare the data a model was trained on with what it sees now: which columns drifted, how, and how sure that is." }
            </p>
            <div class="zones">
                { zone(state, Side::Reference, "What the model was trained on, or a period that was good") }
                { zone(state, Side::Production, "What it sees now; several files together are one data set") }
            </div>
            <>{ for Side::BOTH.into_iter().filter(is_read).map(|side| {
                read_as(&ReadAsProps { side, slot: &state.slots[side.index()], on_choice: on_choice.clone() })
            }) }</>
            if state.only_side().is_some() {
                <LonePanel choices={state.split_choices.clone()} counted={state.split_rows.clone()} actions={actions.clone()} />
            }
            { other_ways(actions) }
            { promises() }
        </section>
    }
}

/// The place for one side's files.
fn zone(state: &AppState, side: Side, what: &'static str) -> Html {
    let slot = &state.slots[side.index()];
    let (title, detail) = match &slot.loading {
        Loading::Ready { rows, .. } => {
            let read = numbers::counted(*rows, "row", "rows");
            let next = match state.slots[side.other().index()].is_ready() {
                // Both are read, and cannot be compared.
                true => format!("{read} read. Open another file here"),
                false => format!("{read} read. Now open {}", side.other().as_str()),
            };
            (slot.title(), next)
        }
        Loading::Reading { .. } => (slot.title(), "Reading…".to_owned()),
        Loading::Idle | Loading::Failed(_) => (format!("Open {}…", side.as_str()), what.to_owned()),
    };
    html! {
        <label class={classes!("zone", side.as_str(), slot.is_ready().then_some("ready"))} for={format!("{}-input", side.as_str())}>
            <span class="dot" aria-hidden="true"></span>
            <strong>{ title }</strong>
            <span>{ detail }</span>
        </label>
    }
}

/// Folders, and the demo where the page carries it.
fn other_ways(actions: &Actions) -> Html {
    html! {
        <p class="or">
            { "Drop both anywhere on this page, open a folder as " }
            <button class="link" onclick={Callback::from(|_| browser::click("reference-folder"))}>{ "reference" }</button>
            { " or " }
            <button class="link" onclick={Callback::from(|_| browser::click("production-folder"))}>{ "production" }</button>
            if has_demo() {
                { ", or " }
                <button class="link" data-testid="load-demo" onclick={actions.on(|actions, _: MouseEvent| actions.open_demo())}>{ "try it with real flight logs" }</button>
            }
        </p>
    }
}

fn promises() -> Html {
    html! {
        <ul class="promises">
            <li><b>{ "Stays on this computer" }</b>{ "The files are read, tested and drawn inside this page. It works with the network unplugged." }</li>
            <li><b>{ "Takes logs as they are" }</b>{ "JSON in whatever shape your tools write it, CSV, service and trace logs, gzip or plain. Broken lines are skipped, counted and shown." }</li>
            <li><b>{ "Few false alarms, little missed" }</b>{ "A column has drifted when it is both significant and large enough to matter, at thirty rows and at a million." }</li>
        </ul>
    }
}

fn has_demo() -> bool {
    let slot = browser::document().and_then(|document| document.get_element_by_id("driftscope-demo-reference"));
    slot.is_some()
}

/// Whether the files were read, or could not be: then a person may say what they are.
fn is_read(loading: &Loading) -> bool {
    matches!(loading, Loading::Ready { .. } | Loading::Failed(_))
}
