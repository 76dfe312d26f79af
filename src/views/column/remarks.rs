//! What a person says of a column: that its drift is known, and a note to the readers of the report.

use std::rc::Rc;

use driftscope_report::{Acknowledged, ColumnReport, Notes, Settings};
use yew::prelude::*;

use super::column_choices::change;
use crate::actions::Actions;
use crate::controls::finding_note::on_note;
use crate::controls::known_mark::{Mark, known_mark};

/// Draws the fields. A note is for what is sent from here, so a report that was sent has none to write.
pub(super) fn remarks(
    column: &ColumnReport,
    (settings, notes): (&Settings, &Rc<Notes>),
    can_note: bool,
    actions: &Actions,
) -> Html {
    html! {
        <>
            { acknowledgement(column, settings, actions) }
            if can_note { { note_field(column, notes, actions) } }
        </>
    }
}

/// The way to say that a drift is known, why, and to take that back.
fn acknowledgement(column: &ColumnReport, settings: &Settings, actions: &Actions) -> Html {
    let known = settings.columns.get(&column.name).and_then(|choice| choice.acknowledged.clone());
    let reason = known.as_ref().map(|known| known.note.clone());
    let (note, effect) = (reason.clone().unwrap_or_default(), column.drift.effect);
    let set = change(column, actions, |choice, known: Option<Acknowledged>| choice.acknowledged = known);
    let on_mark = set.reform(move |mark: Mark| match mark {
        Mark::Known => Some(Acknowledged { note: note.clone(), effect }),
        Mark::Because(note) => Some(Acknowledged { note, ..known.clone().unwrap_or_default() }),
        Mark::Unknown => None,
    });
    known_mark(reason, column.drift.needs_attention(), &on_mark)
}

fn note_field(column: &ColumnReport, notes: &Rc<Notes>, actions: &Actions) -> Html {
    let on_note = on_note(notes, column.name.clone(), |notes| &mut notes.columns, actions);
    let note = notes.columns.get(&column.name).cloned();
    html! {
        <label class="choice"><span>{ "Note to the readers" }</span>
            <input type="text" data-testid="column-note" value={note.unwrap_or_default()} onchange={on_note} /></label>
    }
}
