//! The page's state as Yew keeps it.

use std::rc::Rc;

use yew::Reducible;

use crate::state::{Action, AppState};

/// [`AppState`] behind Yew's reducer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Store(pub AppState);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(self.0.after(action)))
    }
}
