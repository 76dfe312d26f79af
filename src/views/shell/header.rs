//! The bar at the top: which files are compared, and what can be done with the outcome.

use driftscope_report::Split;
use driftscope_report::calendar::format_datetime;
use web_sys::File;
use yew::prelude::*;

use super::file_list::{FileListProps, file_list};
use super::file_slot::{FileSlotProps, file_slot};
use crate::controls::words::COMPLETING;
use crate::state::{AppState, Side};

/// What it shows, and whom it tells.
pub(crate) struct HeaderProps {
    pub state: AppState,
    pub dark: bool,
    pub on_files: Callback<(Side, Vec<File>)>,
    pub on_remove: Callback<(Side, usize)>,
    pub on_split: Callback<Split>,
    pub on_swap: Callback<()>,
    pub on_share: Callback<()>,
    pub on_theme: Callback<()>,
    pub on_help: Callback<()>,
}

/// Draws it.
pub(crate) fn header(props: &HeaderProps) -> Html {
    let state = &props.state;
    let carried = |side: Side| {
        let report = &state.report.as_ref().filter(|_| state.carried)?.0;
        let data_set = side.of(report);
        let name = match data_set.files.as_slice() {
            [] => side.as_str().to_owned(),
            [file] => file.name.clone(),
            [file, rest @ ..] => format!("{} and {} more", file.name, rest.len()),
        };
        Some((name, data_set.rows))
    };
    let split = state.report.as_ref().and_then(|report| report.0.settings.split.as_ref());
    let slot = |side: Side| {
        file_slot(&FileSlotProps {
            side,
            part: split.map(|split| part_words(split, side)),
            slot: state.slots[side.index()].clone(),
            carried: carried(side),
            on_files: props.on_files.clone(),
        })
    };
    let can_swap = state.slots.iter().all(crate::state::Slot::is_ready) && state.comparing.is_none() && split.is_none();
    html! {
        <header class="top">
            <a class="brand" href="#verdict" aria-label="Driftscope">
                <svg width="28" height="22" viewBox="0 0 26 20" aria-hidden="true">
                    <path class="brand-reference" d="M1 18C6 18 6 4 10 4S14 18 19 18Z" />
                    <path class="brand-production" d="M7 18C12 18 12 4 16 4S20 18 25 18" />
                </svg>
                <span>{ "Driftscope" }</span>
            </a>
            <div class="files">
                { slot(Side::Reference) }
                <button class="icon" id="swap" disabled={!can_swap} title="Swap reference and production (x)"
                    aria-label="Swap reference and production" onclick={props.on_swap.reform(|_| ())}>{ "⇄" }</button>
                { slot(Side::Production) }
                { file_list(&FileListProps { state, on_remove: props.on_remove.clone(), on_split: props.on_split.clone() }) }
            </div>
            <div class="actions">
                <span class="privacy" title="The files are read, tested and drawn in this page. Nothing is sent anywhere.">
                    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                        <path d="M4 6V4.2a3 3 0 0 1 6 0V6M3 6h8v6H3z" fill="none" stroke="currentColor" stroke-width="1.3" />
                    </svg>
                    { "Stays on this computer" }
                </span>
                <span class="saved" role="status" data-testid="saved">{ notice(state) }</span>
                <button class="icon keys" title="Keys (?)" aria-label="Show keys" onclick={props.on_help.reform(|_| ())}>{ "?" }</button>
                <button class="icon" title="Light or dark" aria-label={if props.dark { "Light theme" } else { "Dark theme" }}
                    onclick={props.on_theme.reform(|_| ())}>{ if props.dark { "☀" } else { "☾" } }</button>
                <button class="primary" id="save-shared-page" data-testid="save-shared-page" disabled={!state.can_save()}
                    title={if state.completing { COMPLETING } else if state.report.is_none() { "There is no report yet: open two files" } else { "One page with this report in it, to open by double-click anywhere (e)" }}
                    onclick={props.on_share.reform(|_| ())}>{ "Save shared page" }</button>
            </div>
        </header>
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

/// Why a report cannot be saved yet, or the name under which it was. It is shown again after each saving.
fn notice(state: &AppState) -> Html {
    if state.completing {
        return html! { <span>{ "Preparing the rest…" }</span> };
    }
    state
        .saved
        .iter()
        .map(|name| html! { <span class="done" key={state.saves}>{ format!("Saved {name}") }</span> })
        .collect()
}
