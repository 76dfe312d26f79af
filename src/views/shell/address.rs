//! The browser's history, kept in step with that of questions: each step has an entry, and Back is undo.
//!
//! An entry holds the number of its step and a fragment without anything of the data. Both work for a page opened from a file.

use std::cell::Cell;

use web_sys::Event;
use yew::prelude::*;

use super::window_event::use_window_event;
use crate::actions::Actions;
use crate::browser;
use crate::state::{Action, AppState, to_fragment};

/// Where the browser's history is.
#[derive(Clone, Copy)]
struct Shown {
    serial: u32,
    /// The place of that step among the page's.
    place: usize,
    /// The newest step that has an entry.
    newest: u32,
    /// Whether entries can be made.
    is_written: bool,
}

/// Keeps both in step for as long as the page lives.
#[hook]
pub(super) fn use_address(state: &AppState, actions: &Actions) {
    let shown = use_mut_ref(|| None::<Shown>);
    // The step to which the browser went by itself.
    let popped = use_memo((), |()| Cell::new(None::<u32>));
    {
        let (actions, popped) = (actions.clone(), popped.clone());
        let arrive = use_callback((), move |_: Event, ()| {
            let serial = browser::history_state();
            popped.set(serial);
            actions.arrive(serial, &browser::fragment());
        });
        use_window_event("popstate", arrive);
    }
    {
        let actions = actions.clone();
        use_effect_with((), move |()| {
            let fragment = browser::fragment();
            if !fragment.is_empty() {
                actions.arrive(None, &fragment);
            }
        });
    }
    let (serial, place) = (state.history.now().serial, state.history.at());
    use_effect_with((serial, to_fragment(&state.question)), move |(serial, fragment)| {
        let serial = *serial;
        let before = *shown.borrow();
        let newest = before.map_or(serial, |before| before.newest.max(serial));
        let is_there = popped.take() == Some(serial);
        let is_written = match before {
            Some(before) if serial > before.newest => browser::write_history(serial, fragment, true),
            Some(before) if serial != before.serial => {
                // Undone or redone: the browser follows, unless it is there already. Without entries of its own, it would leave the page.
                if !is_there && before.is_written {
                    browser::go_in_history(place as i32 - before.place as i32);
                }
                before.is_written
            }
            _ => browser::write_history(serial, fragment, false),
        };
        *shown.borrow_mut() = Some(Shown { serial, place, newest, is_written });
    });
}

/// Ends a step of typing after a pause, and one of dragging when the pointer is released.
#[hook]
pub(super) fn use_settling(state: &AppState, actions: &Actions) {
    /// Milliseconds without a change, after which the next one is a step of its own.
    const PAUSE: i32 = 500;
    let is_down = use_memo((), |()| Cell::new(false));
    let hold = {
        let is_down = is_down.clone();
        use_callback((), move |_: Event, ()| is_down.set(true))
    };
    let release = {
        let (is_down, actions) = (is_down.clone(), actions.clone());
        use_callback((), move |_: Event, ()| {
            is_down.set(false);
            actions.show(Action::Settled);
        })
    };
    use_window_event("pointerdown", hold);
    use_window_event("pointerup", release.clone());
    use_window_event("pointercancel", release);
    let actions = actions.clone();
    use_effect_with(state.question.clone(), move |_| {
        let timer = browser::Timer::start(PAUSE, move || {
            if !is_down.get() {
                actions.show(Action::Settled);
            }
        });
        move || drop(timer)
    });
}
