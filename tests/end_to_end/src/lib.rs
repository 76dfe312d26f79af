//! What the tests in a browser share: the page they open and the flight logs they read.
//!
//! `cargo xtask test` is the way to run them. `cargo test --workspace` works as well, where Chromium is installed.

mod prepared;

pub use prepared::{Prepared, prepared};
