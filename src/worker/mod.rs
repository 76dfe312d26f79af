//! The workers that read files and compare tables, and the page's side of the conversation.
//!
//! A message is an array: its text as JSON, then whatever cannot be text: files, and the buffers of a table, which
//! change owner instead of being copied.

#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
pub(crate) mod host;
#[cfg(target_arch = "wasm32")]
mod kept;
#[cfg(target_arch = "wasm32")]
mod launcher;
#[cfg(target_arch = "wasm32")]
mod parcel;
#[cfg(target_arch = "wasm32")]
mod slices;
#[cfg(target_arch = "wasm32")]
mod tail;

#[cfg(target_arch = "wasm32")]
pub(crate) use client::Client;
#[cfg(target_arch = "wasm32")]
pub(crate) use launcher::Launcher;
