//! The keyboard table at work.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::window_event::use_window_event;
use crate::actions::Actions;
use crate::browser;
use crate::state::{Action, Drawer, Held, Shortcut, Tab, Topic, shortcut};
use crate::views::VIEWS;

/// What the keyboard is at.
struct Focus {
    element: Option<HtmlElement>,
    tag: String,
}

impl Focus {
    fn of(event: &Event) -> Self {
        let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let tag = element.as_ref().map(|element| element.tag_name().to_uppercase()).unwrap_or_default();
        Self { element, tag }
    }

    fn is_field(&self) -> bool {
        matches!(self.tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    }

    /// Whether it is a field with a text of its own, which undoes its own typing.
    fn is_text(&self) -> bool {
        self.is_field() && !self.matches("select, [type=range], [type=file], [type=checkbox]")
    }

    fn matches(&self, selector: &str) -> bool {
        self.element.as_ref().is_some_and(|element| element.matches(selector).unwrap_or(false))
    }
}

/// Does what each key is for, wherever it is pressed.
#[hook]
pub(crate) fn use_keys(actions: &Actions) {
    let actions = actions.clone();
    let listener = use_callback((), move |event: Event, ()| {
        // Keys belong to what is open over the page.
        if !browser::are_methods_open() && !browser::is_popover_open() {
            press(&event.unchecked_into(), &actions);
        }
    });
    use_window_event("keydown", listener);
}

fn press(event: &KeyboardEvent, actions: &Actions) {
    let focus = Focus::of(event);
    let on_row = focus.matches(".name-button");
    let key = match event.key().as_str() {
        // In the table the arrows walk as the letters do.
        "ArrowDown" if on_row => "j".to_owned(),
        "ArrowUp" if on_row => "k".to_owned(),
        // With Command, a Mac gives the small letter.
        "z" if event.shift_key() => "Z".to_owned(),
        _ => event.key(),
    };
    let held = Held { control: event.ctrl_key() || event.meta_key(), alt: event.alt_key() };
    if let Some(view) = VIEWS.iter().find(|view| view.key == key && held == Held::default() && !focus.is_field()) {
        actions.show(Action::TabChosen(view.tab));
        return;
    }
    let is_typing = if held.control { focus.is_text() } else { focus.is_field() };
    let Some(shortcut) = shortcut(&key, is_typing, held) else { return };
    if key != event.key() || held.control {
        event.prevent_default();
    }
    // Enter on a button presses the button.
    if shortcut == Shortcut::Open && matches!(focus.tag.as_str(), "BUTTON" | "A" | "SUMMARY") {
        return;
    }
    follow(shortcut, event, &focus, actions);
}

fn follow(shortcut: Shortcut, event: &KeyboardEvent, focus: &Focus, actions: &Actions) {
    match shortcut {
        Shortcut::Filter => {
            event.prevent_default();
            actions.show(Action::TabChosen(Tab::Columns));
            // Once the view is there.
            browser::soon(|| browser::focus("filter"));
        }
        Shortcut::Next => walk(1, actions),
        Shortcut::Previous => walk(-1, actions),
        Shortcut::Open => {
            actions.latest().cursor.into_iter().for_each(|place| actions.show(Action::Toggled(place)));
        }
        Shortcut::Close => close(event, focus, actions),
        Shortcut::Help => actions.show(Action::HelpToggled),
        Shortcut::OpenFiles => browser::click(&format!("{}-input", actions.latest().lacking().as_str())),
        Shortcut::OpenReference => browser::click("reference-input"),
        Shortcut::Methods => browser::open_methods(&Topic::Verdict.anchor()),
        Shortcut::Swap => actions.swap(),
        Shortcut::Share if actions.latest().can_save() => actions.show(Action::DrawerToggled(Drawer::Share)),
        Shortcut::Settings if actions.latest().can_decide() => actions.show(Action::DrawerToggled(Drawer::Settings)),
        Shortcut::GoTo if actions.latest().report.is_some() => actions.show(Action::GoingToggled),
        Shortcut::Settings | Shortcut::GoTo | Shortcut::Share => {}
        Shortcut::Undo => actions.undo(),
        Shortcut::Redo => actions.redo(),
    }
}

/// To another column, in the table.
fn walk(by: isize, actions: &Actions) {
    if actions.latest().report.is_some() {
        actions.show(Action::TabChosen(Tab::Columns));
    }
    actions.show(Action::Moved(by));
}

/// Leaves a field, or closes what is open.
fn close(event: &KeyboardEvent, focus: &Focus, actions: &Actions) {
    if !focus.is_field() || focus.tag == "SELECT" {
        actions.show(Action::Closed);
        return;
    }
    if focus.matches("#filter") {
        // Browsers clear a search field by themselves, some of them in silence.
        event.prevent_default();
        actions.show(Action::Typed(String::new()));
    }
    focus.element.iter().for_each(|element| _ = element.blur());
}
