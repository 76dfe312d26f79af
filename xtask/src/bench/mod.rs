//! `cargo xtask bench`: how fast the page, the command and the reader are, and how much memory they take.
//!
//! Every figure is of the same two files, a million rows of twenty columns each, which are made on the first run. Times
//! say little beyond the computer they were taken on, so each stands beside that of a plain way to do the same work,
//! and the ratio comes first. What was measured for the record is in `docs/benchmarks.md`.

mod calibration;
mod command;
mod data;
mod explorer;
mod figure;
mod machine;
mod memory;
mod model;
mod page;
mod peers;
mod phases;
mod processes;
mod race;
mod random;
mod reader;
mod reading;
mod wide;

use xtask::{Arguments, Failure};

use data::Files;
use figure::Figure;

/// Rows of each file, unless the person names another number.
const ROWS: u64 = 1_000_000;

/// How often each thing is timed, unless the person names another number. The median counts.
const RUNS: usize = 3;

/// Columns of the wide files, unless the person names another number.
const WIDE: u64 = 500;

/// What can be measured; all of it by default but the last two.
const KINDS: [&str; 8] = ["page", "reading", "command", "reader", "model", "tests", "explorer", "calibration"];

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let rows = number(&mut arguments, "--rows")?.unwrap_or(ROWS);
    let runs = number(&mut arguments, "--runs")?.map_or(RUNS, |runs| runs as usize);
    let columns = number(&mut arguments, "--columns")?.unwrap_or(WIDE);
    let other = arguments.take_value("--against")?.map(std::path::PathBuf::from);
    let kind = arguments.next_word();
    arguments.finish()?;
    if let Some(kind) = kind.as_deref().filter(|kind| !KINDS.contains(kind)) {
        return Err(Failure::Usage { problem: format!("bench cannot measure \"{kind}\", only {}", KINDS.join(", ")) });
    }
    if kind.as_deref() == Some("calibration") {
        return calibration::write();
    }
    if kind.as_deref() == Some("explorer") {
        let files = data::files(rows)?;
        print(&files, &explorer::measure(&files, columns as usize, runs, other.as_deref())?);
        return Ok(());
    }
    let wants = |name: &str| kind.as_deref().is_none_or(|kind| kind == name);

    if ["page", "reading", "command", "reader"].into_iter().any(wants) {
        let files = data::files(rows)?;
        let mut figures = Vec::new();
        if wants("page") {
            figures.extend(page::measure(&files, runs, other.as_deref())?);
        }
        if wants("reading") {
            figures.extend(reading::measure(&files, runs)?);
        }
        if wants("command") {
            figures.extend(command::measure(&files, runs)?);
        }
        if wants("reader") {
            figures.extend(reader::measure(&files)?);
        }
        print(&files, &figures);
    }
    if wants("model") {
        let mut figures = model::measure(rows)?;
        figures.extend(model::measure_in_browser(rows)?);
        println!("\n{}\n\n{}", machine::describe(), figure::table(&figures));
    }
    if wants("tests") {
        race::measure(runs)?;
    }
    Ok(())
}

fn number(arguments: &mut Arguments, name: &str) -> Result<Option<u64>, Failure> {
    let Some(word) = arguments.take_value(name)? else { return Ok(None) };
    match word.parse() {
        Ok(number) if number > 0 => Ok(Some(number)),
        _ => Err(Failure::Usage { problem: format!("{name} needs a number above zero, not \"{word}\"") }),
    }
}

fn print(files: &Files, figures: &[Figure]) {
    println!("\n{}\n", machine::describe());
    println!(
        "Two files of {} rows and {} columns, {:.0} MB of JSON Lines together.\n",
        files.rows,
        data::COLUMNS,
        files.bytes as f64 / 1e6
    );
    println!("{}", figure::table(figures));
}
