//! The packed page inside this command.

use std::fmt;

/// The page that `build.rs` found.
const EMBEDDED: Option<&str> = include!(concat!(env!("OUT_DIR"), "/embedded_page.rs"));

/// This command was built before there was a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoPage;

impl fmt::Display for NoPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this build has no page: run `cargo xtask dist`, then build again")
    }
}

/// The page, where this build has one.
pub(crate) fn embedded() -> Result<&'static str, NoPage> {
    EMBEDDED.ok_or(NoPage)
}
