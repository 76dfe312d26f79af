//! The page: wires state, workers and window together, and lays out the parts.

use std::rc::Rc;

use driftscope_present::saved_name;
use driftscope_report::{Report, Split, shared_page, to_json};
use wasm_bindgen::JsCast;
use web_sys::{Event, File, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::dropping::{drop_veil, use_drop};
use super::header::{HeaderProps, header};
use super::help::help;
use super::problem_panel::{WaysOn, problem_panel};
use super::progress_panel::ProgressPanel;
use super::store::Store;
use super::window_event::use_window_event;
use crate::browser::{self, ThemeChoice};
use crate::state::{Action, AppState, Change, ReadChoice, Settled, Shortcut, Side, Topic, shortcut};
use crate::views::audit::{AuditProps, audit};
use crate::views::columns::column_table::ColumnTable;
use crate::views::columns::toolbar::{ToolbarProps, toolbar};
use crate::views::methods::Methods;
use crate::views::overview::cards::cards;
use crate::views::overview::verdict::verdict_section;
use crate::views::quality::quality;
use crate::views::settings::read_as::{ReadAsProps, read_as};
use crate::views::settings::settings_panel::settings_panel;
use crate::views::together::together;
use crate::views::welcome::{WelcomeProps, welcome};
use crate::worker::{Client, Launcher};
use driftscope_session::{Problem, Session};

#[derive(Properties, PartialEq)]
pub(crate) struct AppProps {
    pub launcher: Launcher,
    /// The page's own text, to save shared pages from.
    pub template: AttrValue,
    /// The report that the page came with.
    pub carried: Option<String>,
    /// Promises what an element of the page holds, unpacked.
    pub unpack: js_sys::Function,
}

#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let store = use_reducer_eq(Store::default);
    let client = {
        let dispatcher = store.dispatcher();
        let launcher = props.launcher.clone();
        use_memo((), move |()| Client::new(launcher, Rc::new(move |action| dispatcher.dispatch(action))))
    };
    let theme = use_state_eq(browser::remembered);
    let viewport = use_state_eq(|| 0_u32);
    let dragging = use_state_eq(|| None);
    let state = store.0.clone();
    // Listeners outlive a render, and must see the state of the last one.
    let latest = use_mut_ref(AppState::default);
    latest.borrow_mut().clone_from(&state);

    {
        let dispatcher = store.dispatcher();
        let carried = props.carried.clone();
        use_effect_with((), move |()| {
            if let Some(text) = carried {
                browser::read_report(
                    text,
                    || true,
                    move |report| {
                        dispatcher.dispatch(match report {
                            Ok(report) => Action::Carried(Settled(Rc::new(report))),
                            Err(error) => Action::Failed(Problem::BadReport { message: error.to_string() }),
                        });
                    },
                );
            }
        });
    }
    use_effect_with(*theme, |&theme| browser::remember(theme));
    {
        let sentence = state.report.as_ref().map(|report| report.0.verdict.sentence.clone());
        use_effect_with(sentence, |sentence| {
            if let (Some(document), Some(sentence)) = (browser::document(), sentence) {
                document.set_title(&format!("{sentence} – Driftscope"));
            }
        });
    }

    let act = {
        let dispatcher = store.dispatcher();
        move |action: Action| dispatcher.dispatch(action)
    };
    let on_files = {
        let client = client.clone();
        Callback::from(move |(side, files): (Side, Vec<File>)| client.open(side, &files))
    };
    let on_share = {
        let template = props.template.clone();
        let latest = latest.clone();
        let act = act.clone();
        Callback::from(move |()| share(&latest.borrow().clone(), &template, &act))
    };
    let on_json = {
        let (latest, act) = (latest.clone(), act.clone());
        Callback::from(move |()| {
            let state = latest.borrow().clone();
            if let Some(report) = state.report.as_ref().filter(|_| state.can_save()) {
                let text = format!("{}\n", to_json(&report.0));
                save(&report.0, ("json", "application/json"), Ok(text), &act);
            }
        })
    };
    let on_swap = {
        let client = client.clone();
        Callback::from(move |()| client.with(Session::swap))
    };
    let on_settings = {
        let client = client.clone();
        use_callback((), move |change: Change, ()| {
            client.with(|session| session.change_settings(|settings| change(settings)))
        })
    };
    let on_choice = {
        let client = client.clone();
        Callback::from(move |(side, choice): (Side, ReadChoice)| {
            client.with(|session| session.read_again(side, choice))
        })
    };
    let on_ask_split = {
        let (client, latest) = (client.clone(), latest.clone());
        Callback::from(move |()| {
            latest.borrow().only_side().into_iter().for_each(|side| client.with(|session| session.offer_split(side)))
        })
    };
    let on_count_split = {
        let (client, latest) = (client.clone(), latest.clone());
        Callback::from(move |by: Split| {
            let side = latest.borrow().only_side();
            side.into_iter().for_each(|side| client.with(|session| session.count_split(side, by.clone())))
        })
    };
    let on_split = {
        let (client, latest) = (client.clone(), latest.clone());
        Callback::from(move |by: Split| {
            let side = latest.borrow().only_side();
            match side {
                Some(side) => client.with(|session| session.split(side, by)),
                None => client.with(|session| session.split_again(by)),
            }
        })
    };
    let on_remove = {
        let client = client.clone();
        Callback::from(move |(side, place): (Side, usize)| client.with(|session| session.remove(side, place)))
    };
    let on_again = {
        let client = client.clone();
        Callback::from(move |()| client.with(Session::compare_again))
    };
    let on_cancel = {
        let client = client.clone();
        Callback::from(move |()| client.with(Session::cancel))
    };
    let on_demo = {
        let client = client.clone();
        let unpack = props.unpack.clone();
        Callback::from(move |()| {
            let (client, unpack) = (client.clone(), unpack.clone());
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(files) = browser::demo_files(&unpack).await {
                    for (side, file) in Side::BOTH.into_iter().zip(files) {
                        client.open(side, &[file]);
                    }
                }
            });
        })
    };
    let on_theme = {
        let theme = theme.clone();
        Callback::from(move |()| {
            theme.set(if browser::is_dark(*theme) { ThemeChoice::Light } else { ThemeChoice::Dark })
        })
    };

    use_drop(&client, &dragging, act.clone());
    use_keys(&latest, &on_swap, &on_share, act.clone());
    let redraw = {
        let viewport = viewport.clone();
        use_callback((), move |_: Event, ()| viewport.set(js_sys::Date::now() as u64 as u32))
    };
    use_window_event("resize", redraw.clone());
    use_media_change(redraw);

    let ways_on = WaysOn { on_save: on_share.clone(), on_again };
    let dark = browser::is_dark(*theme);
    let action = |make: fn() -> Action| {
        let act = act.clone();
        Callback::from(move |()| act(make()))
    };
    html! {
        <>
            { header(&HeaderProps { state: state.clone(), dark, on_files, on_remove, on_split: on_split.clone(), on_swap, on_share, on_theme, on_help: action(|| Action::HelpToggled) }) }
            <main>
                { for state.problems().into_iter().map(|problem| problem_panel(problem, &action(|| Action::Dismissed), &ways_on)) }
                if state.is_busy() {
                    <ProgressPanel state={state.clone()} {on_cancel} />
                }
                if let Some(report) = &state.report {
                    { report_view(report, &state, dark, *viewport, &act, ReportCallbacks { on_json, on_settings, on_choice }) }
                } else {
                    { welcome(&WelcomeProps { state: state.clone(), has_demo: has_demo(), on_demo, on_choice, on_ask_split, on_count_split, on_split }) }
                }
            </main>
            <Methods />
            if state.help { { help(&action(|| Action::HelpToggled)) } }
            { for dragging.map(drop_veil) }
        </>
    }
}

