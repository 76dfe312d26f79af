//! `cargo xtask deny`: runs cargo-deny, which knows the published advisories.

use std::process::Stdio;

use xtask::{Arguments, Failure, workspace};

/// Runs the command. It needs a network for the advisories, so `check` does not include it.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    let installed = workspace::cargo().args(["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        return Err(Failure::Start {
            program: "cargo-deny".to_owned(),
            reason: std::io::Error::new(std::io::ErrorKind::NotFound, "it is not installed"),
            advice:
                "Install it with `cargo install --locked cargo-deny`. Without it, `cargo xtask check` still judges \
                     licences and sources, but not advisories"
                    .to_owned(),
        });
    }
    workspace::run(workspace::cargo().args(["deny", "--workspace", "check"]))
}
