//! What the tests in a browser share: the page they open, the flight logs they read, and a window that is watched.
//!
//! `cargo xtask test` is the way to run them. `cargo test --workspace` works as well, where Chromium is installed.

mod flights;
mod prepared;
mod server;
mod window;

pub use driftscope_browser::{
    Arrival, BrowserError, Listener, Listeners, Options, Scratch, Session, file_address, is_local, requested_addresses,
};
pub use flights::{Logs, broken_every_hundredth, packed, unpacked};
pub use prepared::{Prepared, prepared};
pub use server::Server;
pub use window::{PATIENCE, Window};
