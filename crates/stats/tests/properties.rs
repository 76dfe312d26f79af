//! What must hold for any input, tried on many drawn from a seeded generator.

use driftscope_stats::bins::{count_between, pooled_quantile_edges};
use driftscope_stats::chi_square::{homogeneity, pool_rare};
use driftscope_stats::cramers_v::cramers_v;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::jensen_shannon::{divergence, effect, minimum_detectable_effect, null_band_auto};
use driftscope_stats::ks::kolmogorov_smirnov;
use driftscope_stats::moments::Moments;
use driftscope_stats::permutation::chi_square_permutation;
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::psi::{psi, psi_sorted};
use driftscope_stats::quantile::quantile_sorted;
use driftscope_stats::random::Random;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::special::normal_quantile;
use driftscope_stats::total_variation::total_variation;
use driftscope_stats::wasserstein::{wasserstein, wasserstein_normed};

/// A sorted sample of one of several shapes: spread, coarse, skewed, heavy-tailed, constant, with infinities.
fn sample(random: &mut Random) -> Vec<f64> {
    let length = 1 + random.below(150);
    let shape = random.below(6);
    let mut values: Vec<f64> = (0..length)
        .map(|_| match shape {
            0 => normal_quantile(random.unit().max(1e-12)),
            1 => random.below(5) as f64,
            2 => -libm::log(1.0 - random.unit()),
            3 => 1.0 / (random.unit() - 0.5),
            4 => 7.5,
            _ => [f64::NEG_INFINITY, f64::INFINITY, -0.0, 1.0, 2.0][random.below(5) as usize],
        })
        .collect();
    sort_numbers(&mut values);
    values
}

/// Counts over up to forty categories, many of them empty.
fn counts(random: &mut Random, categories: u64) -> Vec<u64> {
    let largest = [1, 3, 50, 10_000][random.below(4) as usize];
    (0..categories).map(|_| random.below(largest + 1) * random.below(2)).collect()
}

fn pairs_of_samples(rounds: usize) -> impl Iterator<Item = (Vec<f64>, Vec<f64>)> {
    let mut random = Random::new(99);
    (0..rounds).map(move |_| (sample(&mut random), sample(&mut random)))
}

fn pairs_of_counts(rounds: usize) -> impl Iterator<Item = (Vec<u64>, Vec<u64>)> {
    let mut random = Random::new(98);
    (0..rounds).map(move |_| {
        let categories = 1 + random.below(40);
        (counts(&mut random, categories), counts(&mut random, categories))
    })
}

#[test]
fn a_sample_does_not_drift_from_itself() {
    for (sample, _) in pairs_of_samples(300) {
        let test = kolmogorov_smirnov(&sample, &sample).unwrap();
        assert_eq!((test.statistic, test.p_value), (0.0, 1.0));
        assert_eq!(psi_sorted(&sample, &sample), Some(0.0));
        assert!(wasserstein(&sample, &sample).is_none_or(|distance| distance == 0.0));
        assert!(wasserstein_normed(&sample, &sample).is_none_or(|distance| distance == 0.0));
        let binned = count_between(&sample, &pooled_quantile_edges(&sample, &sample));
        assert_eq!(effect(&binned, &binned), Some(0.0));
    }
}

#[test]
fn counts_do_not_drift_from_themselves() {
    for (counts, _) in pairs_of_counts(300).filter(|(counts, _)| counts.iter().sum::<u64>() > 0) {
        assert_eq!(divergence(&counts, &counts), Some(0.0));
        assert_eq!((psi(&counts, &counts), total_variation(&counts, &counts)), (Some(0.0), Some(0.0)));
        let test = homogeneity(&counts, &counts).unwrap();
        assert!(test.statistic < 1e-9 && test.p_value > 0.999_999, "{test:?}");
        assert_eq!(chi_square_permutation(&counts, &counts, 50, 1), Some(1.0));
        assert_eq!(two_proportions(counts[0], u64::MAX / 2, counts[0], u64::MAX / 2).unwrap().p_value, 1.0);
    }
}

#[test]
fn the_sides_may_change_places() {
    for (left, right) in pairs_of_samples(300) {
        let (there, back) = (kolmogorov_smirnov(&left, &right).unwrap(), kolmogorov_smirnov(&right, &left).unwrap());
        assert_eq!((there.statistic, there.location), (back.statistic, back.location));
        assert!((there.p_value - back.p_value).abs() <= 1e-12 * there.p_value);
        let (there, back) = (wasserstein(&left, &right), wasserstein(&right, &left));
        assert!((there.unwrap_or(0.0) - back.unwrap_or(0.0)).abs() <= 1e-12 * there.unwrap_or(0.0));
        assert_eq!(pooled_quantile_edges(&left, &right), pooled_quantile_edges(&right, &left));
    }
    for (left, right) in pairs_of_counts(300) {
        let close = |there: Option<f64>, back: Option<f64>| match (there, back) {
            (Some(there), Some(back)) => (there - back).abs() <= 1e-10 * there.abs() + 1e-15,
            (there, back) => there == back,
        };
        assert!(close(divergence(&left, &right), divergence(&right, &left)));
        assert!(close(total_variation(&left, &right), total_variation(&right, &left)));
        assert!(close(cramers_v(&left, &right), cramers_v(&right, &left)));
        assert!(close(psi(&left, &right), psi(&right, &left)));
        let p_value = |one: &[u64], other: &[u64]| homogeneity(one, other).map(|test| test.p_value);
        assert!(close(p_value(&left, &right), p_value(&right, &left)));
    }
}

