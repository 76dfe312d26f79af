//! The page: wires state, workers and window together, and lays out the views.

use std::rc::Rc;

use driftscope_present::record::redaction;
use driftscope_report::Notes;
use driftscope_session::Problem;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::address::{use_address, use_settling};
use super::drawers::drawers;
use super::dropping::{drop_veil, use_drop};
use super::foot::Foot;
use super::go_to::GoTo;
use super::header::header;
use super::help::help;
use super::kept::Kept;
use super::keys::use_keys;
use super::preview_board::PreviewBoard;
use super::problem_panel::problem_panel;
use super::progress_panel::ProgressPanel;
use super::store::Store;
use super::viewport::use_viewport;
use super::window_event::use_window_event;
use crate::actions::Actions;
use crate::browser::{self, Scripts, ThemeChoice};
use crate::state::{Action, AppState, Drawer, SharedReport, Tab};
use crate::views::VIEWS;
use crate::views::methods::Methods;
use crate::views::page::{Page, View};
use crate::views::period::PeriodBar;
use crate::views::printed::printed;
use crate::views::verification::verification;
use crate::views::welcome::welcome;
use crate::worker::{Client, Launcher};

#[derive(Properties, PartialEq)]
pub(crate) struct AppProps {
    pub launcher: Launcher,
    /// The page's own text, to save shared pages from.
    pub template: AttrValue,
    /// The report that the page came with.
    pub carried: Option<AttrValue>,
    /// What the page's own scripts do.
    pub scripts: Scripts,
}

#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let store = use_reducer_eq(Store::default);
    let actions = use_actions(store.dispatcher(), props);
    let theme = use_state_eq(browser::remembered);
    let viewport = use_viewport();
    let dragging = use_state_eq(|| None);
    let state = store.0.clone();
    actions.keep(&state);
    use_carried_report(props.carried.clone(), &actions);
    use_title(state.report.as_ref());
    use_effect_with(*theme, |&theme| browser::remember(theme));
    use_drop(&actions, &dragging);
    use_keys(&actions);
    use_address(&state, &actions);
    use_settling(&state, &actions);
    use_top_of_view(&state);
    use_drawer_focus(state.drawer);

    let printing = use_printing();
    let page = Page { state, dark: browser::is_dark(*theme), viewport, actions };
    let (state, actions) = (&page.state, &page.actions);
    let on_theme = Callback::from(move |_: MouseEvent| {
        theme.set(if browser::is_dark(*theme) { ThemeChoice::Light } else { ThemeChoice::Dark });
    });
    html! {
        <>
            { header(&page, on_theme) }
            <main class={classes!(state.drawer.is_some_and(|drawer| drawer != Drawer::Views).then_some("beside-drawer"))}>
                { for state.problems().into_iter().map(|problem| problem_panel(problem, actions)) }
                { for state.verification.as_ref().map(|found| verification(found, actions)) }
                // The period's preview stands where it is chosen.
                if state.is_busy() && !state.choosing_period {
                    <ProgressPanel state={state.clone()} actions={actions.clone()} />
                }
                if !state.recognised_labels.is_empty() { { labels_note(&state.recognised_labels, actions) } }
                if state.unredacted.is_some() { { preview_note(actions) } }
                { for state.report.as_ref().and_then(|report| report.notes.as_ref()?.at_head()).map(sent_note) }
                { for state.report.as_ref().and_then(|report| redaction(report)).map(|words| html! { <p class="dim redacted-note">{ words }</p> }) }
                if let Some(report) = &state.report {
                    { report_views(&page, report) }
                } else {
                    { welcome(&page) }
                }
                <Foot actions={actions.clone()} />
            </main>
            if let Some(report) = &state.report {
                { drawers(&page, report) }
                if state.going { <GoTo report={report.clone()} actions={actions.clone()} /> }
            }
            <Methods />
            if let Some(report) = state.report.as_ref().filter(|_| printing) { { printed(&page, report) } }
            if state.help { { help(&actions.on(|actions, ()| actions.show(Action::HelpToggled))) } }
            { for dragging.map(|target| drop_veil(target, state.carried)) }
        </>
    }
}

/// What the sender wrote, as plain text.
fn sent_note(notes: &Notes) -> Html {
    html! {
        <section class="panel sent-note" id="sent-note" tabindex="-1" data-testid="sent-note">
            if !notes.title.is_empty() { <h2>{ &notes.title }</h2> }
            if !notes.summary.is_empty() { <p>{ &notes.summary }</p> }
        </section>
    }
}

/// Says which dropped files were opened as labels, and offers to take that back.
fn labels_note(names: &[String], actions: &Actions) -> Html {
    let undo = actions.on(|actions, _: MouseEvent| actions.use_labels_as_production());
    let keep = actions.on(|actions, _: MouseEvent| actions.show(Action::LabelsRecognised(Vec::new())));
    html! {
        <p class="rule-banner" role="status" data-testid="labels-note">
            <span>{ format!("{}: opened as labels of both sides, since it names rows and has no answers", names.join(", ")) }</span>
            <button data-testid="labels-undo" onclick={undo}>{ "Use as production instead" }</button>
            <button onclick={keep}>{ "OK" }</button>
        </p>
    }
}

