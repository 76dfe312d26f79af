//! Runs programs whose output matters only if they fail.

use std::path::Path;
use std::process::{Command, Stdio};

use xtask::{Failure, workspace};

/// The last lines of an output that a failure shows.
const SHOWN: usize = 30;

/// Runs a program to its end and gives what it printed to its standard output.
///
/// # Errors
///
/// If it cannot be started or fails, with the end of everything it printed.
pub(super) fn quietly(command: &mut Command) -> Result<String, Failure> {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    let output = command.stdin(Stdio::null()).output().map_err(workspace::cannot_start(&name, "Is it installed?"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let printed = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = printed.lines().collect();
    let last = lines[lines.len().saturating_sub(SHOWN)..].join("\n");
    Err(Failure::Unexpected {
        command: format!("{name} {}", words.join(" ")),
        printed: format!("{}\n{last}", output.status),
    })
}

/// The first of these programs that starts.
pub(super) fn installed(names: &[&'static str]) -> Option<&'static str> {
    names.iter().copied().find(|name| {
        let mut command = Command::new(name);
        command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_printed_is_part_of_its_failure() {
        let cargo = || workspace::cargo();
        assert!(quietly(cargo().arg("--version")).unwrap().starts_with("cargo "));
        let failure = quietly(cargo().arg("no-such-command")).unwrap_err().to_string();
        assert!(failure.contains("no such command"), "{failure}");
        assert_eq!(installed(&["no-such-program", "rustc"]), Some("rustc"));
    }
}
