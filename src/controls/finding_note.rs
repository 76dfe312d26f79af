//! What the sender of a report says about one of its findings, and the field for it.

use std::collections::BTreeMap;
use std::rc::Rc;

use driftscope_report::{NotedFinding, Notes, Report};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::Action;
use crate::views::page::Page;

/// Draws both. A note is for what is sent from here, so a report that was sent has none to write.
pub(crate) fn finding_note(finding: NotedFinding, page: &Page, report: &Report) -> Html {
    let sent = report.notes.as_ref().and_then(|notes| notes.findings.get(&finding));
    html! {
        <>
            { for sent.map(|note| html! { <p class="sent-note">{ note }</p> }) }
            if page.can_change() { { field(finding, page) } }
        </>
    }
}

fn field(finding: NotedFinding, page: &Page) -> Html {
    let notes = &page.state.notes;
    let value = notes.findings.get(&finding).cloned().unwrap_or_default();
    let onchange = on_note(notes, finding, |notes| &mut notes.findings, &page.actions);
    html! {
        <details class="noting" open={!value.is_empty()}>
            <summary>{ "Note to the readers" }</summary>
            <input type="text" data-testid="finding-note" aria-label={format!("Note to the readers: {}", finding.title())} {value} {onchange} />
        </details>
    }
}

/// Keeps what a field says as the note on something; an empty field is none.
pub(crate) fn on_note<K: Ord + Clone + 'static>(
    notes: &Rc<Notes>,
    key: K,
    of: fn(&mut Notes) -> &mut BTreeMap<K, String>,
    actions: &Actions,
) -> Callback<Event> {
    let notes = notes.clone();
    actions.on(move |actions, event: Event| {
        let note = event.target_unchecked_into::<HtmlInputElement>().value();
        let mut changed = (*notes).clone();
        if note.is_empty() {
            of(&mut changed).remove(&key);
        } else {
            of(&mut changed).insert(key.clone(), note);
        }
        actions.show(Action::Noted(changed));
    })
}
