//! What the page knows and shows: one state, changed only by actions. Compiles and is tested without a browser.

mod app_state;
mod change;
mod keyboard;
mod loading;
mod order;
mod slots;
mod topic;
mod typed_number;

pub use driftscope_session::{Problem, ReadChoice, SharedReport, Side};

pub use app_state::{Action, AppState};
pub use change::Change;
pub use keyboard::{KEYS, Key, Shortcut, shortcut};
pub use loading::{Loading, Slot};
pub use order::{Sort, SortBy, order};
pub use slots::{Assignment, assign};
pub use topic::Topic;
pub use typed_number::{nearest, typed_number};
