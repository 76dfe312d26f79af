//! The browser's history, kept in step with that of questions: each step has an entry, and Back is undo.
//!
//! An entry holds the number of its step and a fragment without anything of the data. Both work for a page opened from a file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::Event;
use yew::prelude::*;

use super::window_event::use_window_event;
use crate::actions::Actions;
use crate::browser;
use crate::state::{Action, AppState, BrowserHistory, Move, to_fragment};

/// Milliseconds after which a browser that was sent to an entry is taken to have stayed.
const PATIENCE: i32 = 1000;

/// Keeps both in step for as long as the page lives.
#[hook]
pub(super) fn use_address(state: &AppState, actions: &Actions) {
    let entries = use_memo((), |()| RefCell::new(BrowserHistory::default()));
    {
        let (actions, entries) = (actions.clone(), entries.clone());
        let arrive = use_callback((), move |_: Event, ()| {
            let serial = browser::history_state();
            let is_persons = entries.borrow_mut().arrived(serial, &actions.latest().history);
            if is_persons {
                // The page follows, and once it is drawn the browser has nowhere to go.
                actions.arrive(serial, &browser::fragment());
            } else {
                follow(&entries, &actions);
            }
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
    let actions = actions.clone();
    use_effect_with((state.history.now().serial, to_fragment(&state.question)), move |_| {
        // A new entry keeps the browser for milliseconds, which what was drawn need not wait for.
        browser::soon(move || follow(&entries, &actions));
    });
}

/// Brings the browser to the step of now.
fn follow(entries: &Rc<RefCell<BrowserHistory>>, actions: &Actions) {
    let history = actions.latest().history;
    let moves = entries.borrow_mut().follow(&history);
    for step in moves {
        let (serial, is_new) = match step {
            Move::Add(serial) => (serial, true),
            Move::Replace(serial) => (serial, false),
            Move::Go(by) => {
                browser::go_in_history(by);
                let Some(sent) = entries.borrow().sent() else { return };
                let (entries, actions) = (entries.clone(), actions.clone());
                browser::after(PATIENCE, move || {
                    let has_stayed = entries.borrow_mut().stayed(sent, browser::history_state());
                    if has_stayed {
                        follow(&entries, &actions);
                    }
                });
                return;
            }
        };
        let question = history.place(serial).map(|place| &history.steps()[place].question);
        if question.is_some_and(|question| !browser::write_history(serial, &to_fragment(question), is_new)) {
            entries.borrow_mut().refuse();
            return;
        }
    }
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
