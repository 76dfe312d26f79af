//! What the page knows and shows: one state, changed only by actions. Compiles and is tested without a browser.

mod alert_draft;
mod app_state;
mod browser_history;
mod change;
mod fine_counts;
mod fragment;
mod history;
mod keyboard;
mod loading;
mod order;
mod previewed;
mod question;
mod rows_in_view;
mod settings_file;
mod slots;
mod topic;
mod typed_number;
mod verification;

pub use driftscope_session::{Problem, ReadChoice, SharedReport, Side};

pub use alert_draft::{AlertDraft, CONDITIONS, Condition};
pub use app_state::{Action, AppState, Drawer};
pub use browser_history::{BrowserHistory, Move};
pub use change::Change;
pub use fine_counts::SharedFineCounts;
pub use fragment::{from_fragment, to_fragment, to_place};
pub use history::{History, Step};
pub use keyboard::{Held, KEYS, Key, Shortcut, shortcut};
pub use loading::{Loading, Slot};
pub use order::{Sort, SortBy, matching, order};
pub use previewed::Previewed;
pub use question::{Part, Question, Tab};
pub use rows_in_view::{Geometry, with_gaps};
pub use settings_file::settings_of_file;
pub use slots::{Assignment, assign};
pub use topic::Topic;
pub use typed_number::{nearest, typed_number};
pub use verification::Verification;
