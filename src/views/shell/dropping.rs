//! Files dropped on the page: the zones that show where they go, and what is done with them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DragEvent, Element, Event, File, Window};
use yew::prelude::*;

use super::window_event::use_window_event;
use crate::actions::Actions;
use crate::browser::{self, Dropped};
use crate::state::{Action, Side};
use driftscope_session::Problem;

/// Where dragged files go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// They are opened as a side.
    Side(Side),
    /// The report that the page came with is verified by them.
    Verification,
}

/// The zones over the page while files are dragged: the one that they are over is lit.
pub(crate) fn drop_veil(over: Target, verifies: bool) -> Html {
    let lit = |target: Target| (target == over).then_some("lit");
    html! {
        <div class={classes!("drop-veil", verifies.then_some("verifies"))} aria-hidden="true" data-testid="drop-veil">
            { for Side::BOTH.into_iter().map(|side| html! {
                <div class={classes!("drop-zone", side.as_str(), lit(Target::Side(side)))}>
                    <p><span class="dot"></span>{ side.title() }</p>
                </div>
            }) }
            if verifies {
                <div class={classes!("drop-zone", "verifies", lit(Target::Verification))}><p>{ "Verify this report with its files" }</p></div>
            }
        </div>
    }
}

/// Files dropped anywhere are opened: one thing as the side it is dropped on, two in one drop as their names tell.
#[hook]
pub(crate) fn use_drop(actions: &Actions, dragging: &UseStateHandle<Option<Target>>) {
    let over = {
        let (dragging, actions) = (dragging.setter(), actions.clone());
        use_callback((), move |event: Event, ()| {
            let event: DragEvent = event.unchecked_into();
            if browser::has_files(&event) {
                event.prevent_default();
                dragging.set(Some(target_under(&event, &actions)));
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
            let target = target_under(&event, &actions);
            let actions = actions.clone();
            browser::dropped(&event, move |dropped| {
                let (full, empty): (Vec<_>, Vec<_>) = dropped.into_iter().partition(|thing| !thing.files.is_empty());
                open_dropped(full, &actions, target);
                if let Some(folder) = empty.into_iter().next() {
                    actions.show(Action::Failed(Problem::Folder { name: folder.name }));
                }
            });
        })
    };
    use_window_event("drop", drop);
}

/// Where files under the pointer would go: to the side of the card there, or else to that of the half of the window. While a report is shown as it
/// came, the lowest third of the window verifies it.
fn target_under(event: &DragEvent, actions: &Actions) -> Target {
    let at = |side: &Side| {
        let cards = format!(".zone.{0}, .file.{0}", side.as_str());
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        element.and_then(|element| element.closest(&cards).ok().flatten()).is_some()
    };
    if let Some(side) = Side::BOTH.into_iter().find(at) {
        return Target::Side(side);
    }
    let window = browser::window();
    let size = |length: fn(&Window) -> Result<JsValue, JsValue>| {
        window.as_ref().and_then(|window| length(window).ok()).and_then(|length| length.as_f64()).unwrap_or_default()
    };
    if actions.latest().carried && f64::from(event.client_y()) > size(Window::inner_height) * 2.0 / 3.0 {
        return Target::Verification;
    }
    let is_left = f64::from(event.client_x()) < size(Window::inner_width) / 2.0;
    Target::Side(if is_left { Side::Reference } else { Side::Production })
}

fn is_over_field(event: &DragEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().to_uppercase().as_str(), "INPUT" | "TEXTAREA"))
}

fn open_dropped(dropped: Vec<Dropped>, actions: &Actions, target: Target) {
    let at = match target {
        Target::Side(side) => side,
        Target::Verification => {
            let files: Vec<File> = dropped.into_iter().flat_map(|thing| thing.files).collect();
            let actions = actions.clone();
            return wasm_bindgen_futures::spawn_local(async move { actions.verify_by_dropped(files).await });
        }
    };
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
