//! The `driftscope` command.
fn main() {}
