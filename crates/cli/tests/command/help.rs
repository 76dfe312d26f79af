//! The help texts, and the document that repeats them.

use std::path::Path;
use std::process::{Command, Stdio};

/// The help as `cargo xtask docs` takes it: no terminal, a hundred columns.
fn help(words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftscope"));
    let output = command.args(words).arg("-h").env("COLUMNS", "100").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_document_has_the_help_of_every_command() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/command.md");
    let document = std::fs::read_to_string(path).unwrap().replace('\r', "");
    for words in [&[][..], &["compare"], &["convert"], &["profile"], &["serve"], &["sign"], &["sql"], &["verify"]] {
        let help = help(words);
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        assert!(document.contains(&format!("```text\n{help}```")), "run `cargo xtask docs`: {words:?} has changed");
    }
}
