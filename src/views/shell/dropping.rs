//! Files dropped on the page: the two zones that show where they go, and what is done with them.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File};
use yew::prelude::*;

use super::window_event::use_window_event;
use crate::actions::Actions;
use crate::browser::{self, Dropped};
use crate::state::{Action, Side};
use driftscope_session::Problem;

/// The zones over the page while files are dragged: the one that they are over is lit.
pub(crate) fn drop_veil(over: Side) -> Html {
    html! {
        <div class="drop-veil" aria-hidden="true" data-testid="drop-veil">
            { for Side::BOTH.into_iter().map(|side| html! {
                <div class={classes!("drop-zone", side.as_str(), (side == over).then_some("lit"))}>
                    <p><span class="dot"></span>{ side.title() }</p>
                </div>
            }) }
        </div>
    }
}

/// Files dropped anywhere are opened: one thing as the side it is dropped on, two in one drop as their names tell.
#[hook]
pub(crate) fn use_drop(actions: &Actions, dragging: &UseStateHandle<Option<Side>>) {
    let over = {
        let dragging = dragging.setter();
        use_callback((), move |event: Event, ()| {
            let event: DragEvent = event.unchecked_into();
            if browser::has_files(&event) {
                event.prevent_default();
                dragging.set(Some(side_under(&event)));
            } else if !is_over_field(&event) {
                // Text and links are not for the page, and a browser would leave it for a link.
                event.prevent_default();
                event.data_transfer().into_iter().for_each(|transfer| transfer.set_drop_effect("none"));
            }
        })
    };
    use_window_event("dragover", over.clone());
    use_window_event("dragenter", over);
    let leave = {
        let dragging = dragging.setter();
        use_callback((), move |event: Event, ()| {
            let event: DragEvent = event.unchecked_into();
            // Leaving for a child is no leaving.
            if event.related_target().is_none() {
                dragging.set(None);
            }
        })
    };
    use_window_event("dragleave", leave);
    let drop = {
        let dragging = dragging.setter();
        let actions = actions.clone();
        use_callback((), move |event: Event, ()| {
            let event: DragEvent = event.unchecked_into();
            dragging.set(None);
            if !browser::has_files(&event) {
                if !is_over_field(&event) {
                    event.prevent_default();
                }
                return;
            }
            event.prevent_default();
            let side = side_under(&event);
            let actions = actions.clone();
            browser::dropped(&event, move |dropped| {
                let (full, empty): (Vec<_>, Vec<_>) = dropped.into_iter().partition(|thing| !thing.files.is_empty());
                open_dropped(full, &actions, side);
                if let Some(folder) = empty.into_iter().next() {
                    actions.show(Action::Failed(Problem::Folder { name: folder.name }));
                }
            });
        })
    };
    use_window_event("drop", drop);
}

/// The side of the card under the pointer, or else that of the half of the window that it is in.
fn side_under(event: &DragEvent) -> Side {
    let at = |side: &Side| {
        let cards = format!(".zone.{0}, .file.{0}", side.as_str());
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        element.and_then(|element| element.closest(&cards).ok().flatten()).is_some()
    };
    let width = browser::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    let is_left = f64::from(event.client_x()) < width.unwrap_or_default() / 2.0;
    let half = if is_left { Side::Reference } else { Side::Production };
    Side::BOTH.into_iter().find(at).unwrap_or(half)
}

fn is_over_field(event: &DragEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().to_uppercase().as_str(), "INPUT" | "TEXTAREA"))
}

fn open_dropped(dropped: Vec<Dropped>, actions: &Actions, at: Side) {
    // One thing alone on an empty page needs no look at what is in it.
    if let ([only], false) = (dropped.as_slice(), actions.has_files() || actions.latest().report.is_some()) {
        return actions.open_files(at, &only.files);
    }
    let things: Vec<(String, Vec<File>)> = dropped.into_iter().map(|thing| (thing.name, thing.files)).collect();
    let actions = actions.clone();
    if !things.is_empty() {
        wasm_bindgen_futures::spawn_local(async move { actions.open_dropped(things, at).await });
    }
}