/// Whom a report tells of what a person wants.
struct ReportCallbacks {
    on_json: Callback<()>,
    on_settings: Callback<Change>,
    on_choice: Callback<(Side, ReadChoice)>,
}

fn report_view(
    report: &Settled,
    state: &AppState,
    dark: bool,
    viewport: u32,
    act: &(impl Fn(Action) + Clone + 'static),
    callbacks: ReportCallbacks,
) -> Html {
    fn with<T: 'static>(act: &(impl Fn(Action) + Clone + 'static), make: fn(T) -> Action) -> Callback<T> {
        let act = act.clone();
        Callback::from(move |value| act(make(value)))
    }
    let ReportCallbacks { on_json, on_settings, on_choice } = callbacks;
    let shown = state.shown();
    // A page that only carries a report has no rows to compare again.
    let can_change = !state.carried;
    html! {
        <>
            { verdict_section(&report.0, can_change.then_some(&on_settings)) }
            { cards(&report.0, &with(act, Action::Filtered)) }
            <section class="panel table-panel" id="columns" aria-label="Columns">
                { toolbar(&ToolbarProps {
                    report: report.clone(),
                    filter: state.filter,
                    text: state.text.clone(),
                    shown: shown.len(),
                    on_filter: with(act, Action::Filtered),
                    on_text: with(act, Action::Typed),
                    sort: state.sort,
                    on_sort: with(act, Action::SortClicked),
                }) }
                <ColumnTable report={report.clone()} {shown} sort={state.sort} open={state.open} cursor={state.cursor}
                    {dark} {viewport} on_sort={with(act, Action::SortClicked)} on_toggle={with(act, Action::Toggled)} on_settings={can_change.then(|| on_settings.clone())} />
            </section>
            { together(report.0.multivariate.as_ref()) }
            { quality(&report.0) }
            if can_change {
                { settings_panel(&report.0.settings, &on_settings) }
                if report.0.settings.split.is_none() {
                    <section class="panel files-panel" aria-label="Files">
                        <h2>{ "Files" }</h2>
                        <>{ for Side::BOTH.into_iter().map(|side| {
                            read_as(&ReadAsProps { side, slot: &state.slots[side.index()], on_choice: on_choice.clone() })
                        }) }</>
                    </section>
                }
            }
            { audit(&AuditProps { report: report.clone(), completing: state.completing, on_json }) }
        </>
    }
}

