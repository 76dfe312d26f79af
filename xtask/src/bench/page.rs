//! Measures the packed page in Chromium, opened from a file as by double-click.
//!
//! The clock runs in the page, from the event of the drop to the change of the document in which the verdict appears.
//! Beside it stands `JSON.parse` of every line of both files in a page of the same origin, without a worker, its values
//! thrown away: what reading alone costs who writes the obvious script. The two take turns, each in a new browser.
//! Memory is sampled in a run of its own, since looking at it takes time.

use std::path::Path;
use std::time::Duration;

use driftscope_browser::{Options, Session, file_address};
use serde_json::{Value, json};
use xtask::{Failure, workspace};

use super::data::{self, Files};
use super::figure::{Figure, median, megabytes, seconds};
use super::memory::{Peak, Sampler};
use super::phases;
use crate::{page, test};

/// The longest that drop to verdict should take, in times of `JSON.parse` alone.
const RATIO: f64 = 0.5;

/// The most memory that a tab should take.
const MEMORY: u64 = 1_500_000_000;

/// The longest task that the main thread should have, in milliseconds.
const TASK: f64 = 50.0;

const PATIENCE: Duration = Duration::from_secs(60);

/// One comparison, in milliseconds.
#[derive(Clone, Debug)]
struct Drop {
    verdict: f64,
    /// The longest task while the page opened, and the longest from the drop on; none below 50 ms is listed.
    longest_tasks: [Option<f64>; 2],
    longest_gap: f64,
    watched: Value,
}

/// Drops the files on the page and parses them with `JSON.parse`, `runs` times each. With another page, such as that of an
/// earlier commit, the two take turns, each first as often as the other.
pub(super) fn measure(files: &Files, runs: usize, other: Option<&Path>) -> Result<Vec<Figure>, Failure> {
    test::ensure_browser()?;
    let page = page::build()?;
    let (mut plain, mut drops, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        plain.push(parse_lines(files)?);
        let mut turns = [Some(page.path.as_path()), other];
        turns.rotate_left(run % 2);
        for path in turns.into_iter().flatten() {
            let drop = drop_files(path, files, None)?;
            if path == page.path {
                drops.push(drop);
            } else {
                others.push(drop.verdict / 1e3);
            }
        }
        let verdict = drops.last().map_or(0.0, |drop: &Drop| drop.verdict);
        eprintln!("JSON.parse {:.0} ms, drop to verdict {verdict:.0} ms", plain.last().unwrap_or(&0.0) * 1e3);
    }
    let mut peak = None;
    drop_files(&page.path, files, Some(&mut peak))?;

    let ours: Vec<f64> = drops.iter().map(|drop| drop.verdict / 1e3).collect();
    let ratio = median(&ours) / median(&plain);
    let mut figures = vec![
        Figure::new("page, drop to verdict, in times of `JSON.parse` of every line", format!("{ratio:.2}"))
            .aim(format!("≤ {RATIO}"), ratio <= RATIO),
        Figure::new("page, drop to verdict", seconds(&ours)),
        Figure::new("`JSON.parse` of every line of both files", seconds(&plain)),
    ];
    if other.is_some() {
        let pairs: Vec<f64> = ours.iter().zip(&others).map(|(ours, other)| ours / other).collect();
        figures
            .push(Figure::new("page, drop to verdict, in times of the other page", format!("{:.2}", median(&pairs))));
        figures.push(Figure::new("the other page, drop to verdict", seconds(&others)));
    }
    figures.extend(peak.map(memory_figures).into_iter().flatten());
    figures.extend(task_figures(&drops));
    let (raw, packed) = (page.size, page.packed_size);
    figures.push(
        Figure::new("page, size after gzip", format!("{packed} bytes ({raw} as it is)"))
            .aim("< 500000", packed < 500_000),
    );
    let phases: Vec<Vec<(&str, f64)>> = drops.iter().map(|drop| phases::of(&drop.watched)).collect();
    figures.extend(phases::figures(&phases));
    Ok(figures)
}

