//! Every choice a person can make.

mod kind;
mod split;

pub use kind::Kind;
pub use split::{Split, SplitError};
