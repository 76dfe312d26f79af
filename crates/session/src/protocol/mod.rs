//! The messages between the page and its workers.
//!
//! A message is a [`Command`] or an [`Event`] as JSON, and what cannot be text beside it: files, and the buffers of columns,
//! which change owner instead of being copied. The labels describe those buffers.

mod command;
mod event;
mod known_roles;
mod labels;

pub use command::Command;
pub use event::Event;
pub use known_roles::KnownRoles;
pub use labels::{ColumnLabel, ColumnSize, TableLabel, TailLabel};
