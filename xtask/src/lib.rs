//! What the programs behind `cargo xtask` share: arguments, errors, paths, and how programs are run.

pub mod arguments;
pub mod failure;
pub mod toolchain;
pub mod workspace;

pub use arguments::Arguments;
pub use failure::Failure;