fn memory_figures(peak: Peak) -> [Figure; 2] {
    let most = format!("{} ({} before the drop)", megabytes(peak.renderers), megabytes(peak.before));
    [
        Figure::new("page, most memory of the tab", most).aim("< 1500 MB", peak.renderers < MEMORY),
        Figure::new("most memory of the whole browser", megabytes(peak.browser)),
    ]
}

fn task_figures(drops: &[Drop]) -> [Figure; 3] {
    let [opening, longest] =
        [0, 1].map(|part| drops.iter().filter_map(|drop| drop.longest_tasks[part]).fold(0.0, f64::max));
    let listed = |longest| if longest > 0.0 { format!("{longest:.0} ms") } else { "none above 50 ms".to_owned() };
    let gaps: Vec<String> = drops.iter().map(|drop| format!("{:.0}", drop.longest_gap)).collect();
    [
        Figure::new("page, longest task of the main thread, of all runs", listed(longest))
            .aim(format!("< {TASK:.0} ms"), longest < TASK),
        Figure::new("page, longest task of the main thread while it opens, before the drop", listed(opening)),
        Figure::new("page, longest time without a turn of the main thread's timer", format!("{} ms", gaps.join(", "))),
    ]
}

/// Parses every line of both files in a separate page; returns the seconds it took.
fn parse_lines(files: &Files) -> Result<f64, Failure> {
    let harness = data::folder()?.join("json_parse.html");
    workspace::write(&harness, include_bytes!("json_parse.html"))?;
    let session = Session::start(&Options::default())?;
    session.open(&file_address(&harness))?;
    session.choose_files("#files", &[&files.reference, &files.production])?;
    let done = session.run_async("measure().then(arguments[0], reason => arguments[0](String(reason)));", &[])?;
    match (done["milliseconds"].as_f64(), done["rows"].as_u64()) {
        (Some(milliseconds), Some(rows)) if rows == 2 * files.rows => Ok(milliseconds / 1e3),
        _ => Err(Failure::Measurement { problem: format!("JSON.parse of every line ended with {done}") }),
    }
}

/// Drops both files on the page and waits for the verdict; samples the memory meanwhile where `peak` is given.
fn drop_files(page: &Path, files: &Files, peak: Option<&mut Option<Peak>>) -> Result<Drop, Failure> {
    let session = Session::start(&Options { first_scripts: vec![include_str!("watch.js")], ..Options::default() })?;
    session.open(&file_address(page))?;
    session.wait_for("[data-testid=reference-input]", PATIENCE)?;
    let sampler = peak.is_some().then(Sampler::start);
    let paths = [files.reference.to_string_lossy(), files.production.to_string_lossy()];
    for kind in ["dragEnter", "dragOver", "drop"] {
        let data = json!({"items": [], "files": paths, "dragOperationsMask": 1});
        session.cdp("Input.dispatchDragEvent", &json!({"type": kind, "x": 400, "y": 400, "data": data}))?;
    }
    let watched = session.run_async("watched.done.then(arguments[0]);", &[])?;
    if let (Some(peak), Some(sampler)) = (peak, sampler) {
        *peak = sampler.finish();
    }
    let time = |name: &str| watched[name].as_f64().filter(|time| *time > 0.0);
    let (Some(drop), Some(verdict), Some(painted), Some("")) =
        (time("drop"), time("verdict"), time("painted"), watched["problem"].as_str())
    else {
        return Err(Failure::Measurement { problem: format!("the comparison ended with {}", watched["problem"]) });
    };
    let tasks = watched["longTasks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let tasks = || tasks.iter().filter_map(|task| Some((task[0].as_f64()?, task[1].as_f64()?)));
    let longest = |from: f64, to: f64| {
        let between = tasks().filter(|(begin, length)| begin + length >= from && *begin < to);
        between.map(|(_, length)| length).reduce(f64::max)
    };
    let longest_tasks = [longest(0.0, drop), longest(drop, painted)];
    let longest_gap = watched["longestGap"].as_f64().unwrap_or_default();
    Ok(Drop { verdict: verdict - drop, longest_tasks, longest_gap, watched })
}
