//! How far the page is with verifying the report that it came with.

use driftscope_session::Findings;

/// A report is being verified, or was.
#[derive(Clone, Debug, PartialEq)]
pub enum Verification {
    /// What is being done.
    Running(String),
    /// What was found.
    Done(Findings),
}
