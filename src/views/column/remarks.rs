//! What a person says of a column: that its drift is known, and a note to the readers of the report.

use std::rc::Rc;

use driftscope_report::{Acknowledged, ColumnReport, Notes, Settings};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::column_choices::change;
use crate::actions::Actions;
use crate::state::Action;

/// Draws the fields. A note is for what is sent from here, so a report that was sent has none to write.
pub(super) fn remarks(
    column: &ColumnReport,
    (settings, notes): (&Settings, &Rc<Notes>),
    can_note: bool,
    actions: &Actions,
) -> Html {
    html! {
        <div class="choices remarks">
            { acknowledgement(column, settings, actions) }
            if can_note { { note_field(column, notes, actions) } }
        </div>
    }
}

/// The way to say that a drift is known, why, and to take that back.
fn acknowledgement(column: &ColumnReport, settings: &Settings, actions: &Actions) -> Html {
    let set = change(column, actions, |choice, known: Option<Acknowledged>| choice.acknowledged = known);
    let now = Acknowledged { note: String::new(), effect: column.drift.effect };
    let Some(known) = settings.columns.get(&column.name).and_then(|choice| choice.acknowledged.clone()) else {
        return html! {
            if column.drift.drifted {
                <button class="toggle" data-testid="acknowledge" title="A known drift needs no attention and counts for no verdict, unless it grows"
                    onclick={move |_| set.emit(Some(now.clone()))}>{ "Mark as known" }</button>
            }
        };
    };
    let on_note = {
        let (set, known) = (set.clone(), known.clone());
        move |event: Event| {
            let note = event.target_unchecked_into::<HtmlInputElement>().value();
            set.emit(Some(Acknowledged { note, ..known.clone() }));
        }
    };
    let again = set.clone().reform({
        let known = known.clone();
        move |_: MouseEvent| Some(Acknowledged { effect: now.effect, ..known.clone() })
    });
    html! {
        <>
            <label class="choice"><span>{ "Why its drift is expected" }</span>
                <input type="text" data-testid="acknowledge-note" placeholder="New origin since 3 March" value={known.note} onchange={on_note} /></label>
            if column.drift.needs_attention() {
                <button class="toggle" data-testid="acknowledge" onclick={again}>{ "Known at this size, too" }</button>
            }
            <button class="toggle on" data-testid="acknowledge-undo" aria-pressed="true" onclick={move |_| set.emit(None)}>{ "Known" }</button>
        </>
    }
}

fn note_field(column: &ColumnReport, notes: &Rc<Notes>, actions: &Actions) -> Html {
    let on_note = {
        let (notes, name) = (notes.clone(), column.name.clone());
        actions.on(move |actions, event: Event| {
            let note = event.target_unchecked_into::<HtmlInputElement>().value();
            let mut changed = (*notes).clone();
            if note.is_empty() {
                changed.columns.remove(&name);
            } else {
                changed.columns.insert(name.clone(), note);
            }
            actions.show(Action::Noted(changed));
        })
    };
    let note = notes.columns.get(&column.name).cloned();
    html! {
        <label class="choice"><span>{ "Note to the readers" }</span>
            <input type="text" data-testid="column-note" value={note.unwrap_or_default()} onchange={on_note} /></label>
    }
}
