//! How often the 95 % interval of an estimate without labels holds the accuracy that labels would show.
//!
//! ```sh
//! cargo run --release -p driftscope-stats --example estimate_coverage [SETS]
//! ```
//!
//! The laws are those of `docs/comparison/estimates.py`: scores whose rate is a beta curve of them, or steps; production has 5000 rows with
//! higher scores. Prints a line for each law and number of labelled rows: the share of intervals that hold it, their mean width and the mean
//! error, in points, and how often steps were chosen.

#![allow(clippy::print_stdout, reason = "an example prints")]

use driftscope_stats::performance::ConfusionMetric;
use driftscope_stats::performance::estimate::{Answered, Estimable, Estimator, Labelled, Method};
use driftscope_stats::random::Random;

/// Rows of production.
const PRODUCTION: usize = 5_000;

type Law = (&'static str, fn(f64) -> f64);

const LAWS: [Law; 3] = [("beta curve", beta), ("steps", steps), ("right", |score| score)];

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

fn beta(score: f64) -> f64 {
    logistic(0.3 + 0.6 * libm::log(score) - 1.3 * libm::log(1.0 - score))
}

fn steps(score: f64) -> f64 {
    match score {
        score if score < 0.2 => 0.05,
        score if score < 0.5 => 0.3,
        score if score < 0.8 => 0.65,
        _ => 0.93,
    }
}

/// Scores with labels.
fn rows(random: &mut Random, count: usize, shift: f64, rate: fn(f64) -> f64) -> Vec<(f64, bool)> {
    let row = |_| {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - random.unit()));
        let normal = radius * libm::cos(std::f64::consts::TAU * random.unit());
        let score = (libm::round(1e4 * logistic(shift + 1.5 * normal)) / 1e4).clamp(1e-4, 0.9999);
        (score, random.unit() < rate(score))
    };
    (0..count).map(row).collect()
}

fn labelled(mut rows: Vec<(f64, bool)>) -> Vec<Labelled> {
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    let group = |group: &[(f64, bool)]| {
        let mut found = Labelled { score: group[0].0, ..Labelled::default() };
        group.iter().for_each(|row| if row.1 { found.positive.add(1.0) } else { found.negative.add(1.0) });
        found
    };
    rows.chunk_by(|one, other| one.0 == other.0).map(group).collect()
}

fn main() {
    let sets: usize = std::env::args().nth(1).and_then(|sets| sets.parse().ok()).unwrap_or(400);
    println!("| true rate | labelled rows | held | width, points | error, points | steps chosen |");
    println!("|---|---|---|---|---|---|");
    for (name, rate) in LAWS {
        for count in [500, 2_000, 20_000] {
            let mut random = Random::new(count as u64);
            let (mut held, mut width, mut error, mut stepped) = (0, 0.0, 0.0, 0);
            for _ in 0..sets {
                let reference = labelled(rows(&mut random, count, 0.0, rate));
                let production = rows(&mut random, PRODUCTION, 0.7, rate);
                let realised = production.iter().filter(|row| (row.0 >= 0.5) == row.1).count() as f64;
                let realised = realised / PRODUCTION as f64;
                let answered: Vec<Answered> = production.iter().map(|row| (row.0, row.0 >= 0.5)).collect();
                let Some(estimator) = Estimator::fit(&[reference], None) else { continue };
                stepped += usize::from(estimator.methods().next() == Some(Method::Isotonic));
                for found in estimator.estimate(&[answered], &[Estimable::Confusion(ConfusionMetric::Accuracy)]) {
                    held += usize::from((found.measured.low..=found.measured.high).contains(&realised));
                    width += 100.0 * (found.measured.high - found.measured.low);
                    error += 100.0 * (found.measured.value - realised).abs();
                }
            }
            let of = |sum: f64| sum / sets as f64;
            let (held, stepped) = (100.0 * of(held as f64), 100.0 * of(stepped as f64));
            println!("| {name} | {count} | {held:.1} % | {:.2} | {:.2} | {stepped:.0} % |", of(width), of(error));
        }
    }
}
