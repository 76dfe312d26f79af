//! What a figure was measured on, for the record.

use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::workspace;

/// The day, the processor and the versions, in one line.
pub(super) fn describe() -> String {
    let browser = driftscope_browser::find().map_or_else(
        |_| "no browser".to_owned(),
        |browser| said(&browser.program, &["--version"]).unwrap_or_else(|| "a browser of unknown version".to_owned()),
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}. {}, {cores} cores, {}; {browser}; {}; {}.",
        said(Path::new("date"), &["-u", "+%F"]).unwrap_or_else(|| "Unknown day".to_owned()),
        of_file("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        of_file("/proc/meminfo", "MemTotal").map_or_else(|| "unknown memory".to_owned(), memory),
        said(Path::new("rustc"), &["--version"]).unwrap_or_else(|| "unknown rustc".to_owned()),
        said(Path::new("git"), &["rev-parse", "--short", "HEAD"])
            .map_or_else(|| "no commit".to_owned(), |commit| format!("commit {commit}")),
    )
}

/// What a program prints.
fn said(program: &Path, words: &[&str]) -> Option<String> {
    let output = Command::new(program).args(words).current_dir(workspace::root()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// The first value of a name in a file of `name: value` lines.
fn of_file(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn memory(kilobytes: String) -> String {
    let number: f64 = kilobytes.trim_end_matches(" kB").parse().unwrap_or_default();
    format!("{:.0} GB of memory", number * 1024.0 / 1e9)
}
