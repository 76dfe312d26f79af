//! Times all metrics of a model with two classes, with their intervals and differences, in processor time.
//!
//! ```sh
//! cargo run --release -p driftscope-stats --example performance_speed [ROWS]
//! ```
//!
//! Both sides have as many rows, a million unless given. Nearly every row has a score of its own, which is the slowest case. Prints a line for
//! each part, with a tab between what it is and its milliseconds: the tables of rows, which sort the scores, and all metrics from them.

#[path = "speed/clock.rs"]
mod clock;
#[path = "speed/metrics.rs"]
mod metrics;

use metrics::{metrics, rows, tables};

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let sides = [rows(count, 1), rows(count, 2)];
    let made = sides.each_ref().map(|side| tables(side));
    let times = [
        ("tables of both sides", clock::fastest(|| sides.each_ref().map(|side| tables(side)))),
        ("metrics, intervals and curves from them", clock::fastest(|| metrics(made.each_ref()))),
    ];
    for (what, seconds) in times {
        println!("{what}\t{:.1}", 1e3 * seconds);
    }
}
