//! The settings that decide, and how files are read.

pub(crate) mod read_as;
mod settings_panel;

use yew::prelude::*;

use self::read_as::{ReadAsProps, read_as};
use self::settings_panel::settings_panel;
use crate::state::Side;
use crate::views::page::{Page, View};

/// The settings, also in a page that only carries a report: deciding again needs no rows. How files are read is then absent.
pub(crate) const VIEW: View = View {
    id: "settings",
    title: "Settings",
    key: "6",
    is_there: |page, _| page.state.can_decide(),
    draw: |page, report| {
        html! {
            <>
                { settings_panel(&report.settings, page.state.sent_settings.as_deref().filter(|_| page.state.carried), &page.actions) }
                if report.settings.split.is_none() && page.can_change() { { files(page) } }
            </>
        }
    },
};

fn files(page: &Page) -> Html {
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
