//! Times every statistic on large samples, and the slowest cases of the laws.
//!
//! Run with `cargo run --release -p driftscope-stats --example speed`.

use std::hint::black_box;
use std::time::Instant;

use driftscope_stats::bins::{count_between, pooled_quantile_edges};
use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::chi_square::pool_rare;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramer_von_mises::cramer_von_mises;
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::hodges_lehmann::hodges_lehmann;
use driftscope_stats::jensen_shannon::{effect, minimum_detectable_effect, null_band_auto};
use driftscope_stats::ks::p_value;
use driftscope_stats::levene::levene;
use driftscope_stats::mann_whitney::mann_whitney;
use driftscope_stats::median_shift::median_shift;
use driftscope_stats::merged::Merged;
use driftscope_stats::mmd::mmd;
use driftscope_stats::permutation::chi_square_permutation;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::random::Random;
use driftscope_stats::sample::Sample;
use driftscope_stats::scale_ratio::scale_ratio;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::special::normal_quantile;
use driftscope_stats::student_t::student_t;
use driftscope_stats::welch_t::welch_t;

const ROWS: usize = 1_000_000;

fn main() {
    let mut random = Random::new(1);
    let mut normal =
        |mean: f64| -> Vec<f64> { (0..ROWS).map(|_| mean + normal_quantile(random.unit().max(1e-12))).collect() };
    let (mut reference, mut production) = (normal(0.0), normal(0.02));
    println!("{ROWS} and {ROWS} normal values");
    time("sort one side", || sort_numbers(&mut reference));
    sort_numbers(&mut production);
    every_test("normal", &reference, &production);
    let coarse = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| libm::round(value * 10.0)).collect() };
    every_test("normal, in 100 steps", &coarse(&reference), &coarse(&production));
    let skewed = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| libm::exp(2.0 * value)).collect() };
    every_test("log-normal", &skewed(&reference), &skewed(&production));

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

/// Every test, distance and effect size of numbers, and their time together.
fn every_test(shape: &str, reference: &[f64], production: &[f64]) {
    println!("every test of {shape} values");
    let start = Instant::now();
    let samples = time("moments of both sides", || (Sample::of_sorted(reference), Sample::of_sorted(production)));
    let moments = (samples.0.moments(), samples.1.moments());
    let merged = time("one walk for all that goes by order", || Merged::of_sorted(reference, production));
    if let Some(merged) = merged {
        time("  of it: ks", || merged.kolmogorov_smirnov());
        time("  of it: anderson_darling", || merged.anderson_darling());
        time("  of it: cramer_von_mises", || merged.cramer_von_mises());
        time("  of it: mann_whitney", || merged.mann_whitney());
        time("  of it: mood", || merged.mood());
        time("  of it: kuiper", || merged.kuiper());
        time("  of it: energy", || merged.energy());
        time("  of it: wasserstein", || merged.wasserstein());
        time("  of it: cliffs_delta", || merged.cliffs_delta(0.95));
    }
    time("epps_singleton", || epps_singleton(reference, production));
    time("student_t", || student_t(moments.0, moments.1));
    time("welch_t", || welch_t(moments.0, moments.1));
    time("levene", || levene(&samples.0, &samples.1));
    time("brown_forsythe", || brown_forsythe(&samples.0, &samples.1));
    time("mmd", || mmd(reference, production, 199, 1));
    time("psi", || psi_sorted(reference, production));
    time("hedges_g", || hedges_g(moments.0, moments.1, 0.95));
    time("median_shift", || median_shift(reference, production, 0.95));
    time("hodges_lehmann", || hodges_lehmann(reference, production));
    time("scale_ratio", || scale_ratio(&samples.0, &samples.1, 0.95));
    time("bins, effect, null band", || {
        let edges = pooled_quantile_edges(reference, production);
        let counts = (count_between(reference, &edges), count_between(production, &edges));
        (effect(&counts.0, &counts.1), null_band_auto(&counts.0, &counts.1))
    });
    println!("{:10.3} ms  together", start.elapsed().as_secs_f64() * 1e3);
}

fn time<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = black_box(work());
    println!("{:10.3} ms  {what}", start.elapsed().as_secs_f64() * 1e3);
    result
}
