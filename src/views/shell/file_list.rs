//! The files of both sides, the split of the log, and the way to change either.
//!
//! The browser's own popover: it closes on Escape and on a click beside it, and gives the focus back.

use std::rc::Rc;

use driftscope_present::numbers;
use driftscope_report::FileRecord;
use driftscope_report::Split;
use driftscope_table::SplitChoices;
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::labels_input::labels_input;
use crate::state::{AppState, Side};
use crate::views::split::split_panel::SplitPanel;

/// What it shows, and whom it tells.
pub(crate) struct FileListProps<'a> {
    pub state: &'a AppState,
    pub actions: &'a Actions,
}

/// Draws it with the button that opens it; nothing where no file was opened.
pub(crate) fn file_list(props: &FileListProps<'_>) -> Html {
    let state = props.state;
    let sides: Vec<Html> = Side::BOTH.into_iter().filter_map(|side| files(side, props)).collect();
    if sides.is_empty() {
        return html! {};
    }
    let split = state.report.as_ref().filter(|_| !state.carried).and_then(|report| report.settings.split.clone());
    let choice = split.zip(state.split_choices.clone()).map(|(split, choices): (Split, Rc<SplitChoices>)| {
        let key = split.words().concat();
        html! { <SplitPanel {key} {choices} current={split} counted={None::<(Split, [u64; 2])>} actions={props.actions.clone()} /> }
    });
    html! {
        <>
            <button class="icon" popovertarget="file-list" data-testid="show-files" title="The files of both sides" aria-label="Show the files of both sides">{ "▾" }</button>
            <div id="file-list" popover="auto" data-testid="file-list">
                { sides }
                if !state.carried && state.report.is_some() { { labels_input(props.actions) } }
                { choice }
            </div>
        </>
    }
}

/// The files of one side: of the report, where it is of them, or else their names alone.
fn files(side: Side, props: &FileListProps<'_>) -> Option<Html> {
    let state = props.state;
    let names = &state.slots[side.index()].names;
    let report = state.report.as_ref().map(|report| side.of(report));
    let report = report.filter(|report| state.carried || report.files.iter().map(|file| &file.name).eq(names));
    let count = report.map_or(names.len(), |report| report.files.len());
    if count == 0 {
        return None;
    }
    let rows = report.map_or_else(String::new, |report| {
        let part = driftscope_present::part(report).map_or_else(String::new, |part| format!(", {part}"));
        format!(", {}{part}", numbers::counted(report.rows, "row", "rows"))
    });
    let can_remove = !state.carried && count > 1 && state.slots[side.index()].is_ready();
    let file = |place: usize| {
        let record = report.and_then(|report| report.files.get(place));
        let on_remove = props.actions.on(move |actions, _: MouseEvent| actions.remove_file(side, place));
        let name = record.map_or_else(|| names[place].clone(), |record| record.name.clone());
        html! {
            <li>
                <span>
                    <b>{ &name }</b>
                    if let Some(record) = record { <small>{ facts(record) }</small><code>{ &record.sha256 }</code> }
                </span>
                if can_remove {
                    <button data-testid="remove-file" aria-label={format!("Remove {name}")} onclick={on_remove}>{ "Remove" }</button>
                }
            </li>
        }
    };
    Some(html! {
        <section>
            <h2><span class={classes!("dot", side.as_str())} aria-hidden="true"></span>
                { format!("{}: {}{rows}", side.title(), numbers::counted(count as u64, "file", "files")) }</h2>
            <ul>{ for (0..count).map(file) }</ul>
        </section>
    })
}

/// "1 200 rows, 2.2 MB, JSON Lines".
fn facts(record: &FileRecord) -> String {
    let rows = record.rows.map(|rows| numbers::counted(rows, "row", "rows"));
    rows.into_iter().chain([numbers::bytes(record.bytes), record.read_as.clone()]).collect::<Vec<_>>().join(", ")
}
