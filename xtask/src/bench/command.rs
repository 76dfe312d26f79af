//! Measures the command: the time of a comparison and the most memory it takes.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use xtask::{Failure, workspace};

use super::data::Files;
use super::figure::{self, Figure};
use super::memory::kilobytes;

/// The longest that a comparison should take, in seconds.
const AIM: f64 = 6.0;

/// Time between two looks at the process.
const PAUSE: Duration = Duration::from_millis(5);

/// Compares the files `runs` times.
pub(super) fn measure(files: &Files, runs: usize) -> Result<Vec<Figure>, Failure> {
    workspace::run(workspace::cargo().args(["build", "--release", "--quiet", "--package", "driftscope"]))?;
    let name = format!("driftscope{}", std::env::consts::EXE_SUFFIX);
    let program = workspace::target_directory()?.join("release").join(name);
    let (mut times, mut peak) = (Vec::new(), 0);
    for _ in 0..runs {
        let mut command = Command::new(&program);
        command.arg("compare").args([&files.reference, &files.production]).args(["--format", "json"]);
        let (time, memory) = watch(command.stdout(Stdio::null()))?;
        eprintln!("The command took {time:.2} s and {}", figure::megabytes(memory));
        times.push(time);
        peak = peak.max(memory);
    }
    let time = figure::median(&times);
    let mut figures = vec![
        Figure::new("command, whole comparison", figure::seconds(&times)).aim(format!("< {AIM:.0} s"), time < AIM),
    ];
    if peak > 0 {
        figures.push(Figure::new("command, most memory (resident set)", figure::megabytes(peak)));
    }
    Ok(figures)
}

/// Runs a command to its end. Returns its time in seconds and its peak memory, zero where that is not known.
fn watch(command: &mut Command) -> Result<(f64, u64), Failure> {
    let begin = Instant::now();
    let mut process = command.spawn().map_err(workspace::cannot_start("driftscope", "Was it built?"))?;
    let status_file = format!("/proc/{}/status", process.id());
    let mut peak = 0;
    loop {
        // The system keeps the highest value itself, so only what comes after the last look is missed.
        let status = fs::read_to_string(&status_file).unwrap_or_default();
        peak = peak.max(kilobytes(&status, "VmHWM:").unwrap_or_default() * 1024);
        let ended = process.try_wait().map_err(workspace::cannot_start("driftscope", "It cannot be waited for"))?;
        match ended {
            None => thread::sleep(PAUSE),
            Some(status) if status.success() => return Ok((begin.elapsed().as_secs_f64(), peak)),
            Some(status) => {
                return Err(Failure::Program { command: "driftscope compare".to_owned(), status: status.to_string() });
            }
        }
    }
}
