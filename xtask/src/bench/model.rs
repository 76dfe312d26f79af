//! Times the metrics of a model's answers, natively, by the example `performance_speed` of `driftscope-stats`.

use std::process::Stdio;

use xtask::{Failure, workspace};

use super::figure::Figure;

/// Milliseconds that the metrics may take for each million rows of both sides together.
const AIM: f64 = 150.0;

/// The tables of both sides and all metrics from them.
pub(super) fn measure(rows: u64) -> Result<Vec<Figure>, Failure> {
    let mut command = workspace::cargo();
    command.args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "driftscope-stats",
        "--example",
        "performance_speed",
        "--",
    ]);
    let output = command
        .arg(rows.to_string())
        .stderr(Stdio::inherit())
        .output()
        .map_err(workspace::cannot_start("cargo", "Install Rust from https://rustup.rs"))?;
    if !output.status.success() {
        return Err(Failure::Program { command: "performance_speed".to_owned(), status: output.status.to_string() });
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let times: Vec<(&str, f64)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(what, time)| Some((what, time.parse().ok()?)))
        .collect();
    let sum: f64 = times.iter().map(|(_, time)| time).sum();
    let mut figures: Vec<Figure> =
        times.iter().map(|(what, time)| Figure::new(format!("model, {what}"), format!("{time:.0} ms"))).collect();
    let each = sum / (2.0 * rows as f64 / 1e6);
    let aim = format!("≤ {AIM:.0} ms");
    figures.push(Figure::new("model, for each million rows", format!("{each:.0} ms")).aim(aim, each <= AIM));
    Ok(figures)
}
