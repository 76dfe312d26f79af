//! What a column is read as and used for, and the way to change it.

use std::rc::Rc;

use driftscope_report::{ColumnReport, ColumnSettings, Kind, Reading, ReadingCode, Role, Settings};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::select::{SelectProps, select};
use crate::state::Change;

const KINDS: [Kind; 9] = [
    Kind::Numeric,
    Kind::Category,
    Kind::Boolean,
    Kind::Datetime,
    Kind::TimeOfDay,
    Kind::Text,
    Kind::Tags,
    Kind::Vector,
    Kind::Identifier,
];

/// Draws the choices of one column.
pub(crate) fn column_choices(column: &ColumnReport, settings: &Settings, actions: &Actions) -> Html {
    let choice = settings.columns.get(&column.name).cloned().unwrap_or_default();
    let found = |is_said: bool, word: &str| {
        if is_said { "As detected".to_owned() } else { format!("Detected: {word}") }
    };
    let kinds: Vec<_> = std::iter::once((None, found(choice.kind.is_some(), column.kind.as_str())))
        .chain(KINDS.map(|kind| (Some(kind), kind.as_str().to_owned())))
        .collect();
    let roles: Vec<_> = std::iter::once((None, found(choice.role.is_some(), column.role.as_str())))
        .chain(Role::ALL.map(|role| (Some(role), role.as_str().to_owned())))
        .collect();
    // A column that cannot be tested does not become so by a choice.
    let usual = if choice.ignore || column.drift.tested { "Tested" } else { "Detected: not tested" };
    let tests = [(false, usual.to_owned()), (true, "Left out of the verdict".to_owned())];
    html! {
        <>
            { select(&SelectProps {
                label: "Type",
                id: "column-kind",
                options: &kinds,
                chosen: &choice.kind,
                on_choice: change(column, actions, |choice, kind| choice.kind = kind),
            }) }
            { select(&SelectProps {
                label: "Role",
                id: "column-role",
                options: &roles,
                chosen: &choice.role,
                on_choice: change(column, actions, |choice, role| choice.role = role),
            }) }
            { select(&SelectProps {
                label: "Drift",
                id: "column-ignore",
                options: &tests,
                chosen: &choice.ignore,
                on_choice: change(column, actions, |choice, ignore| choice.ignore = ignore),
            }) }
            { words_back(column, &choice, actions) }
        </>
    }
}

/// Draws how the values were read where that was a guess, each guess with a way to change it.
pub(crate) fn readings(column: &ColumnReport, actions: Option<&Actions>) -> Html {
    let line = |reading: &Reading| {
        let is_words = reading.code == ReadingCode::MissingWords;
        let words = actions.filter(|_| is_words).map(|actions| {
            let choose = change(column, actions, |choice, are_labels| choice.words_are_labels = are_labels);
            html! { <button class="toggle" onclick={move |_| choose.emit(true)}>{ "Read as labels" }</button> }
        });
        let other = reading.other_kind.zip(actions).map(|(kind, actions)| {
            let choose = change(column, actions, |choice, kind| choice.kind = Some(kind));
            html! { <button class="toggle" onclick={move |_| choose.emit(kind)}>{ format!("Read as {}", kind.as_str()) }</button> }
        });
        html! { <p class="note" data-testid="reading">{ &reading.sentence }{ " " }{ other }{ words }</p> }
    };
    column.reading.iter().map(line).collect()
}

/// Draws the way back from words that were made labels.
fn words_back(column: &ColumnReport, choice: &ColumnSettings, actions: &Actions) -> Html {
    let back = change(column, actions, |choice, are_labels| choice.words_are_labels = are_labels);
    html! {
        if choice.words_are_labels {
            <button class="toggle on" onclick={move |_| back.emit(false)}>{ "NA, None … are labels" }</button>
        }
    }
}

/// Tells of a change of one choice of the column; a column without any has no entry.
pub(super) fn change<T: Clone + 'static>(
    column: &ColumnReport,
    actions: &Actions,
    set: fn(&mut ColumnSettings, T),
) -> Callback<T> {
    let name = column.name.clone();
    actions.on(move |actions, value: T| {
        let name = name.clone();
        let change: Change = Rc::new(move |settings: &mut Settings| {
            let mut choice = settings.columns.remove(&name).unwrap_or_default();
            set(&mut choice, value.clone());
            if choice != ColumnSettings::default() {
                settings.columns.insert(name.clone(), choice);
            }
        });
        actions.change_setting(&change);
    })
}
