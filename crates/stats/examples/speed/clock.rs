//! The processor time of a piece of work, which other programs on the computer do not add to.

use std::hint::black_box;
use std::time::Instant;

/// Each repetition lasts at least so long, in seconds, so that the clock's grain does not matter.
const LONG_ENOUGH: f64 = 0.02;

/// Repetitions, of which the fastest counts.
const REPETITIONS: u32 = 5;

/// The seconds that a piece of work takes.
pub(crate) fn fastest<T>(mut work: impl FnMut() -> T) -> f64 {
    let once = seconds(1, &mut work);
    let times = (LONG_ENOUGH / once.max(1e-9)).clamp(1.0, 1e6) as u32;
    (0..REPETITIONS).map(|_| seconds(times, &mut work)).fold(once, f64::min)
}

fn seconds<T>(times: u32, work: &mut impl FnMut() -> T) -> f64 {
    let start = now();
    for _ in 0..times {
        black_box(work());
    }
    (now() - start) / f64::from(times)
}

/// The processor time of this thread in seconds, where the system says it; else the time of day.
fn now() -> f64 {
    // Giving way makes Linux write down what this thread has used up to now.
    std::thread::yield_now();
    let used = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let used = used.and_then(|used| used.split(' ').next()?.parse::<f64>().ok());
    thread_local!(static START: Instant = Instant::now());
    used.map_or_else(|| START.with(|start| start.elapsed().as_secs_f64()), |nanoseconds| nanoseconds * 1e-9)
}
