//! The frame of the page: the bar at the top, progress, problems, keys, dropping, and the views in their order.

pub(crate) mod app;
mod dropping;
mod file_list;
mod file_slot;
mod header;
mod help;
mod keys;
mod problem_panel;
mod progress_panel;
mod store;
mod viewport;
mod window_event;
