//! Prints how often the parts of a free-text column are significant and how often it counts as drifted, without drift
//! and with.
//!
//! `cargo run --release -p driftscope-drift --example text_calibration -- 1000` makes a thousand trials of each line.

use driftscope_drift::Extent;
use driftscope_report::Part;

#[path = "../tests/text/laws.rs"]
mod laws;

use laws::{Drift, Law};

fn main() {
    let trials: u64 = std::env::args().nth(1).and_then(|trials| trials.parse().ok()).unwrap_or(200);
    let zipf = Law::Zipf { words: 5_000, length: 12.0 };
    let long = Law::Zipf { words: 20_000, length: 150.0 };
    println!(
        "share of trials with p < 0.05 by words and by length, and called drifted; mean effect of the words and mean AUC"
    );
    let undrifted = [
        (zipf, (100, 30)),
        (zipf, (1_000, 1_000)),
        (zipf, (5_000, 100)),
        (long, (200, 200)),
        (Law::Templates(50), (1_000, 1_000)),
        (Law::Templates(50), (5_000, 100)),
    ];
    for (law, rows) in undrifted {
        line(law, Drift::Nothing, rows, trials);
    }
    let drifted = [
        (zipf, Drift::NewWord(0.02), (1_000, 1_000)),
        (zipf, Drift::NewWord(0.05), (1_000, 1_000)),
        (zipf, Drift::Longer(1.2), (1_000, 1_000)),
        (zipf, Drift::Swapped(0.5), (1_000, 1_000)),
        (zipf, Drift::NewWord(0.2), (5_000, 100)),
        (long, Drift::NewWord(0.2), (200, 200)),
        (Law::Templates(50), Drift::NewWord(0.05), (1_000, 1_000)),
    ];
    for (law, drift, rows) in drifted {
        line(law, drift, rows, trials.div_ceil(4));
    }
    for drift in [Drift::Nothing, Drift::NewWord(0.01), Drift::Swapped(0.2)] {
        line(zipf, drift, (10_000, 10_000), trials.div_ceil(10));
    }
}

fn line(law: Law, drift: Drift, (n, m): (usize, usize), trials: u64) {
    let (mut words, mut length, mut drifted, mut effect, mut auc) = (0, 0, 0, 0.0, 0.0);
    for seed in 0..trials {
        let reference = laws::texts(law, Drift::Nothing, n, 2 * seed);
        let production = laws::texts(law, drift, m, 2 * seed + 1);
        let column = laws::compared(&reference, &production, Extent::Verdict);
        drifted += u32::from(column.drift.drifted);
        for part in &column.drift.parts {
            let count = if part.part == Part::Words { &mut words } else { &mut length };
            *count += u32::from(part.p_value < 0.05);
            effect += if part.part == Part::Words { part.effect } else { 0.0 };
        }
        auc += column.text.and_then(|text| text.classifier).map_or(0.5, |classifier| classifier.auc);
    }
    let share = |count: u32| f64::from(count) / trials as f64;
    println!(
        "{law:?} {drift:?}, {n} against {m}: words {:.3}, length {:.3}, drifted {:.3}; effect {:.3}, AUC {:.3}",
        share(words),
        share(length),
        share(drifted),
        effect / trials as f64,
        auc / trials as f64
    );
}
