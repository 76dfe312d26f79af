//! The Driftscope page: a Yew app and its workers, which are the same WebAssembly module.
//!
//! This crate is the only code that touches the browser. It decides nothing about data: reading is
//! `driftscope-table`, comparing `driftscope-drift`, drawing `driftscope-charts`.
//!
//! Invariant: the main thread never works longer than 50 ms; everything that grows with the files happens in workers.

pub mod state;

#[cfg(target_arch = "wasm32")]
mod actions;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
pub mod entry;
#[cfg(target_arch = "wasm32")]
mod views;
#[cfg(target_arch = "wasm32")]
mod worker;
