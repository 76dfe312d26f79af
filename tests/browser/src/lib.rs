//! Drives a real Chromium through chromedriver, for the tests and the measurements, and a Firefox through geckodriver, for some tests.
//!
//! It is a small WebDriver client over the standard library, because the tests need ten commands of the protocol and
//! the usual clients bring a runtime and half a minute of compiling. What it starts it ends, also when a test panics.

mod address;
mod driver;
mod error;
mod find;
mod http;
mod loopback;
mod network;
mod scratch;
mod session;

pub use address::file_address;
pub use error::BrowserError;
pub use find::{Browser, NO_FIREFOX, find, find_firefox};
pub use loopback::{Arrival, Listener, Listeners};
pub use network::{is_local, requested_addresses};
pub use scratch::Scratch;
pub use session::{LogEntry, Options, Session};
