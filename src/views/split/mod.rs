//! Splitting one log into reference and production.

pub(crate) mod split_panel;
