//! Measures the reader alone in Chromium, beside `JSON.parse` of the same file.
//!
//! Processor time counts, of all threads of the tab: what the browser needs to compile the module and to collect what a
//! script leaves behind is part of the cost. The three ways take turns, each in a new browser.

use std::path::Path;

use driftscope_browser::{Options, Session, file_address};
use serde_json::{Value, json};
use xtask::Failure;

use super::data::{self, Files};
use super::figure::{Figure, median, megabytes, seconds};
use super::processes;
use crate::{page, test};

/// The ways, as `reading.html` calls them.
const WAYS: [&str; 3] = ["columns", "parse", "typed"];

/// How many times as long the other two should take.
const RATIOS: [f64; 2] = [2.0, 4.0];

/// The most memory of the module, in times of the columns' bytes.
const MEMORY: f64 = 1.6;

/// Reads the reference in each way, `runs` times.
pub(super) fn measure(files: &Files, runs: usize) -> Result<Vec<Figure>, Failure> {
    test::ensure_browser()?;
    let page = data::folder()?.join("reading.html");
    page::build_alone("driftscope-wasm-checks", Some(Path::new("xtask/src/bench/reading.html")), &page)?;
    let mut times = [const { Vec::new() }; 3];
    let mut columns = Value::Null;
    for _ in 0..runs {
        for (times, way) in times.iter_mut().zip(WAYS) {
            let session = Session::start(&Options::default())?;
            session.open(&file_address(&page))?;
            session.choose_files("#files", &[&files.reference])?;
            session.run_async("ready.then(() => arguments[0]());", &[])?;
            let before = processes::renderers_seconds();
            let script = "measure(arguments[0]).then(arguments[1], reason => arguments[1](String(reason)));";
            let done = session.run_async(script, &[json!(way)])?;
            let after = processes::renderers_seconds();
            if done["rows"].as_f64() != Some(files.rows as f64) {
                return Err(Failure::Measurement { problem: format!("reading by {way} ended with {done}") });
            }
            // Where the system does not tell, the time that passed must do.
            let passed = done["milliseconds"].as_f64().unwrap_or_default() / 1e3;
            times.push(after.zip(before).map_or(passed, |(after, before)| after - before));
            if way == "columns" {
                columns = done;
            }
        }
        let last = times.each_ref().map(|times| times.last().copied().unwrap_or_default());
        eprintln!("into columns {:.2} s, JSON.parse {:.2} s, into typed columns {:.2} s", last[0], last[1], last[2]);
    }
    let [ours, parse, typed] = times;
    let against = |what: &str, times: &[f64], aim: f64| {
        let ratio = median(times) / median(&ours);
        Figure::new(format!("{what}, in times of the reader's, processor time in Chromium"), format!("{ratio:.2}"))
            .aim(format!("≥ {aim}"), ratio >= aim)
    };
    let bytes = |name: &str| columns[name].as_f64().unwrap_or_default();
    let (held, memory) = (bytes("columnBytes"), bytes("memory"));
    let ratio = memory / held.max(1.0);
    Ok(vec![
        against("`JSON.parse` of every line", &parse, RATIOS[0]),
        against("`JSON.parse` into typed columns", &typed, RATIOS[1]),
        Figure::new("reader in Chromium, processor time", seconds(&ours)),
        Figure::new("`JSON.parse` of every line of the file, processor time", seconds(&parse)),
        Figure::new("`JSON.parse` into typed columns, processor time", seconds(&typed)),
        Figure::new(
            "memory of the module at the end, in times of the columns' bytes",
            format!("{ratio:.2} ({} for {})", megabytes(memory as u64), megabytes(held as u64)),
        )
        .aim(format!("≤ {MEMORY}"), ratio <= MEMORY),
    ])
}
