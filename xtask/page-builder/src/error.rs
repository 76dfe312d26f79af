//! Why the page could not be built.

use thiserror::Error;
use xtask::Failure;

/// Why the page could not be built.
#[derive(Debug, Error)]
pub(crate) enum PackError {
    /// The compiled module could not be bound to JavaScript.
    #[error("the compiled module cannot be bound to JavaScript: {reason}")]
    Bind {
        /// The library's error.
        reason: String,
    },
    /// The page's template and its parts do not fit together.
    #[error("the page cannot be packed: {problem}")]
    Page {
        /// What does not fit.
        problem: String,
    },
    /// The page asks things of the browser that it must not, or that nobody agreed to.
    #[error("{problem}")]
    Imports {
        /// The differences, one a line.
        problem: String,
    },
    /// A file or a program failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
