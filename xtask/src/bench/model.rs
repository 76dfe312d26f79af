//! Times the metrics of a model's answers: natively, by the example `performance_speed` of `driftscope-stats`, and the same in Chromium.

use std::path::Path;
use std::process::Stdio;

use driftscope_browser::{Options, Session, file_address};
use serde_json::json;
use xtask::{Failure, workspace};

use super::data;
use super::figure::Figure;
use crate::{page, test};

/// Milliseconds that the metrics may take for each million rows of both sides together.
const AIM: f64 = 150.0;

/// How often they are computed in the browser.
const RUNS: u32 = 7;

/// The same in Chromium, as the page's workers compute them.
pub(super) fn measure_in_browser(rows: u64) -> Result<Vec<Figure>, Failure> {
    test::ensure_browser()?;
    let page = data::folder()?.join("model.html");
    page::build_alone("driftscope-wasm-checks", Some(Path::new("xtask/src/bench/model.html")), &page)?;
    let session = Session::start(&Options::default())?;
    session.open(&file_address(&page))?;
    let script = "measure(arguments[0], arguments[1]).then(arguments[2], reason => arguments[2](String(reason)));";
    let done = session.run_async(script, &[json!(rows), json!(RUNS)])?;
    let times = [done["tables"].as_f64(), done["metrics"].as_f64()];
    let [Some(tables), Some(metrics)] = times else {
        return Err(Failure::Measurement { problem: format!("the metrics ended with {done}") });
    };
    Ok(vec![
        Figure::new("model, tables of both sides, in Chromium", format!("{tables:.0} ms")),
        Figure::new("model, metrics, intervals and curves from them, in Chromium", format!("{metrics:.0} ms")),
        for_each_million(tables + metrics, rows, ", in Chromium"),
    ])
}

/// The time for a million rows, beside the aim.
fn for_each_million(sum: f64, rows: u64, place: &str) -> Figure {
    let each = sum / (2.0 * rows as f64 / 1e6);
    let aim = format!("≤ {AIM:.0} ms");
    Figure::new(format!("model, for each million rows{place}"), format!("{each:.0} ms")).aim(aim, each <= AIM)
}

/// The tables of both sides and all metrics from them, natively.
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
    figures.push(for_each_million(sum, rows, ""));
    Ok(figures)
}
