//! How much memory a browser's tab takes at most, sampled from the system while it works.
//!
//! The proportional set size counts every page of memory that a process has, and one that several share by each one's
//! part, so the sum over processes is right. Only Linux tells it (`/proc/PID/smaps_rollup`).

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::processes::{self, Process};

/// Time between two samples.
const PAUSE: Duration = Duration::from_millis(50);

/// The most memory of each kind of process, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Peak {
    /// That of the renderers when the first sample was taken.
    pub before: u64,
    /// The most that the renderers had together: the tab, its workers and whatever spare the browser keeps.
    pub renderers: u64,
    /// The most that the whole browser had.
    pub browser: u64,
}

/// Takes samples until it is stopped.
#[derive(Debug)]
pub(super) struct Sampler {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Peak>,
}

impl Sampler {
    /// Begins with the browsers that this process started.
    pub(super) fn start() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut peak = Peak { before: sample().0, ..Peak::default() };
            while !told.load(Ordering::Relaxed) {
                let (renderers, browser) = sample();
                peak.renderers = peak.renderers.max(renderers);
                peak.browser = peak.browser.max(browser);
                thread::sleep(PAUSE);
            }
            peak
        });
        Self { stop, thread }
    }

    /// Ends it and gives what it saw; `None` where the system does not tell.
    pub(super) fn finish(self) -> Option<Peak> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().ok().filter(|peak| peak.renderers > 0)
    }
}

/// The memory of the renderers, and that of the browser with them.
fn sample() -> (u64, u64) {
    let (mut renderers, mut browser) = (0, 0);
    for Process { number, is_renderer } in processes::of_browsers() {
        let bytes = proportional_set_size(number).unwrap_or_default();
        browser += bytes;
        if is_renderer {
            renderers += bytes;
        }
    }
    (renderers, browser)
}

fn proportional_set_size(process: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    kilobytes(&text, "Pss:").map(|number| number * 1024)
}

/// The number behind a name in one of the system's lists of sizes.
pub(super) fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line[name.len()..].trim().trim_end_matches("kB").trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_lists_are_understood() {
        assert_eq!(kilobytes("Rss:   12 kB\nPss:     345 kB\nPss_Anon: 1 kB\n", "Pss:"), Some(345));
        assert_eq!(kilobytes("VmHWM:\t  99 kB\n", "VmHWM:"), Some(99));
    }
}
