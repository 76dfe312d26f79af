//! Times every test beside SciPy's, on the same data, in turn, and prints a Markdown table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use xtask::{Failure, workspace};

use super::figure::median;
use super::{data, peers};

/// What is installed beside ours, from the Python Package Index.
const PACKAGES: [&str; 2] = ["scipy==1.17.1", "numpy==2.4.6"];

/// Rows a side.
const SIZES: [&str; 3] = ["10000", "100000", "1000000"];

/// What all tests of a column may take at a million rows a side, in seconds.
const AIM: f64 = 0.25;

/// What one test takes at one size, in seconds of processor time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Times {
    /// Ours from rows in any order, and from sorted ones.
    ours: [f64; 2],
    theirs: Option<f64>,
}

/// Times by the test's place in the list, its name, and the rows; and whose the other times are.
#[derive(Clone, Debug, Default, PartialEq)]
struct Race {
    times: BTreeMap<(String, u64), Times>,
    order: Vec<String>,
    rivals: BTreeMap<String, String>,
}

/// Runs both in turn, `runs` times, and prints the fastest of each.
pub(super) fn measure(runs: usize) -> Result<(), Failure> {
    let folder = data::folder()?.join("tests");
    let sizes = SIZES.iter().flat_map(|size| ["--rows", size]);
    let speed = ["run", "--release", "--quiet", "--package", "driftscope-stats", "--example", "speed", "--"];
    let python = peers::python(&PACKAGES)?;
    let mut race = Race::default();
    for _ in 0..runs {
        let mut ours = workspace::cargo();
        ours.args(speed).args(sizes.clone()).arg("--raw").arg("--data").arg(&folder);
        race.add(&output(&mut ours)?, true);
        if let Some(python) = &python {
            let script = workspace::root().join("xtask/src/bench/race.py");
            race.add(&output(Command::new(python).arg(script).arg(&folder).args(SIZES))?, false);
        }
    }
    println!("{}", race.table());
    Ok(())
}

fn output(command: &mut Command) -> Result<String, Failure> {
    let program = Path::new(command.get_program()).display().to_string();
    let output =
        command.stderr(Stdio::inherit()).output().map_err(workspace::cannot_start(&program, "Is it installed?"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::Program { command: program, status: output.status.to_string() })
    }
}

impl Race {
    /// Takes the lines of one run; of two times the shorter one stays.
    fn add(&mut self, text: &str, are_ours: bool) {
        for line in text.lines() {
            let words: Vec<&str> = line.split('\t').collect();
            let &[name, second, third, fourth] = words.as_slice() else { continue };
            let rows = if are_ours { second } else { third };
            let Ok(rows) = rows.parse() else { continue };
            let seconds = |word: &str| word.parse().unwrap_or(f64::INFINITY);
            if !self.order.iter().any(|other| other == name) {
                self.order.push(name.to_owned());
            }
            let unknown = Times { ours: [f64::INFINITY; 2], theirs: None };
            let times = self.times.entry((name.to_owned(), rows)).or_insert(unknown);
            if are_ours {
                times.ours = [times.ours[0].min(seconds(third)), times.ours[1].min(seconds(fourth))];
            } else {
                times.theirs = Some(times.theirs.unwrap_or(f64::INFINITY).min(seconds(fourth)));
                self.rivals.insert(name.to_owned(), second.to_owned());
            }
        }
    }

    fn table(&self) -> String {
        let sizes = SIZES.map(|size| size.parse::<u64>().unwrap_or_default());
        let mut table = "| test | beside |".to_owned();
        let mut line = "\n|---|---|".to_owned();
        for size in sizes {
            let _ = write!(table, " {size} rows: ours, theirs, ratio |");
            line += "---|";
        }
        table += &line;
        let mut ratios = Vec::new();
        for name in self.order.iter().filter(|name| !["sort", "together"].contains(&name.as_str())) {
            let rival = self.rivals.get(name).map_or("", String::as_str);
            let _ = write!(table, "\n| `{name}` | {rival} |");
            for size in sizes {
                let times = self.times.get(&(name.clone(), size)).copied().unwrap_or_default();
                let ratio = times.theirs.map(|theirs| theirs / times.ours[0]);
                ratios.extend(ratio);
                let theirs = times.theirs.map_or_else(String::new, |theirs| {
                    format!(", {}, **{:.1}**", milliseconds(theirs), theirs / times.ours[0])
                });
                let _ = write!(table, " {}{theirs} |", milliseconds(times.ours[0]));
            }
        }
        let _ = write!(table, "\n\nMilliseconds of processor time from rows in any order, sorting included.");
        if !ratios.is_empty() {
            let slowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
            let reached = |reached| if reached { "reached" } else { "missed" };
            let _ = write!(
                table,
                "\n\n- Median ratio {:.1}; aim 5: {}.\n- Smallest ratio {slowest:.2}; aim, each faster: {}.",
                median(&ratios),
                reached(median(&ratios) >= 5.0),
                reached(slowest > 1.0)
            );
        }
        if let Some(times) = self.times.get(&("together".to_owned(), sizes[2])) {
            let _ = write!(
                table,
                "\n- Every test of one numeric column of {0} and {0} rows: {1} ms, {2} ms once sorted; aim < {3:.0} ms: {4}.",
                sizes[2],
                milliseconds(times.ours[0]),
                milliseconds(times.ours[1]),
                AIM * 1e3,
                if times.ours[0] < AIM { "reached" } else { "missed" }
            );
        }
        table
    }
}

fn milliseconds(seconds: f64) -> String {
    match seconds * 1e3 {
        time if time >= 100.0 => format!("{time:.0}"),
        time if time >= 1.0 => format!("{time:.1}"),
        time if time >= 0.01 => format!("{time:.3}"),
        time => format!("{time:.5}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fastest_of_each_is_held_against_the_other() {
        let mut race = Race::default();
        race.add("ks\t1000000\t2e-3\t1e-3\ntogether\t1000000\t3e-1\t1e-1\n", true);
        race.add("ks\t1000000\t4e-3\t1e-4\n", true);
        race.add("ks\tSciPy\t1000000\t1e-2\nks\tSciPy\t1000000\t2e-2\n", false);
        let table = race.table();
        assert!(table.contains("2.0, 10.0, **5.0** |"), "{table}");
        assert!(table.contains("Median ratio 5.0; aim 5: reached"), "{table}");
        assert!(table.contains("300 ms, 100 ms once sorted; aim < 250 ms: missed"), "{table}");
    }
}
