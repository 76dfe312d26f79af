//! Times every statistic on large samples, and the slowest cases of the laws.
//!
//! Run with `cargo run --release -p driftscope-stats --example speed`.

use std::hint::black_box;
use std::time::Instant;

use driftscope_stats::bins::{count_between, pooled_quantile_edges};
use driftscope_stats::chi_square::pool_rare;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::jensen_shannon::{effect, minimum_detectable_effect, null_band_auto};
use driftscope_stats::ks::{kolmogorov_smirnov, p_value};
use driftscope_stats::moments::Moments;
use driftscope_stats::permutation::chi_square_permutation;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::random::Random;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::special::normal_quantile;
use driftscope_stats::wasserstein::{wasserstein, wasserstein_normed};

const ROWS: usize = 1_000_000;

fn main() {
    let mut random = Random::new(1);
    let mut normal =
        |mean: f64| -> Vec<f64> { (0..ROWS).map(|_| mean + normal_quantile(random.unit().max(1e-12))).collect() };
    let (mut reference, mut production) = (normal(0.0), normal(0.02));
    println!("{ROWS} and {ROWS} normal values");
    time("sort one side", || sort_numbers(&mut reference));
    sort_numbers(&mut production);
    time("moments of one side", || Moments::of_sorted(&reference));
    time("ks", || kolmogorov_smirnov(&reference, &production));
    time("wasserstein", || wasserstein(&reference, &production));
    time("wasserstein_normed", || wasserstein_normed(&reference, &production));
    time("psi", || psi_sorted(&reference, &production));
    time("bins, effect, null band", || {
        let edges = pooled_quantile_edges(&reference, &production);
        let counts = (count_between(&reference, &edges), count_between(&production, &edges));
        (effect(&counts.0, &counts.1), null_band_auto(&counts.0, &counts.1))
    });
    let mut coarse: Vec<f64> = reference.iter().map(|value| libm::round(value * 10.0)).collect();
    sort_numbers(&mut coarse);
    time("ks with ties", || kolmogorov_smirnov(&coarse, &production));

    println!("laws");
    for (n, m, distance) in [(10_000, 9_999, 0.02), (10_000, 9_999, 0.1), (10_000, 9_999, 0.27), (10_000, 9_999, 0.3)] {
        time(&format!("ks exact {n}, {m}, {distance}"), || p_value(distance, n, m));
    }
    for (n, m, distance) in
        [(10_000, 10_000, 0.02), (10_000, 100, 0.5), (200_000, 190_000, 0.0006), (100_000, 60_000, 0.001)]
    {
        time(&format!("ks {n}, {m}, {distance}"), || p_value(distance, n, m));
    }
    time("ks 1e6, 1e6, 0.02", || p_value(0.02, 1_000_000, 1_000_000));
    time("minimum detectable effect", || minimum_detectable_effect(19.0, 1_000, 1_000, 0.05, 0.8));
    time("fisher of 1e9 values", || fisher_exact(250_000_000, 249_990_000, 250_000_000, 249_999_000));
    let sparse: Vec<u64> = (0..500).map(|place| 1 + 400 / (1 + place)).collect();
    time("null band, 500 thin categories", || null_band_auto(&sparse, &sparse));
    time("null band, 5 categories, 30 rows", || null_band_auto(&[900, 1_000, 800, 1_100, 1_200], &[6, 6, 5, 8, 5]));
    time("permutation, 500 categories, 9999 rounds", || chi_square_permutation(&sparse, &sparse, 9_999, 1));
    time("permutation, 12 categories of 30 rows, 9999 rounds", || {
        chi_square_permutation(
            &[200, 90, 40, 20, 9, 9, 8, 7, 6, 5, 4, 3],
            &[10, 5, 5, 3, 1, 0, 2, 1, 1, 1, 1, 0],
            9_999,
            1,
        )
    });
    let wide = vec![1; 1_000_000];
    time("pooling a million categories", || pool_rare(&wide, &wide, 5.0));
    time("null band, a million thin categories against 9 rows", || null_band_auto(&wide, &[1; 9]));
    time("permutation, the same, 9999 rounds", || chi_square_permutation(&wide, &[1; 9], 9_999, 1));
    time("null band, a million thin categories", || null_band_auto(&wide, &wide));
}

fn time<T>(what: &str, work: impl FnOnce() -> T) {
    let start = Instant::now();
    black_box(work());
    println!("{:10.3} ms  {what}", start.elapsed().as_secs_f64() * 1e3);
}
