//! Prints how often the 95 % interval of the effect covers the true distance: `cargo run --release --example
//! effect_interval_coverage`.

use driftscope_stats::jensen_shannon::effect_interval;
use driftscope_stats::random::Random;

const TRIALS: u32 = 2_000;
const SIZES: [(u64, u64); 7] =
    [(30, 30), (200, 30), (5_000, 30), (30, 5_000), (800, 800), (1_000, 100), (100_000, 1_000)];

fn main() {
    let ten = [0.1; 10];
    let tilted = [0.1, 0.15, 0.07, 0.06, 0.12, 0.1, 0.1, 0.16, 0.04, 0.1];
    let laws: [(&str, &[f64], &[f64]); 9] = [
        ("ten bins, no drift", &ten, &ten),
        ("ten bins, tilted", &ten, &tilted),
        ("three, no drift", &[0.5, 0.3, 0.2], &[0.5, 0.3, 0.2]),
        ("three, moved", &[0.5, 0.3, 0.2], &[0.3, 0.4, 0.3]),
        ("three, far", &[0.7, 0.2, 0.1], &[0.1, 0.3, 0.6]),
        ("missing, 10 %", &[0.9, 0.1], &[0.9, 0.1]),
        ("missing, 2 to 7 %", &[0.98, 0.02], &[0.93, 0.07]),
        ("rare, 0.1 to 1 %", &[0.999, 0.001], &[0.99, 0.01]),
        ("new category", &[0.6, 0.4, 0.0], &[0.55, 0.35, 0.1]),
    ];
    println!("| law | distance | {} |", SIZES.map(|(n, m)| format!("{n}/{m}")).join(" | "));
    println!("|---|---|{}", "---|".repeat(SIZES.len()));
    for (name, reference, production) in laws {
        let true_distance = distance(reference, production);
        let covered =
            SIZES.map(|(n, m)| format!("{:.1}", 100.0 * coverage(reference, production, n, m, true_distance)));
        println!("| {name} | {true_distance:.3} | {} |", covered.join(" | "));
    }
}

fn coverage(reference: &[f64], production: &[f64], n: u64, m: u64, true_distance: f64) -> f64 {
    let mut random = Random::new(7);
    let covers = |_: &u32| {
        let counts = [draw(reference, n, &mut random), draw(production, m, &mut random)];
        effect_interval(&counts[0], &counts[1])
            .is_some_and(|interval| interval.low <= true_distance + 1e-12 && true_distance <= interval.high + 1e-12)
    };
    (0..TRIALS).filter(covers).count() as f64 / f64::from(TRIALS)
}

fn draw(shares: &[f64], rows: u64, random: &mut Random) -> Vec<u64> {
    let mut counts = vec![0; shares.len()];
    for _ in 0..rows {
        let mut left = random.unit();
        let place = shares.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        counts[place.unwrap_or(0)] += 1;
    }
    counts
}

fn distance(reference: &[f64], production: &[f64]) -> f64 {
    let part = |share: f64, mean: f64| if share == 0.0 { 0.0 } else { 0.5 * share * libm::log2(share / mean) };
    let pairs = reference.iter().zip(production);
    pairs.map(|(&p, &q)| part(p, 0.5 * (p + q)) + part(q, 0.5 * (p + q))).sum::<f64>().max(0.0).sqrt()
}
