//! The crate's laws against those of `statrs`, on grids that the golden tables do not have, and what `statrs` is accurate to.
//!
//! Our tails are within 1e-12 of mpmath's values (`special.rs`), so the bounds here are `statrs`' errors
//! (`docs/decisions/0021-statrs-where-no-bit-depends-on-it.md`). A new version of it that is better or worse shows here first.

use driftscope_stats::special::{beta_i, gamma_p, gamma_q, normal_quantile, normal_sf};
use driftscope_stats::{chi_squared_law, f_law, student_t_law};
use statrs::distribution::{
    Beta, Binomial, ChiSquared, ContinuousCDF, DiscreteCDF, FisherSnedecor, Normal, Poisson, StudentsT,
};

const SHAPES: [f64; 7] = [0.5, 1.0, 2.5, 7.0, 40.0, 300.0, 5_000.0];

/// 0.05 to 10 in even steps.
fn steps() -> impl Iterator<Item = f64> + Clone {
    (1..=200).map(|step| f64::from(step) * 0.05)
}

/// 0.001 to 0.995 in even steps, and powers of ten down to 1e-12.
fn probabilities() -> impl Iterator<Item = f64> + Clone {
    let even = (1..1000).step_by(7).map(|step| f64::from(step) / 1000.0);
    even.chain((4..=12).map(|digits| libm::pow(10.0, -f64::from(digits))))
}

/// Every pair of shapes.
fn shapes() -> impl Iterator<Item = (f64, f64)> {
    SHAPES.into_iter().flat_map(|a| SHAPES.into_iter().map(move |b| (a, b)))
}

/// The largest relative difference between our value and that of `statrs`, where ours is above 1e-300.
fn largest(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let differences = pairs.filter(|(ours, _)| *ours > 1e-300).map(|(ours, theirs)| (theirs / ours - 1.0).abs());
    // A NaN counts as infinitely far.
    let found: Vec<f64> =
        differences.map(|difference| if difference.is_nan() { f64::INFINITY } else { difference }).collect();
    assert!(found.len() > 100, "{} pairs", found.len());
    found.into_iter().fold(0.0, f64::max)
}

#[test]
fn tails_agree_to_nine_digits() {
    let normal = Normal::standard();
    let chi_squared = |df: f64| ChiSquared::new(df).expect("positive");
    let t = |df: f64| StudentsT::new(0.0, 1.0, df).expect("positive");
    let f = |a: f64, b: f64| FisherSnedecor::new(a, b).expect("positive");
    let beta = |a: f64, b: f64| Beta::new(a, b).expect("positive");
    let by_shape = || SHAPES.into_iter().flat_map(|df| steps().map(move |x| (df, x)));
    let by_shapes = || shapes().flat_map(|(a, b)| steps().map(move |x| (a, b, x)));
    let differences = [
        ("normal", largest((0..370).map(|step| f64::from(step) * 0.1).map(|x| (normal_sf(x), normal.sf(x))))),
        ("χ²", largest(by_shape().map(|(df, x)| (chi_squared_law::sf(x * df, df), chi_squared(df).sf(x * df))))),
        ("t", largest(by_shape().map(|(df, x)| (student_t_law::two_sided(x, df), 2.0 * t(df).sf(x))))),
        ("F", largest(by_shapes().map(|(a, b, x)| (f_law::sf(x, a, b), f(a, b).sf(x))))),
        ("beta", largest(by_shapes().map(|(a, b, x)| (beta_i(a, b, 0.1 * x, 1.0 - 0.1 * x), beta(a, b).cdf(0.1 * x))))),
    ];
    for (law, difference) in differences {
        assert!(difference < 2e-10, "{law}: {difference:e}");
    }
}

#[test]
fn the_normal_quantile_of_statrs_has_thirteen_digits() {
    let pairs = probabilities().map(|p| (normal_quantile(p), Normal::standard().inverse_cdf(p)));
    for (ours, theirs) in pairs {
        assert!((ours - theirs).abs() < 1e-13 * ours.abs().max(0.1), "{ours} {theirs}");
    }
}

/// Each probability, and our probability up to the quantile that `statrs` finds for it.
fn reached(up_to_quantile: impl Fn(f64) -> f64) -> impl Iterator<Item = (f64, f64)> {
    probabilities().map(move |p| (p, up_to_quantile(p)))
}

/// Below a shape of 1 (a χ² law of less than two degrees of freedom) they are wrong near 0, by factors up to 5e9 at p = 1e-12.
#[test]
fn quantiles_of_beta_and_chi_squared_are_near_from_a_shape_of_one_on() {
    for (a, b) in shapes().filter(|(a, b)| *a >= 1.0 && *b >= 1.0) {
        let law = Beta::new(a, b).expect("positive");
        let difference = largest(reached(|p| {
            let quantile = law.inverse_cdf(p);
            beta_i(a, b, quantile, 1.0 - quantile)
        }));
        assert!(difference < 2e-7, "beta, {a} {b}: {difference:e}");
    }
    for shape in SHAPES.into_iter().filter(|shape| *shape >= 1.0) {
        let law = ChiSquared::new(2.0 * shape).expect("positive");
        let even = reached(|p| gamma_p(shape, 0.5 * law.inverse_cdf(p))).filter(|(p, _)| *p >= 1e-3);
        let difference = largest(even);
        // 1.2e-9 where `num-traits` has its feature `std`, as in a build of the whole workspace; less without.
        assert!(difference < 1e-8, "χ², {shape}: {difference:e}");
    }
}

#[test]
fn quantiles_of_poisson_are_right_and_those_of_the_binomial_nearly() {
    for p in probabilities() {
        for mean in [0.1, 3.0, 40.0, 2_000.0, 1e6] {
            let found = Poisson::new(mean).expect("positive").inverse_cdf(p);
            let up_to = |count: u64| gamma_q(count as f64 + 1.0, mean);
            assert!(up_to(found) >= p && (found == 0 || up_to(found - 1) < p), "{mean} {p}: {found}");
        }
        for (size, rate) in [(10, 0.3), (100, 0.01), (1_000, 0.5), (100_000, 0.001), (1_000_000, 0.2)] {
            let found = Binomial::new(rate, size).expect("a rate").inverse_cdf(p);
            let up_to = |count: u64| {
                if count >= size { 1.0 } else { beta_i((size - count) as f64, count as f64 + 1.0, 1.0 - rate, rate) }
            };
            // Near the middle of a million values it stops one short.
            let found = if up_to(found) < p && size == 1_000_000 { found + 1 } else { found };
            assert!(up_to(found) >= p && (found == 0 || up_to(found - 1) < p), "{size} {rate} {p}: {found}");
        }
    }
}
