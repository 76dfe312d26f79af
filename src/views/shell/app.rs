//! The page: wires state, workers and window together, and lays out the views.

use std::rc::Rc;

use driftscope_session::Problem;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::dropping::{drop_veil, use_drop};
use super::header::header;
use super::help::help;
use super::keys::use_keys;
use super::problem_panel::problem_panel;
use super::progress_panel::ProgressPanel;
use super::store::Store;
use super::viewport::use_viewport;
use crate::actions::Actions;
use crate::browser::{self, ThemeChoice};
use crate::state::{Action, SharedReport};
use crate::views::VIEWS;
use crate::views::methods::Methods;
use crate::views::page::{Page, Surroundings};
use crate::views::period::PeriodBar;
use crate::views::welcome::welcome;
use crate::worker::{Client, Launcher};

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

    let page = Page { state, dark: browser::is_dark(*theme), viewport, actions };
    let (state, actions) = (&page.state, &page.actions);
    let on_theme = Callback::from(move |_: MouseEvent| {
        theme.set(if browser::is_dark(*theme) { ThemeChoice::Light } else { ThemeChoice::Dark });
    });
    html! {
        <>
            { header(&page, on_theme) }
            <main>
                { for state.problems().into_iter().map(|problem| problem_panel(problem, actions)) }
                // The period's preview stands where it is chosen.
                if state.is_busy() && !state.choosing_period {
                    <ProgressPanel state={state.clone()} actions={actions.clone()} />
                }
                if let Some(report) = &state.report {
                    { report_views(&page, report) }
                } else {
                    { welcome(&page) }
                }
            </main>
            <Methods />
            if state.help { { help(&actions.on(|actions, ()| actions.show(Action::HelpToggled))) } }
            { for dragging.map(drop_veil) }
        </>
    }
}

/// Every view that has something to show.
fn report_views(page: &Page, report: &SharedReport) -> Html {
    let views = VIEWS.iter().filter(|view| (view.is_there)(page, report));
    html! {
        <ContextProvider<Surroundings> context={page.surroundings(report)}>
            { for views.map(|view| html! {
                <key={view.id}>
                    { (view.draw)(page, report) }
                    if view.id == "verdict" { { period(page, report) } }
                </>
            }) }
        </ContextProvider<Surroundings>>
    }
}

/// The choice of a period, below the verdict. There is one where the report of all rows has windows.
fn period(page: &Page, report: &SharedReport) -> Html {
    let Some(whole) = page.state.whole.clone().filter(|whole| whole.windows.is_some()) else { return html! {} };
    let (exact, busy) = (page.can_change(), page.state.comparing.is_some());
    html! { <PeriodBar {whole} shown={report.clone()} {exact} {busy} actions={page.actions.clone()} /> }
}

/// The actions of this page and the client behind them, made once.
#[hook]
fn use_actions(dispatcher: UseReducerDispatcher<Store>, props: &AppProps) -> Actions {
    let (launcher, template, unpack) = (props.launcher.clone(), props.template.clone(), props.unpack.clone());
    let actions = use_memo((), move |()| {
        let dispatch: Rc<dyn Fn(Action)> = Rc::new(move |action| dispatcher.dispatch(action));
        Actions::new(Client::new(launcher, dispatch.clone()), dispatch, template, unpack)
    });
    (*actions).clone()
}

/// Reads the report that the page came with, once, in steps between which the page answers.
#[hook]
fn use_carried_report(carried: Option<String>, actions: &Actions) {
    let actions = actions.clone();
    use_effect_with((), move |()| {
        let Some(text) = carried else { return };
        browser::read_report(
            text,
            || true,
            move |report| match report {
                Ok(report) => actions.carry(Rc::new(report)),
                Err(error) => actions.show(Action::Failed(Problem::BadReport { message: error.to_string() })),
            },
        );
    });
}

/// The verdict is the title of the window.
#[hook]
fn use_title(report: Option<&SharedReport>) {
    let sentence = report.map(|report| report.verdict.sentence.clone());
    use_effect_with(sentence, |sentence| {
        if let (Some(document), Some(sentence)) = (browser::document(), sentence) {
            document.set_title(&format!("{sentence} – Driftscope"));
        }
    });
}
