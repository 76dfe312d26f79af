//! What a person can do on the page: a file for each thing.
//!
//! [`Actions`] is what views hold to do it. It is the same for as long as the page lives.

mod cancel;
mod change_setting;
mod compare_again;
mod compare_reports;
mod copy;
mod history;
mod lock;
mod open_demo;
mod open_files;
mod read_again;
mod save;
mod settings_file;
mod split;
mod swap;
mod verify;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use driftscope_report::{Build, Report};
use yew::{AttrValue, Callback};

use crate::browser::Scripts;
use crate::state::{Action, AppState, SharedReport};
use crate::worker::Client;

/// Everything that a person can do.
#[derive(Clone)]
pub(crate) struct Actions(Rc<Inner>);

struct Inner {
    client: Client,
    dispatch: Rc<dyn Fn(Action)>,
    /// The state that was shown last: listeners outlive a render.
    latest: RefCell<AppState>,
    /// The page's own text, to save shared pages from.
    template: AttrValue,
    /// The text of the report that the page came with, as it stands in its slot; empty if it came with none.
    carried: AttrValue,
    /// That report, as it came.
    sent: RefCell<Option<Rc<Report>>>,
    /// The session that verifies it, while it does.
    verifying: RefCell<Option<Client>>,
    /// Which build of the page this is, once somebody asked: its hash takes a while.
    build: OnceCell<Option<Build>>,
    /// What the page's own scripts do.
    scripts: Scripts,
}

impl PartialEq for Actions {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Actions {
    /// The actions of a page.
    pub(crate) fn new(
        client: Client,
        dispatch: Rc<dyn Fn(Action)>,
        template: AttrValue,
        carried: AttrValue,
        scripts: Scripts,
    ) -> Self {
        Self(Rc::new(Inner {
            client,
            dispatch,
            latest: RefCell::default(),
            template,
            carried,
            sent: RefCell::default(),
            verifying: RefCell::default(),
            build: OnceCell::new(),
            scripts,
        }))
    }

    /// Which build of the page this is.
    pub(crate) fn build(&self) -> Option<&Build> {
        self.0.build.get_or_init(|| Build::of(&self.0.template)).as_ref()
    }

    /// The same, if somebody asked before.
    pub(crate) fn build_if_known(&self) -> Option<&Build> {
        self.0.build.get()?.as_ref()
    }

    /// Changes what is shown.
    pub(crate) fn show(&self, action: Action) {
        (self.0.dispatch)(action);
    }

    /// Shows the report that the page came with, which can be decided again without its rows.
    pub(crate) fn carry(&self, report: Rc<Report>) {
        self.0.sent.borrow_mut().replace(report.clone());
        self.show(Action::Carried(SharedReport(report.clone())));
        self.0.client.with(|session| session.carry(report));
    }

    /// A callback that does this.
    pub(crate) fn on<T: 'static>(&self, run: impl Fn(&Self, T) + 'static) -> Callback<T> {
        let actions = self.clone();
        Callback::from(move |value| run(&actions, value))
    }

    /// Keeps the state that is being shown.
    pub(crate) fn keep(&self, state: &AppState) {
        self.0.latest.borrow_mut().clone_from(state);
    }

    /// The state that was shown last.
    pub(crate) fn latest(&self) -> AppState {
        self.0.latest.borrow().clone()
    }
}