/// That what is shown is what would be sent.
fn preview_note(actions: &Actions) -> Html {
    let back = actions.on(|actions, _: MouseEvent| actions.show(Action::PreviewEnded));
    html! {
        <p class="rule-banner" role="status" data-testid="preview-note">
            <span>{ "This is the report as it would be sent" }</span>
            <button onclick={back}>{ "Back to the whole report" }</button>
        </p>
    }
}

/// The view that is chosen. The others are there and hidden.
fn report_views(page: &Page, report: &SharedReport) -> Html {
    let view = |view: &'static View| {
        let lacks = (view.lacks)(page, report);
        html! {
            <div class={classes!("view", lacks.map(|_| "lacking"))} key={view.title} hidden={view.tab != page.state.question.tab}
                data-testid={format!("view-{}", view.tab.as_str())}>
                // The first view begins with the verdict.
                if view.tab != Tab::Overview { <h1 class="visually-hidden">{ view.title }</h1> }
                if let Some(lacks) = lacks {
                    <section class="panel lacks"><h2>{ view.title }</h2><p>{ lacks }</p></section>
                } else {
                    <Kept page={page.clone()} report={report.clone()} is_shown={view.tab == page.state.question.tab} waits={true} draw={view.draw} />
                }
            </div>
        }
    };
    html! {
        <PreviewBoard>
            { period(page, report) }
            <>{ for VIEWS.iter().map(view) }</>
        </PreviewBoard>
    }
}

/// The choice of a period, above every view. There is one where the report of all rows has windows of time.
fn period(page: &Page, report: &SharedReport) -> Html {
    let whole = if page.state.unredacted.is_some() { Some(report.clone()) } else { page.state.whole.clone() };
    let Some(whole) = whole.filter(|whole| whole.time_windows().is_some()) else { return html! {} };
    let (exact, busy) = (page.can_change(), page.state.comparing.is_some());
    let fine = page.state.fine.clone();
    html! { <PeriodBar {whole} shown={report.clone()} {fine} {exact} {busy} actions={page.actions.clone()} /> }
}

/// The actions of this page and the client behind them, made once.
#[hook]
fn use_actions(dispatcher: UseReducerDispatcher<Store>, props: &AppProps) -> Actions {
    let (launcher, template) = (props.launcher.clone(), props.template.clone());
    let scripts = props.scripts.clone();
    let carried = props.carried.clone().unwrap_or_default();
    let actions = use_memo((), move |()| {
        let dispatch: Rc<dyn Fn(Action)> = Rc::new(move |action| dispatcher.dispatch(action));
        Actions::new(Client::new(launcher, dispatch.clone()), dispatch, template, carried, scripts)
    });
    (*actions).clone()
}

/// Whether the browser is printing: only then is the document there that it prints.
#[hook]
fn use_printing() -> bool {
    let printing = use_state_eq(|| false);
    let (begins, ends) = (printing.setter(), printing.setter());
    let begins = use_callback((), move |_: Event, ()| begins.set(true));
    let ends = use_callback((), move |_: Event, ()| ends.set(false));
    use_window_event("beforeprint", begins);
    use_window_event("afterprint", ends);
    *printing
}

/// Another view begins at its top, unless a column in it is walked to.
#[hook]
fn use_top_of_view(state: &AppState) {
    let is_walked = state.question.tab == Tab::Columns && state.cursor.is_some();
    use_effect_with(state.question.tab, move |_| {
        if !is_walked {
            browser::scroll_to_top();
        }
    });
}

/// A drawer that opens takes the keyboard's focus; the button that opened it gets it back.
#[hook]
fn use_drawer_focus(drawer: Option<Drawer>) {
    let before = use_mut_ref(|| None::<Drawer>);
    use_effect_with(drawer, move |&drawer| {
        let names = |drawer: Drawer| match drawer {
            Drawer::Settings => Some(("settings-drawer", "open-settings")),
            Drawer::History => Some(("history-drawer", "open-history")),
            Drawer::Share => Some(("share-drawer", "open-share")),
            Drawer::Views => None,
        };
        let closed = before.replace(drawer).and_then(names);
        match (drawer.and_then(names), closed) {
            (Some((opened, _)), _) => browser::focus(opened),
            (None, Some((_, button))) => browser::focus(button),
            _ => {}
        }
    });
}

/// Reads the report that the page came with, once, in steps between which the page answers.
#[hook]
fn use_carried_report(carried: Option<AttrValue>, actions: &Actions) {
    let actions = actions.clone();
    use_effect_with((), move |()| {
        let Some(text) = carried else { return };
        browser::read_report(
            text.to_string(),
            || true,
            move |report| match report {
                Ok(report) => actions.carry(Rc::new(report)),
                Err(error) => actions.show(Action::Failed(Problem::BadReport { message: error.to_string() })),
            },
        );
    });
}

/// The verdict is the title of the window, once the page is drawn.
#[hook]
fn use_title(report: Option<&SharedReport>) {
    let sentence = report.map(|report| report.verdict.sentence.clone());
    use_effect_with(sentence, |sentence| {
        let Some(title) = sentence.as_ref().map(|sentence| format!("{sentence} – Driftscope")) else { return };
        browser::soon(move || browser::document().iter().for_each(|document| document.set_title(&title)));
    });
}
