//! Splitting one log into reference and production.

mod choice;
pub(crate) mod split_panel;
