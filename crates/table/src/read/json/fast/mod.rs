//! Reads records that are laid out like earlier ones, without parsing their keys.

pub(crate) mod at_once;
pub(crate) mod course;
pub(crate) mod layout;
pub(crate) mod patience;
