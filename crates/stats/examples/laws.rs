//! Times the slowest cases of the laws: p-values, null bands and permutations whose work does not go by the rows.
//!
//! Run with `cargo run --release -p driftscope-stats --example laws`.

use std::hint::black_box;
use std::time::Instant;

use driftscope_stats::chi_square::pool_rare;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramer_von_mises::cramer_von_mises;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::jensen_shannon::{minimum_detectable_effect, null_band_auto};
use driftscope_stats::ks::p_value;
use driftscope_stats::mann_whitney::mann_whitney;
use driftscope_stats::permutation::chi_square_permutation;

fn main() {
    for (n, m, distance) in [(10_000, 9_999, 0.02), (10_000, 9_999, 0.1), (10_000, 9_999, 0.27), (10_000, 9_999, 0.3)] {
        time(&format!("ks exact {n}, {m}, {distance}"), || p_value(distance, n, m));
    }
    for (n, m, distance) in
        [(10_000, 10_000, 0.02), (10_000, 100, 0.5), (200_000, 190_000, 0.0006), (100_000, 60_000, 0.001)]
    {
        time(&format!("ks {n}, {m}, {distance}"), || p_value(distance, n, m));
    }
    time("ks 1e6, 1e6, 0.02", || p_value(0.02, 1_000_000, 1_000_000));
    let few: Vec<f64> = (0..8).map(|step| 0.5 + 100_000.0 * f64::from(step)).collect();
    let many: Vec<f64> = (0..1_000_000).map(f64::from).collect();
    time("mann_whitney exact 8, 1e6", || mann_whitney(&few, &many));
    let [twenty, nineteen] = [20, 19].map(|count| (0..count).map(|step| f64::from(step) * 1.01).collect::<Vec<f64>>());
    time("cramer_von_mises exact 20, 19", || cramer_von_mises(&twenty, &nineteen));
    time("cohens_w of chi-square 4e7", || cohens_w(&[1 << 26, 1 << 20], &[1 << 20, 1 << 24], 0.95));
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

fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = black_box(work());
    println!("{:10.3} ms  {what}", start.elapsed().as_secs_f64() * 1e3);
    result
}