#[test]
fn the_order_of_rows_and_of_categories_does_not_matter() {
    let mut random = Random::new(97);
    for (sorted, _) in pairs_of_samples(200) {
        let mut shuffled = sorted.clone();
        shuffle(&mut shuffled, &mut random);
        sort_numbers(&mut shuffled);
        assert_eq!(bits(&shuffled), bits(&sorted));
        assert_eq!(Moments::of_sorted(&shuffled), Moments::of_sorted(&sorted));
    }
    for (left, right) in pairs_of_counts(200) {
        let mut places: Vec<usize> = (0..left.len()).collect();
        shuffle(&mut places, &mut random);
        let other_left: Vec<u64> = places.iter().map(|&place| left[place]).collect();
        let other_right: Vec<u64> = places.iter().map(|&place| right[place]).collect();
        let sorted = |(left, right): (Vec<u64>, Vec<u64>)| {
            let mut pairs: Vec<(u64, u64)> = left.into_iter().zip(right).collect();
            pairs.sort_unstable();
            pairs
        };
        assert_eq!(sorted(pool_rare(&left, &right, 5.0)), sorted(pool_rare(&other_left, &other_right, 5.0)));
        let (one, other) =
            (divergence(&left, &right).unwrap_or(0.0), divergence(&other_left, &other_right).unwrap_or(0.0));
        assert!((one - other).abs() < 1e-14);
    }
}

#[test]
fn a_rising_function_leaves_ranks_alone() {
    for (left, right) in pairs_of_samples(200) {
        let rising = |values: &[f64]| -> Vec<f64> {
            values
                .iter()
                .map(|&value| if value.is_finite() { libm::atan(value) * 3.0 - 100.0 } else { value })
                .collect()
        };
        let (before, after) =
            (kolmogorov_smirnov(&left, &right).unwrap(), kolmogorov_smirnov(&rising(&left), &rising(&right)).unwrap());
        assert_eq!((before.statistic, before.p_value), (after.statistic, after.p_value));
        assert_eq!((before.reference_share, before.production_share), (after.reference_share, after.production_share));
        let binned = |left: &[f64], right: &[f64]| {
            let edges = pooled_quantile_edges(left, right);
            (count_between(left, &edges), count_between(right, &edges))
        };
        assert_eq!(binned(&left, &right), binned(&rising(&left), &rising(&right)));
    }
}

#[test]
fn a_shift_is_the_wasserstein_distance() {
    for (sample, _) in pairs_of_samples(200) {
        let finite: Vec<f64> = sample.into_iter().filter(|value| value.abs() < 1e3).collect();
        let shifted: Vec<f64> = finite.iter().map(|value| value + 2.5).collect();
        assert!(wasserstein(&finite, &shifted).is_none_or(|distance| (distance - 2.5).abs() < 1e-12));
    }
}

#[test]
fn results_stay_within_their_ranges() {
    for (left, right) in pairs_of_samples(400) {
        let test = kolmogorov_smirnov(&left, &right).unwrap();
        assert!((0.0..=1.0).contains(&test.statistic) && (0.0..=1.0).contains(&test.p_value));
        for side in [&left, &right] {
            let probabilities = [0.0, 0.1, 0.37, 0.5, 0.9, 1.0];
            let quantiles: Vec<f64> = probabilities.iter().filter_map(|&p| quantile_sorted(side, p)).collect();
            assert!(quantiles.windows(2).all(|pair| pair[0] <= pair[1]), "{quantiles:?}");
        }
        let edges = pooled_quantile_edges(&left, &right);
        assert!(edges.iter().all(|edge| edge.is_finite()) && edges.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(count_between(&left, &edges).iter().sum::<u64>(), left.len() as u64);
    }
    for (left, right) in pairs_of_counts(400) {
        let within = |value: Option<f64>| value.is_none_or(|value| (0.0..=1.0).contains(&value));
        assert!(within(divergence(&left, &right)) && within(effect(&left, &right)));
        assert!(within(total_variation(&left, &right)) && within(cramers_v(&left, &right)));
        assert!(within(homogeneity(&left, &right).map(|test| test.p_value)));
        assert!(within(Some(null_band_auto(&left, &right))));
        let cell = |side: &[u64], place: usize| side.get(place).copied().unwrap_or(0);
        assert!(within(Some(fisher_exact(cell(&left, 0), cell(&left, 1), cell(&right, 0), cell(&right, 1)))));
    }
}

#[test]
fn more_rows_detect_smaller_effects() {
    let mut last = f64::INFINITY;
    for rows in [10, 30, 100, 1_000, 100_000, 1_000_000_000] {
        let detectable = minimum_detectable_effect(3.0, rows, 2 * rows, 0.05, 0.8);
        assert!(detectable < last && detectable > 0.0, "{rows}: {detectable}");
        last = detectable;
    }
}

fn shuffle<T>(values: &mut [T], random: &mut Random) {
    for end in (1..values.len()).rev() {
        values.swap(end, random.below(end as u64 + 1) as usize);
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}
