//! The settings that decide, and how files are read.

pub(crate) mod read_as;
mod settings_panel;

use driftscope_report::Report;
use yew::prelude::*;

use self::read_as::{ReadAsProps, read_as};
use self::settings_panel::settings_panel;
use crate::state::Side;
use crate::views::page::Page;

/// The settings, also in a page that only carries a report: deciding again needs no rows.
pub(crate) fn settings(page: &Page, report: &Report) -> Html {
    let sent = page.state.sent_settings.as_deref().filter(|_| page.state.carried);
    settings_panel(&report.settings, sent, &page.actions)
}

/// How the files are read, where they are here to be read again.
pub(crate) fn files(page: &Page, report: &Report) -> Html {
    if report.settings.split.is_some() || !page.can_change() {
        return html! {};
    }
    let on_choice = page.actions.on(|actions, (side, choice)| actions.read_again(side, choice));
    html! {
        <section class="panel files-panel" aria-label="Files">
            <h2>{ "Files" }</h2>
            <>{ for Side::BOTH.into_iter().map(|side| {
                read_as(&ReadAsProps { side, slot: &page.state.slots[side.index()], on_choice: on_choice.clone() })
            }) }</>
        </section>
    }
}
