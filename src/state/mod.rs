//! What the page knows and shows: one state, changed only by actions. Compiles and is tested without a browser.

mod app_state;
mod change;
mod keyboard;
mod loading;
mod order;
mod read_choice;
mod side;
mod slots;
mod topic;

pub use app_state::{Action, AppState, Settled};
pub use change::Change;
pub use keyboard::{KEYS, Key, Shortcut, shortcut};
pub use loading::{Loading, Slot};
pub use order::{Filter, Sort, SortBy, order};
pub use read_choice::ReadChoice;
pub use side::Side;
pub use slots::{Assignment, assign};
pub use topic::{TEST_GROUPS, Topic};
