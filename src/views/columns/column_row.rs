//! One column as a row of the table, which opens its page.

use driftscope_present::{NONE, column_name, missing, p_adjusted, role};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::chip::chip;
use crate::controls::effect_bar::{effect_bar, figure};
use crate::controls::kind_mark::kind_mark;
use crate::controls::miniature::Miniature;
use crate::controls::previewed_effect::{previewed_chip, previewed_effect, use_previewed};
use crate::controls::words;
use crate::state::{Action, SharedReport};

#[derive(Properties, PartialEq)]
pub(crate) struct ColumnRowProps {
    pub report: SharedReport,
    pub place: usize,
    /// Its number in the order of the table, from 0 on.
    pub row: usize,
    pub is_open: bool,
    pub is_at_cursor: bool,
    /// Whether Tab stops here: at one row of the table alone.
    pub is_stop: bool,
    /// The name, cut where it is long and others begin alike.
    pub name: AttrValue,
    pub actions: Actions,
}

#[component]
pub(crate) fn ColumnRow(props: &ColumnRowProps) -> Html {
    let row = use_node_ref();
    {
        let row = row.clone();
        // A panel that closes may take the focus with it: its row gets it back.
        use_effect_with((props.is_at_cursor, props.is_open), move |&(at_cursor, _)| {
            if let Some(element) = row.cast::<web_sys::HtmlElement>().filter(|_| at_cursor) {
                take_focus(&element);
                crate::browser::scroll_to_see(&element);
            }
        });
    }
    let Some(column) = props.report.columns.get(props.place) else { return html! {} };
    let place = props.place;
    let toggle = props.actions.on(move |actions, _: MouseEvent| actions.show(Action::Toggled(place)));
    let [reference, production] = words::typical(column);
    let (head, rest) = props.name.split_once('…').unwrap_or(("", &props.name));
    let word = driftscope_present::outcome(column).word;
    let settings = &props.report.settings;
    html! {
        <tr ref={row} role="row" aria-rowindex={(props.row + 2).to_string()} class={classes!("column", props.is_open.then_some("open"), props.is_at_cursor.then_some("cursor"))}
            data-testid="column-row" data-column={column.name.clone()} onclick={toggle.clone()}>
            <td role="cell" class="name">
                <button class="name-button" aria-expanded={props.is_open.to_string()} tabindex={if props.is_stop { "0" } else { "-1" }}
                    aria-label={format!("{}: {word}", column_name(&column.name))}
                    onclick={move |event: MouseEvent| { event.stop_propagation(); toggle.emit(event); }}>
                    <span class="caret" aria-hidden="true"></span><span class="name-text" title={column.name.clone()} dir="auto">
                        if head.is_empty() { { rest } } else { <span class="name-head">{ head }</span><span>{ "…" }{ rest }</span> }
                    </span>
                </button>
                { kind_mark(column, settings) }
                if let Some(role) = role(column.role) { <span class="role">{ role }</span> }
            </td>
            <td role="cell" class="picture"><Miniature report={props.report.clone()} {place} /></td>
            <td role="cell" class="number" data-label="Reference">{ reference }</td>
            <td role="cell" class="number" data-label="Production">{ production }</td>
            <td role="cell" class="number" data-label="Missing">{ missing(column) }</td>
            <Judged report={props.report.clone()} {place} />
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct JudgedProps {
    report: SharedReport,
    place: usize,
}

/// The cells of a row that follow a period while it is dragged over. There is no p-value before its rows are compared.
#[component]
fn Judged(props: &JudgedProps) -> Html {
    let previewed = use_previewed(&props.report, props.place);
    let Some(column) = props.report.columns.get(props.place) else { return html! {} };
    let p_value = p_adjusted(column, &props.report.settings).filter(|_| previewed.is_none());
    html! {
        <>
            <td role="cell" class="effect">
                if let Some(found) = &previewed {
                    { previewed_effect(found, &column.drift) }
                } else if let Some(figure) = figure(&column.drift) {
                    { effect_bar(&column.drift) }<span class="effect-number">{ figure }</span>
                }
            </td>
            <td role="cell" class="number" data-label="p, adjusted">{ p_value.unwrap_or_else(|| NONE.to_owned()) }</td>
            <td role="cell" class="verdict-cell">{ previewed.as_ref().map_or_else(|| chip(column), previewed_chip) }</td>
        </>
    }
}

/// The row's button gets the keyboard's focus, unless a person is at something else than the rows.
fn take_focus(row: &web_sys::HtmlElement) {
    let active = crate::browser::document().and_then(|document| document.active_element());
    let is_free = active.is_none_or(|active| active.matches("body, .name-button, .tabs a").unwrap_or(false));
    let button = row.query_selector(".name-button").ok().flatten();
    if let Some(button) = button.filter(|_| is_free).and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
