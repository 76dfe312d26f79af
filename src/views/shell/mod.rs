//! The frame of the page: the bar at the top, progress, problems, keys, dropping, and the views in their order.

pub(crate) mod app;
pub(crate) mod dropping;
pub(crate) mod file_list;
pub(crate) mod file_slot;
pub(crate) mod header;
pub(crate) mod help;
pub(crate) mod problem_panel;
pub(crate) mod progress_panel;
pub(crate) mod store;
pub(crate) mod window_event;
