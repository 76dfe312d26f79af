//! Measures the reader alone, natively, by the example `reading_speed` of `driftscope-table`, and others beside it.

use std::process::Stdio;

use xtask::{Failure, workspace};

use super::data::Files;
use super::figure::Figure;
use super::peers;

/// Reads the reference in several ways.
pub(super) fn measure(files: &Files) -> Result<Vec<Figure>, Failure> {
    let mut command = workspace::cargo();
    command.args(["run", "--release", "--quiet", "--package", "driftscope-table", "--example", "reading_speed", "--"]);
    let output = command
        .arg(&files.reference)
        .stderr(Stdio::inherit())
        .output()
        .map_err(workspace::cannot_start("cargo", "Install Rust from https://rustup.rs"))?;
    if !output.status.success() {
        return Err(Failure::Program { command: "reading_speed".to_owned(), status: output.status.to_string() });
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    let speed = lines.iter().find(|(what, _)| *what == "reader, one thread").and_then(|(_, speed)| {
        let megabytes: f64 = speed.strip_suffix(" MB/s")?.parse().ok()?;
        Some(megabytes * 1e6)
    });
    let mut figures: Vec<Figure> = lines.into_iter().map(|(what, speed)| Figure::new(what, speed)).collect();
    figures.extend(peers::measure(files, speed)?);
    Ok(figures)
}
