//! `cargo xtask bench explorer`: how long the page takes to answer each thing that a person does once both files are read.
//!
//! The packed page is opened from a file. `watch.js` acts in it and takes the times; the mouse is the browser's own. Every figure is
//! the median and the worst of at least [`TIMES`]. No time has an assertion: machines differ.

use std::path::Path;
use std::time::Duration;

use driftscope_browser::{Options, Session, file_address};
use serde_json::{Value, json};
use xtask::Failure;

use super::data::Files;
use super::figure::{Figure, median};
use super::wide;
use crate::{page, test};

/// How often each thing is done at least.
const TIMES: usize = 20;

/// Rows of the files with many columns, or fewer if the others have fewer.
const WIDE_ROWS: u64 = 20_000;

/// Frames that are scrolled through.
const FRAMES: usize = 300;

const PATIENCE: Duration = Duration::from_secs(240);

/// How long the page rests before anything is timed.
const REST: Duration = Duration::from_secs(1);

/// The column whose kind is changed.
const COLUMN: &str = "input.items";

/// Measures the page with the files of twenty columns, and with two of `columns`.
pub(super) fn measure(files: &Files, columns: usize, runs: usize, page: Option<&Path>) -> Result<Vec<Figure>, Failure> {
    test::ensure_browser()?;
    let page = page.map_or_else(|| page::build().map(|page| page.path), |page| Ok(page.to_path_buf()))?;
    let times = runs.max(TIMES);
    let rows = files.rows.min(WIDE_ROWS);
    let wide_files = wide::files(rows, columns)?;
    let mut figures = twenty_columns(&page, files, times)?;
    figures.extend(many_columns(&page, &wide_files, columns, times)?);
    Ok(figures)
}

fn opened(page: &Path, files: &Files) -> Result<Session, Failure> {
    let session = Session::start(&Options {
        first_scripts: vec![include_str!("watch.js")],
        size: (1440, 900),
        ..Options::default()
    })?;
    session.open(&file_address(page))?;
    session.wait_for("[data-testid=reference-input]", PATIENCE)?;
    session.choose_files("[data-testid=reference-input]", &[&files.reference])?;
    session.choose_files("[data-testid=production-input]", &[&files.production])?;
    session.wait_for("[data-testid=open-share]:enabled", PATIENCE)?;
    // What the page still does after a report is whole is not part of any answer.
    std::thread::sleep(REST);
    Ok(session)
}

/// Calls a function of `watch.js`.
fn ask(session: &Session, call: &str) -> Result<Value, Failure> {
    let script = format!("explorer.{call}.then(arguments[0], reason => arguments[0](String(reason)));");
    let answer = session.run_async(&script, &[])?;
    match answer.as_str() {
        Some(reason) => Err(Failure::Measurement { problem: format!("{call} ended with {reason}") }),
        None => Ok(answer),
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// Median and worst beside an aim for the median, in milliseconds.
fn figure(what: &str, times: &[f64], aim: f64) -> Figure {
    let worst = times.iter().copied().fold(0.0, f64::max);
    let middle = median(times);
    let words = format!("{middle:.1} ms (worst of {}: {worst:.1})", times.len());
    Figure::new(what, words).aim(format!("≤ {aim:.0} ms"), middle <= aim)
}

fn twenty_columns(page: &Path, files: &Files, times: usize) -> Result<Vec<Figure>, Failure> {
    let session = opened(page, files)?;
    let mut figures = Vec::new();
    let decided = numbers(&ask(&session, &format!("decide({times})"))?);
    figures.push(figure("a setting that decides, until every row is drawn again", &decided, 16.0));
    figures.extend(drags(&session, times)?);
    let picked = numbers(&ask(&session, &format!("pick({times})"))?);
    figures.push(figure("a segment picked, until its table is drawn", &picked, 150.0));
    let kinds = numbers(&ask(&session, &format!("kind({times}, {})", json!(COLUMN)))?);
    figures.push(figure("the kind of one column, until its row is drawn", &kinds, 150.0));
    let searches = numbers(&ask(&session, &format!("search({times})"))?);
    figures.push(figure("the search for segments, until its answer is drawn", &searches, 1000.0));
    Ok(figures)
}

/// Drags over a third of production, each time from one window further on.
fn drags(session: &Session, times: usize) -> Result<[Figure; 3], Failure> {
    let (mut moves, mut releases, mut longest) = (Vec::new(), Vec::new(), 0.0_f64);
    for time in 0..times {
        let strip = session.run(
            "const strip = document.querySelector('[data-testid=period-strip]');
             strip.scrollIntoView({ block: 'center', behavior: 'instant' });
             const box = strip.getBoundingClientRect();
             const count = Number(strip.getAttribute('aria-valuemax')), units = strip.viewBox.baseVal.width;
             const unit = box.width / units;
             return [box.left + (units - count + 0.5) * unit, unit, count, box.top + box.height / 2];",
            &[],
        )?;
        let strip = numbers(&strip);
        let [left, unit, count, middle] = strip[..] else {
            return Err(Failure::Measurement { problem: "there is no strip of windows".to_owned() });
        };
        let third = (count / 3.0).floor().max(2.0);
        let first = (time as f64) % (count - third);
        session.run("explorer.drag();", &[])?;
        let event = |kind: &str, window: f64| {
            let x = left + window * unit;
            let event = json!({"type": kind, "x": x, "y": middle, "button": "left", "buttons": 1, "clickCount": 1});
            session.cdp("Input.dispatchMouseEvent", &event)
        };
        event("mousePressed", first)?;
        for step in 1..=third as usize {
            event("mouseMoved", first + step as f64)?;
        }
        event("mouseReleased", first + third)?;
        let dragged = ask(session, "dragged()")?;
        moves.extend(numbers(&dragged["moves"]));
        releases.extend(dragged["released"].as_f64());
        longest = longest.max(dragged["longest"].as_f64().unwrap_or_default());
    }
    let task = if longest > 0.0 { format!("{longest:.0} ms") } else { "none above 50 ms".to_owned() };
    Ok([
        figure("a period's preview, work of each frame while dragging", &moves, 16.0),
        Figure::new("longest task of the main thread while dragging", task).aim("≤ 50 ms", longest <= 50.0),
        figure("a period of a third of production, from the release to the exact verdict", &releases, 100.0),
    ])
}

fn many_columns(page: &Path, files: &Files, columns: usize, times: usize) -> Result<[Figure; 3], Failure> {
    let session = opened(page, files)?;
    let sorts = numbers(&ask(&session, &format!("sort({times})"))?);
    let scrolled = ask(&session, &format!("scroll({FRAMES})"))?;
    let mut frames = numbers(&scrolled["frames"]);
    frames.sort_by(f64::total_cmp);
    let p95 = frames.get(frames.len() * 95 / 100).copied().unwrap_or_default();
    let worst = frames.last().copied().unwrap_or_default();
    let rows = scrolled["rows"].as_u64().unwrap_or_default();
    let size = format!("{columns} columns of {} rows", files.rows);
    Ok([
        figure(&format!("{size}: sorted in another order"), &sorts, 16.0),
        Figure::new(format!("{size}: scrolling, 95 of 100 frames"), format!("{p95:.1} ms (worst {worst:.1})"))
            .aim("≤ 17 ms", p95 <= 17.0),
        Figure::new(format!("{size}: most rows in the document"), rows.to_string()).aim("≤ 60", rows <= 60),
    ])
}
