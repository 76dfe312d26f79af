//! The settings that decide, and how files are read.

pub(crate) mod read_as;
pub(crate) mod settings_panel;