fn has_demo() -> bool {
    let slot = browser::document().and_then(|document| document.get_element_by_id("driftscope-demo-reference"));
    slot.is_some()
}

/// Saves a page that carries the report.
fn share(state: &AppState, template: &str, act: &impl Fn(Action)) {
    let Some(report) = state.report.as_ref().filter(|_| state.can_save()) else { return };
    let page = shared_page(template, &report.0).map_err(|error| error.to_string());
    save(&report.0, ("html", "text/html"), page, act);
}

/// Saves what was made of a report, under a name of its own, and tells of it.
fn save(report: &Report, (ending, kind): (&str, &str), text: Result<String, String>, act: &impl Fn(Action)) {
    let name = format!("{}.{ending}", saved_name(report));
    let saved = text.and_then(|text| browser::save(&name, kind, &text).map_err(|error| format!("{error:?}")));
    act(match saved {
        Ok(()) => Action::Saved(name),
        Err(message) => Action::Failed(Problem::BadReport { message }),
    });
}

/// The keyboard table at work.
#[hook]
fn use_keys(
    latest: &Rc<std::cell::RefCell<AppState>>,
    on_swap: &Callback<()>,
    on_share: &Callback<()>,
    act: impl Fn(Action) + Clone + 'static,
) {
    let latest = latest.clone();
    let (on_swap, on_share) = (on_swap.clone(), on_share.clone());
    let listener = use_callback((), move |event: Event, ()| {
        // Keys belong to what is open over the page.
        if browser::are_methods_open() || browser::is_popover_open() {
            return;
        }
        let event: KeyboardEvent = event.unchecked_into();
        let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let tag = target.as_ref().map(|target| target.tag_name().to_uppercase()).unwrap_or_default();
        let typing = matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        let on_row = target.as_ref().is_some_and(|target| target.matches(".name-button").unwrap_or(false));
        let key = match event.key().as_str() {
            // In the table the arrows walk as the letters do.
            "ArrowDown" if on_row => "j".to_owned(),
            "ArrowUp" if on_row => "k".to_owned(),
            _ => event.key(),
        };
        let Some(shortcut) = shortcut(&key, typing, modified) else { return };
        if key != event.key() {
            event.prevent_default();
        }
        // Enter on a button presses the button.
        if shortcut == Shortcut::Open && matches!(tag.as_str(), "BUTTON" | "A" | "SUMMARY") {
            return;
        }
        let cursor = latest.borrow().cursor;
        match shortcut {
            Shortcut::Filter => {
                event.prevent_default();
                browser::focus("filter");
            }
            Shortcut::Next => act(Action::Moved(1)),
            Shortcut::Previous => act(Action::Moved(-1)),
            Shortcut::Open => cursor.into_iter().for_each(|place| act(Action::Toggled(place))),
            Shortcut::Close => {
                if typing && tag != "SELECT" {
                    if target.as_ref().is_some_and(|target| target.id() == "filter") {
                        // Browsers clear a search field by themselves, some of them in silence.
                        event.prevent_default();
                        act(Action::Typed(String::new()));
                    }
                    target.into_iter().for_each(|target| _ = target.blur());
                } else {
                    act(Action::Closed);
                }
            }
            Shortcut::Help => act(Action::HelpToggled),
            Shortcut::OpenFiles => browser::click(&format!("{}-input", latest.borrow().lacking().as_str())),
            Shortcut::OpenReference => browser::click("reference-input"),
            Shortcut::Methods => browser::open_methods(&Topic::Verdict.anchor()),
            Shortcut::Swap => on_swap.emit(()),
            Shortcut::Share => on_share.emit(()),
        }
    });
    use_window_event("keydown", listener);
}

/// Calls back when the system goes dark or light.
#[hook]
fn use_media_change(callback: Callback<Event>) {
    use_effect_with(callback, |callback| {
        let callback = callback.clone();
        let listener = wasm_bindgen::closure::Closure::<dyn FnMut(Event)>::new(move |event| callback.emit(event));
        let query =
            browser::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        if let Some(query) = &query {
            let _ = query.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
        }
        move || {
            if let Some(query) = query {
                let _ = query.remove_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
            }
        }
    });
}
