//! Times the p-values of rank tests given the ties, and shows them. Each time is the least of three.
//!
//! Run with `cargo run --release -p driftscope-stats --example tied_laws`.

use std::time::Instant;

use driftscope_stats::merged::Merged;
use driftscope_stats::random::Random;
use driftscope_stats::sorting::sort_numbers;

/// A test's p-value, from one walk.
type OfWalk = fn(&Merged) -> Option<f64>;

const TESTS: [(&str, OfWalk); 6] = [
    ("ks", |merged| Some(merged.kolmogorov_smirnov().p_value)),
    ("kuiper", |merged| Some(merged.kuiper().p_value)),
    ("cramer_von_mises", |merged| Some(merged.cramer_von_mises().p_value)),
    ("anderson_darling", |merged| merged.anderson_darling().map(|test| test.p_value)),
    ("mann_whitney", |merged| Some(merged.mann_whitney().p_value)),
    ("mood", |merged| merged.mood().map(|test| test.p_value)),
];

fn main() {
    print!("| rows | distinct values | change |");
    TESTS.iter().for_each(|(name, _)| print!(" {name} |"));
    println!("\n|---|---|---|{}", "---|".repeat(TESTS.len()));
    let sizes = [
        (30, 30),
        (300, 200),
        (1_000, 1_000),
        (5_000, 5_000),
        (10_000, 10_000),
        (9_999, 10_000),
        (100_000, 1_000),
        (1_000_000, 30),
    ];
    for (n, m) in sizes {
        for distinct in [3, 20, 2_000, u32::MAX] {
            for change in [0.0, 0.05, 0.5] {
                time(n, m, distinct, change);
            }
        }
    }
}

/// Half of the values are zeros where there are ties, so that no shape is even.
fn sample(random: &mut Random, count: usize, distinct: u32, change: f64) -> Vec<f64> {
    let value = |random: &mut Random| {
        let share = (random.unit() * (1.0 + change)).min(1.0);
        if distinct == u32::MAX { share } else { ((1.5 * share - 0.5).max(0.0) * f64::from(distinct - 1)).round() }
    };
    let mut values: Vec<f64> = (0..count).map(|_| value(random)).collect();
    sort_numbers(&mut values);
    values
}

fn time(n: usize, m: usize, distinct: u32, change: f64) {
    let mut random = Random::new(1);
    let (left, right) = (sample(&mut random, n, distinct, 0.0), sample(&mut random, m, distinct, change));
    let Some(merged) = Merged::of_sorted(&left, &right) else { return };
    let name = if distinct == u32::MAX { "no ties".to_owned() } else { distinct.to_string() };
    print!("| {n}/{m} | {name} | {change} |");
    for (_, p_value) in TESTS {
        let (mut fastest, mut found) = (f64::INFINITY, None);
        for _ in 0..3 {
            let start = Instant::now();
            found = p_value(&merged);
            fastest = fastest.min(start.elapsed().as_secs_f64());
        }
        print!(" {:.1} ms, {:.0e} |", fastest * 1e3, found.unwrap_or(f64::NAN));
    }
    println!();
}
