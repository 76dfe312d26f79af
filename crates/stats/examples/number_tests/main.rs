//! Counts how often each test of numbers raises a false alarm and how often it finds a change, and prints the tables of
//! `docs/calibration.md`.
//!
//! ```text
//! cargo run --release -p driftscope-stats --example number_tests [number of a size, from 0]
//! ```
//!
//! One thread; seeds are fixed, so the tables are the same on every machine. `cargo xtask bench calibration` runs it and puts the
//! tables into the document.

mod kinds;
mod tables;

use driftscope_stats::anderson_darling::anderson_darling;
use driftscope_stats::combined_rank::combined_rank;
use driftscope_stats::cramer_von_mises::cramer_von_mises;
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::ks::kolmogorov_smirnov;
use driftscope_stats::random::Random;
use driftscope_stats::{bins, chi_square, sorting};
use kinds::{Draw, kinds};

/// The tests that are counted, ours first.
pub(crate) const TESTS: [&str; 6] =
    ["combined rank", "Kolmogorov–Smirnov", "Anderson–Darling", "Cramér–von Mises", "Epps–Singleton", "χ², 20 bins"];

/// Values of the reference, values of production, and how many pairs of each kind are drawn.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub n: usize,
    pub m: usize,
    pub pairs: u64,
}

const fn size(n: usize, m: usize, pairs: u64) -> Size {
    Size { n, m, pairs }
}

const SIZES: [Size; 7] = [
    size(30, 30, 3_000),
    size(100, 100, 2_000),
    size(400, 400, 2_000),
    size(1_000, 100, 1_000),
    size(5_000, 30, 500),
    size(5_000, 500, 100),
    size(100_000, 1_000, 20),
];

/// How often each test had p < 0.05: for each kind, without and with the change.
pub(crate) struct Counted {
    pub size: Size,
    pub kinds: Vec<(&'static str, [u64; 6], [u64; 6])>,
}

fn main() {
    let only: Option<usize> = std::env::args().nth(1).and_then(|place| place.parse().ok());
    let sizes = SIZES.into_iter().enumerate().filter(|(place, _)| only.is_none_or(|only| only == *place));
    let counted: Vec<Counted> = sizes.map(|(_, size)| count(size)).collect();
    print!("{}", tables::all(&counted));
}

fn count(size: Size) -> Counted {
    let kinds = kinds().into_iter().enumerate().map(|(at, kind)| {
        let mut random = Random::new(77 + at as u64);
        let mut found = [[0; 6]; 2];
        for _ in 0..size.pairs {
            for (law, found) in [kind.before, kind.after].into_iter().zip(&mut found) {
                let reference = sample(kind.before, size.n, &mut random);
                let production = sample(law, size.m, &mut random);
                for (p_value, found) in p_values(&reference, &production).into_iter().zip(found) {
                    *found += u64::from(p_value < 0.05);
                }
            }
        }
        (kind.name, found[0], found[1])
    });
    Counted { size, kinds: kinds.collect() }
}

fn sample(draw: Draw, size: usize, random: &mut Random) -> Vec<f64> {
    let mut sample: Vec<f64> = (0..size).map(|_| draw(random)).collect();
    sorting::sort_numbers(&mut sample);
    sample
}

/// A test that is not defined finds nothing.
fn p_values(x: &[f64], y: &[f64]) -> [f64; 6] {
    let edges = bins::pooled_quantile_edges(x, y);
    let counts = [bins::count_between(x, &edges), bins::count_between(y, &edges)];
    let p_values = [
        combined_rank(x, y).map(|test| test.p_value),
        kolmogorov_smirnov(x, y).map(|test| test.p_value),
        anderson_darling(x, y).map(|test| test.p_value),
        cramer_von_mises(x, y).map(|test| test.p_value),
        epps_singleton(x, y).map(|test| test.p_value),
        chi_square::homogeneity(&counts[0], &counts[1]).map(|test| test.p_value),
    ];
    p_values.map(|p_value| p_value.unwrap_or(1.0))
}
