//! What the targets share: how an input is read, and what must be true of whatever comes out.
//!
//! An input is taken as it is, without a header for the fuzzer's own choices, so that any file is a seed and any finding
//! is a file. What has to be chosen besides, such as where pieces end, is drawn from the input itself, see [`Chance`].

mod chance;
mod comparing;
mod profiles;
mod reading;

pub use chance::Chance;
pub use comparing::{compared, self_compared};
pub use profiles::profile_holds;
pub use reading::{checked, parts, read, read_alike, some_limits};
