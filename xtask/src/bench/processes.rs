//! The processes of the browsers that are measured, and how long the processors worked for them. Only Linux tells.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Ticks of the system's clock in a second, which Linux has fixed for programs to see.
const TICKS: f64 = 100.0;

/// A process of a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Process {
    /// Its number.
    pub number: u32,
    /// Whether it runs pages: a tab with its workers, or whatever spare the browser keeps.
    pub is_renderer: bool,
}

/// The processes of the browsers that this process started.
pub(super) fn of_browsers() -> Vec<Process> {
    let process = |number: u32| {
        let command = fs::read(format!("/proc/{number}/cmdline")).ok()?;
        let command = String::from_utf8_lossy(&command);
        let program = command.split('\0').next().unwrap_or_default();
        let is_browser = program.contains("chrom") && !program.contains("chromedriver");
        is_browser.then(|| Process { number, is_renderer: command.contains("--type=renderer") })
    };
    descendants(std::process::id()).into_iter().filter_map(process).collect()
}

/// The seconds that processors worked for the renderers so far, all threads together; `None` where the system does not
/// tell.
pub(super) fn renderers_seconds() -> Option<f64> {
    let renderers = of_browsers().into_iter().filter(|process| process.is_renderer);
    let ticks =
        renderers.filter_map(|process| ticks(&fs::read_to_string(format!("/proc/{}/stat", process.number)).ok()?));
    ticks.map(|ticks| ticks as f64 / TICKS).reduce(|one, other| one + other)
}

/// All processes that `ancestor` started, and those that they started.
fn descendants(ancestor: u32) -> BTreeSet<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let parents: BTreeMap<u32, u32> = processes
        .filter_map(|entry| {
            let process = entry.file_name().to_str()?.parse().ok()?;
            Some((process, parent(&fs::read_to_string(entry.path().join("stat")).ok()?)?))
        })
        .collect();
    let mut found = BTreeSet::from([ancestor]);
    // A child has no smaller generation than its parent, but may have any number, so this goes on until nothing is new.
    loop {
        let before = found.len();
        found.extend(
            parents.iter().filter(|(_, parent)| found.contains(*parent)).map(|(&child, _)| child).collect::<Vec<_>>(),
        );
        if found.len() == before {
            found.remove(&ancestor);
            return found;
        }
    }
}

/// The parent in a line of `/proc/PID/stat`, whose second field is a name in parentheses with anything in it.
fn parent(stat: &str) -> Option<u32> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// The time in user and system mode in a line of `/proc/PID/stat`.
fn ticks(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_system_is_understood() {
        let stat = "17 (a) b (c) S 4 17 17 0 -1 4194560 1 2 3 4 250 17 0 0 20 0 5 0 100";
        assert_eq!((parent(stat), ticks(stat)), (Some(4), Some(267)));
        assert_eq!((parent("17"), ticks("17 (a) S 4")), (None, None));
    }
}
