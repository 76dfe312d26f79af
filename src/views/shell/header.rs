//! The bar at the top: which files are compared, and what can be done with the outcome.

use driftscope_report::Split;
use driftscope_report::calendar::format_datetime;
use web_sys::File;
use yew::prelude::*;

use super::file_list::{FileListProps, file_list};
use super::file_slot::{FileSlotProps, file_slot};
use super::tabs::tabs;
use crate::controls::words::completing_note;
use crate::state::{Action, AppState, Drawer, Side, Tab};
use crate::views::page::Page;

/// Draws it.
pub(crate) fn header(page: &Page, on_theme: Callback<MouseEvent>) -> Html {
    html! {
        <header class="top">
            <div class="top-row">
            <a class="brand" href="#overview" aria-label="Driftscope" onclick={page.actions.on(|actions, event: MouseEvent| {
                event.prevent_default();
                actions.show(Action::TabChosen(Tab::Overview));
            })}>
                <svg width="28" height="22" viewBox="0 0 26 20" aria-hidden="true">
                    <path class="brand-reference" d="M1 18C6 18 6 4 10 4S14 18 19 18Z" />
                    <path class="brand-production" d="M7 18C12 18 12 4 16 4S20 18 25 18" />
                </svg>
                <span>{ "Driftscope" }</span>
            </a>
            { files(page) }
            { buttons(page, on_theme) }
            </div>
            if let Some(report) = &page.state.report { { tabs(page, report) } }
        </header>
    }
}

/// The files of both sides, and the ways to change them.
fn files(page: &Page) -> Html {
    let state = &page.state;
    let on_files = page.actions.on(|actions, (side, files): (Side, Vec<File>)| actions.open_files(side, &files));
    let split = state.report.as_ref().and_then(|report| report.settings.split.as_ref());
    let slot = |side: Side| {
        file_slot(&FileSlotProps {
            side,
            part: split.map(|split| part_words(split, side)),
            slot: state.slots[side.index()].clone(),
            carried: carried(state, side),
            on_files: on_files.clone(),
        })
    };
    let can_swap = state.slots.iter().all(crate::state::Slot::is_ready) && state.comparing.is_none() && split.is_none();
    html! {
        <div class="files">
            { slot(Side::Reference) }
            <button class="icon" id="swap" disabled={!can_swap} title="Swap reference and production (x)"
                aria-label="Swap reference and production" onclick={page.actions.on(|actions, _: MouseEvent| actions.swap())}>{ "⇄" }</button>
            { slot(Side::Production) }
            { file_list(&FileListProps { state, actions: &page.actions }) }
        </div>
    }
}

/// The first file and the rows of a side of a report that the page came with.
fn carried(state: &AppState, side: Side) -> Option<(String, u64)> {
    let data_set = side.of(state.report.as_ref().filter(|_| state.carried)?);
    let name = match data_set.files.as_slice() {
        [] => side.as_str().to_owned(),
        [file] => file.name.clone(),
        [file, rest @ ..] => format!("{} and {} more", file.name, rest.len()),
    };
    Some((name, data_set.rows))
}

/// Privacy, keys, theme and saving.
fn buttons(page: &Page, on_theme: Callback<MouseEvent>) -> Html {
    let state = &page.state;
    let on_help = page.actions.on(|actions, _: MouseEvent| actions.show(Action::HelpToggled));
    html! {
        <div class="actions">
            <span class="privacy" title="The files are read, tested and drawn in this page. Nothing is sent anywhere.">
                <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                    <path d="M4 6V4.2a3 3 0 0 1 6 0V6M3 6h8v6H3z" fill="none" stroke="currentColor" stroke-width="1.3" />
                </svg>
                { "Stays on this computer" }
            </span>
            <span class="saved" role="status" data-testid="saved">{ notice(state) }</span>
            <button class="icon keys" title="Keys (?)" aria-label="Show keys" onclick={on_help}>{ "?" }</button>
            <button class="icon" title="Light or dark" aria-label={if page.dark { "Light theme" } else { "Dark theme" }}
                onclick={on_theme}>{ if page.dark { "☀" } else { "☾" } }</button>
            if state.can_decide() {
                { drawer_button(page, Drawer::Settings, "open-settings", "Settings (s)", html! { "Settings" }) }
            }
            <button class="primary" id="open-share" data-testid="open-share" disabled={!state.can_save()} title={saving_note(state)}
                aria-expanded={(state.drawer == Some(Drawer::Share)).to_string()}
                onclick={page.actions.on(|actions, _: MouseEvent| actions.show(Action::DrawerToggled(Drawer::Share)))}>{ "Share…" }</button>
        </div>
    }
}

/// A button that opens and closes a panel beside the view.
fn drawer_button(page: &Page, drawer: Drawer, id: &'static str, title: &'static str, content: Html) -> Html {
    let is_open = page.state.drawer == Some(drawer);
    let onclick = page.actions.on(move |actions, _: MouseEvent| actions.show(Action::DrawerToggled(drawer)));
    html! { <button {id} data-testid={id} {title} aria-expanded={is_open.to_string()} {onclick}>{ content }</button> }
}

/// What sharing does, or why it cannot be done yet.
fn saving_note(state: &AppState) -> String {
    match &state.report {
        Some(report) if state.completing => completing_note(report),
        Some(_) => "What a page with this report in it would hold, and saving it (e)".to_owned(),
        None => "There is no report yet: open two files".to_owned(),
    }
}

/// Which part of the one log a side is: "before 2013-06-16".
fn part_words(split: &Split, side: Side) -> String {
    let words = split.words();
    let Split::Time { at, .. } = split else { return words[side.index()].clone() };
    let moment = format_datetime(*at).unwrap_or_else(|| at.to_string());
    let moment = moment.trim_end_matches('Z');
    let moment = moment.strip_suffix(":00").unwrap_or(moment);
    let moment = moment.strip_suffix("T00:00").unwrap_or(moment).replace('T', " ");
    format!("{} {moment}", ["before", "from"][side.index()])
}

/// Why a report cannot be saved yet, or that it was saved or copied. It is shown again after each time.
fn notice(state: &AppState) -> Html {
    if state.completing {
        return html! { <span>{ "Preparing the rest…" }</span> };
    }
    state.done.iter().map(|words| html! { <span class="done" key={state.times_done}>{ words }</span> }).collect()
}
