//! How often changes of categories are found at 5 %, and how often none is one: the rule of the verdict with and without
//! the look at rare categories among themselves (`rare_pool`). Prints the table of docs/calibration.md.
//!
//! ```sh
//! cargo run --release -p driftscope-stats --example category_power
//! ```
#![allow(clippy::unwrap_used, reason = "an example may stop at a surprise")]

use driftscope_stats::chi_square::{homogeneity, pool_rare};
use driftscope_stats::permutation::chi_square_permutation;
use driftscope_stats::random::Random;
use driftscope_stats::rare_category::rare_categories;
use driftscope_stats::rare_pool::within_pool;

const EXPECTED: f64 = 5.0;
const SIZES: [(usize, usize, u32); 8] = [
    (30, 30, 1000),
    (100, 30, 1000),
    (100, 100, 1000),
    (1000, 30, 1000),
    (1000, 100, 1000),
    (1000, 1000, 600),
    (10_000, 1000, 300),
    (100_000, 1000, 100),
];

/// The p-value of the verdict's rule, with and without the look within the pool.
fn rule(reference: &[u64], production: &[u64]) -> [f64; 2] {
    let (left, right) = pool_rare(reference, production, EXPECTED);
    let pooled = homogeneity(&left, &right).filter(|test| test.smallest_expected >= EXPECTED && left.len() > 1);
    let Some(pooled) = pooled else {
        return [chi_square_permutation(reference, production, 9_999, 1).unwrap_or(1.0); 2];
    };
    let others = rare_categories(reference, production, EXPECTED).map_or(pooled.p_value, |rare| {
        let looks = rare.beside(pooled.p_value);
        looks.by_chi_square.min(looks.by_category)
    });
    let with = within_pool(reference, production, EXPECTED)
        .map_or(others, |within| within.beside(others).into_iter().fold(1.0, f64::min));
    [with, others]
}

fn zipf(labels: usize) -> Vec<f64> {
    (0..labels).map(|rank| 1.0 / (rank as f64 + 3.0)).collect()
}

/// The tail from a rank on is turned round.
fn reversed(mut weights: Vec<f64>, from: usize) -> Vec<f64> {
    weights[from..].reverse();
    weights
}

/// The tail from a rank on is replaced by labels that were not there before.
fn replaced(weights: &[f64], from: usize) -> [Vec<f64>; 2] {
    let tail = &weights[from..];
    let none = vec![0.0; tail.len()];
    [[weights, &none].concat(), [&weights[..from], &none, tail].concat()]
}

/// A share of production lies in this many new labels.
fn with_new(weights: &[f64], labels: usize, share: f64) -> [Vec<f64>; 2] {
    let total: f64 = weights.iter().sum();
    let new = vec![total * share / (1.0 - share) / labels as f64; labels];
    [[weights, &vec![0.0; labels]].concat(), [weights, &new].concat()]
}

fn draw(weights: &[f64], rows: usize, random: &mut Random) -> Vec<u64> {
    let mut ends = Vec::with_capacity(weights.len());
    let mut sum = 0.0;
    for weight in weights {
        sum += weight;
        ends.push(sum);
    }
    let mut counts = vec![0; weights.len()];
    for _ in 0..rows {
        let value = random.unit() * sum;
        counts[ends.partition_point(|end| *end <= value).min(weights.len() - 1)] += 1;
    }
    counts
}

fn main() {
    let head = |by: f64| {
        let mut weights = zipf(100);
        weights[0] *= by;
        [zipf(100), weights]
    };
    let scenarios: [(&str, [Vec<f64>; 2]); 10] = [
        ("none: 20 labels", [zipf(20), zipf(20)]),
        ("none: 100 labels", [zipf(100), zipf(100)]),
        ("none: 1000 labels", [zipf(1000), zipf(1000)]),
        ("100 labels, the first 1.6 times as often", head(1.6)),
        ("20 labels, the last 10 in reverse", [zipf(20), reversed(zipf(20), 10)]),
        ("100 labels, all but 10 in reverse", [zipf(100), reversed(zipf(100), 10)]),
        ("100 labels, the last 70 replaced", replaced(&zipf(100), 30)),
        ("1000 labels, the last 900 replaced", replaced(&zipf(1000), 100)),
        ("20 labels, one new, 5 %", with_new(&zipf(20), 1, 0.05)),
        ("100 labels, 50 new, 10 %", with_new(&zipf(100), 50, 0.1)),
    ];
    println!("| change |{}", SIZES.map(|(n, m, _)| format!(" {n} / {m} |")).concat());
    println!("|---|{}", SIZES.map(|_| "---:|").concat());
    for (name, [before, after]) in &scenarios {
        print!("| {name} |");
        for (n, m, trials) in SIZES {
            let mut random = Random::new(n as u64 * 1_000_003 + m as u64);
            let mut found = [0_u32; 2];
            for _ in 0..trials {
                let (reference, production) = (draw(before, n, &mut random), draw(after, m, &mut random));
                for (found, p) in found.iter_mut().zip(rule(&reference, &production)) {
                    *found += u32::from(p < 0.05);
                }
            }
            let [with, without] = found.map(|found| 100.0 * f64::from(found) / f64::from(trials));
            print!(" {without:.0} → {with:.0} |");
        }
        println!();
    }
}
