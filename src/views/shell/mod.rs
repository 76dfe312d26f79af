//! The frame of the page: the bar at the top, tabs, drawers, progress, problems, keys, dropping, and the view that is chosen.

mod address;
pub(crate) mod app;
mod drawers;
mod dropping;
mod file_list;
mod file_slot;
mod foot;
mod go_to;
mod header;
mod help;
mod kept;
mod keys;
mod preview_board;
mod problem_panel;
mod progress_panel;
mod step_words;
mod store;
mod tabs;
mod viewport;
mod window_event;

pub(crate) use window_event::use_window_event;
