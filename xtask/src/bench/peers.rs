//! Measures how polars and DuckDB read the same file, in a Python of their own beside the benchmark's files.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use xtask::{Failure, workspace};

use super::data::{self, Files};
use super::figure::Figure;

/// What is installed, from the Python Package Index.
const PACKAGES: [&str; 2] = ["polars==2.1.0", "duckdb==2.0.0"];

/// Reads the reference with both. `speed` is that of our reader, in bytes a second. Where they cannot be installed, it
/// says so, and there are no figures.
pub(super) fn measure(files: &Files, speed: Option<f64>) -> Result<Vec<Figure>, Failure> {
    let Some(python) = python(&PACKAGES)? else { return Ok(Vec::new()) };
    let script = workspace::root().join("xtask/src/bench/peers.py");
    let output = Command::new(python).arg(script).arg(&files.reference).stderr(Stdio::inherit()).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        eprintln!("polars and DuckDB could not read the file, and are left out");
        return Ok(Vec::new());
    };
    let bytes = std::fs::metadata(&files.reference).map_err(Failure::file("look at", &files.reference))?.len() as f64;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let figure = |(what, seconds): (&str, &str)| {
        let seconds: f64 = seconds.trim().parse().ok()?;
        let ratio = speed.map(|speed| seconds / (bytes / speed));
        let words = ratio.map(|ratio| format!(", {ratio:.1} times that of the reader")).unwrap_or_default();
        let figure = Figure::new(what, format!("{seconds:.2} s of processor time{words}"));
        Some(figure.aim("slower than the reader, at best by half", ratio.is_some_and(|ratio| ratio > 1.0)))
    };
    Ok(text.lines().filter_map(|line| line.split_once('\t')).filter_map(figure).collect())
}

/// A Python that has some packages. `None`, and it says so, where they cannot be installed.
pub(super) fn python(packages: &[&str]) -> Result<Option<PathBuf>, Failure> {
    let place = data::folder()?.join(format!("python-{}", packages.join("-").replace("==", "-")));
    let python = place.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let done = place.join("installed");
    if done.exists() {
        return Ok(Some(python));
    }
    let succeeds = |command: &mut Command| command.stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    let is_there = succeeds(Command::new("python3").args(["-m", "venv"]).arg(&place))
        && succeeds(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages));
    if !is_there {
        let packages = packages.join(" and ");
        eprintln!("{packages} cannot be installed (Python 3 with venv and pip is needed), and are left out");
        return Ok(None);
    }
    std::fs::write(&done, "").map_err(Failure::file("write", &done))?;
    Ok(Some(python))
}
