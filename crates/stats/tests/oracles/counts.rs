//! Statistics on counts against SciPy, statsmodels, and exact arithmetic.

use driftscope_stats::chi_square::homogeneity;
use driftscope_stats::cohens_h::cohens_h;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramers_v::cramers_v;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::g::g_test;
use driftscope_stats::hellinger::hellinger;
use driftscope_stats::jensen_shannon::{divergence, effect, null_band};
use driftscope_stats::kl::kl;
use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::permutation::chi_square_permutation;
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::psi::psi;
use driftscope_stats::total_variation::total_variation;
use serde_json::Value;

use crate::golden::{assert_close, cases, counts, number};

fn count_pairs() -> Vec<(String, Vec<u64>, Vec<u64>, Value)> {
    cases(include_str!("../golden/count_pairs.json"), 25)
        .into_iter()
        .map(|case| (case["name"].to_string(), counts(&case["reference"]), counts(&case["production"]), case))
        .collect()
}

#[test]
fn chi_square_agrees() {
    for (name, reference, production, case) in count_pairs() {
        let (found, expected) = (homogeneity(&reference, &production).unwrap(), &case["chi_square"]);
        assert_close(found.degrees_of_freedom, number(&expected["degrees_of_freedom"]), 0.0, &name);
        assert_close(found.smallest_expected, number(&expected["smallest_expected"]), 1e-13, &name);
        // Equal shares leave rounding of the order 1e-30.
        if number(&expected["statistic"]) > 1e-20 {
            assert_close(found.statistic, number(&expected["statistic"]), 1e-11, &name);
        }
        assert_close(found.p_value, number(&expected["p_value"]), 1e-9, &name);
        assert_close(found.p_value, number(&expected["scipy_p_value"]), 1e-9, &name);
    }
}

#[test]
fn jensen_shannon_agrees() {
    for (name, reference, production, case) in count_pairs() {
        let found = divergence(&reference, &production).unwrap();
        let expected = number(&case["jensen_shannon"]);
        assert!((found - expected).abs() <= 1e-12 * expected + 1e-18, "{name}: {found:e} {expected:e}");
        assert_close(effect(&reference, &production).unwrap(), number(&case["effect"]), 1e-9, &name);
        let occurring = reference.iter().zip(&production).filter(|(left, right)| **left + **right > 0).count();
        let band = null_band(occurring, reference.iter().sum(), production.iter().sum());
        assert_close(band, number(&case["null_band"]), 1e-10, &name);
    }
}

#[test]
fn psi_and_total_variation_agree() {
    for (name, reference, production, case) in count_pairs() {
        let found = psi(&reference, &production).unwrap();
        let expected = number(&case["psi"]);
        assert!((found - expected).abs() <= 1e-12 * expected + 1e-17, "{name}: {found:e} {expected:e}");
        let found = total_variation(&reference, &production).unwrap();
        assert!((found - number(&case["total_variation"])).abs() < 1e-15, "{name}: {found:e}");
    }
}

#[test]
fn cramers_v_agrees() {
    for (name, reference, production, case) in count_pairs() {
        match (cramers_v(&reference, &production), case["cramers_v"].as_f64()) {
            (Some(found), Some(expected)) => assert_close(found, expected, 1e-9, &name),
            (found, expected) => assert_eq!(found, expected, "{name}"),
        }
    }
}

#[test]
fn fisher_agrees() {
    for case in cases(include_str!("../golden/fisher.json"), 25) {
        let table = counts(&case["table"]);
        let found = fisher_exact(table[0], table[1], table[2], table[3]);
        assert_close(found, number(&case["p_value"]), 1e-11, &format!("{table:?}"));
        assert_close(found, number(&case["scipy_p_value"]), 1e-9, &format!("{table:?}"));
    }
}

#[test]
fn proportions_agree() {
    for case in cases(include_str!("../golden/proportions.json"), 25) {
        let of = counts(&case["counts"]);
        let found = two_proportions(of[0], of[1], of[2], of[3]).unwrap();
        assert_close(found.z, number(&case["z"]), 1e-11, &format!("{of:?}"));
        assert_close(found.p_value, number(&case["p_value"]), 1e-9, &format!("{of:?}"));
    }
}

#[test]
fn permutation_agrees_with_listing_every_table() {
    const ROUNDS: u32 = 40_000;
    for case in cases(include_str!("../golden/permutation.json"), 6) {
        let (reference, production, expected) =
            (counts(&case["reference"]), counts(&case["production"]), number(&case["p_value"]));
        let found = chi_square_permutation(&reference, &production, ROUNDS, 17).unwrap();
        let error = (expected * (1.0 - expected) / f64::from(ROUNDS)).sqrt();
        assert!((found - expected).abs() < 4.0 * error + 1e-4, "{reference:?}: {found} {expected}");
    }
}

#[test]
fn distances_of_counts_agree() {
    for case in cases(include_str!("../golden/count_distances.json"), 25) {
        let (name, reference, production) =
            (case["name"].to_string(), counts(&case["reference"]), counts(&case["production"]));
        let near = |found: f64, expected: &Value| {
            let expected = number(expected);
            assert!((found - expected).abs() <= 1e-12 * expected + 1e-15, "{name}: {found:e} {expected:e}");
        };
        let (found, expected) = (g_test(&reference, &production).unwrap(), &case["g"]);
        assert_eq!(found.degrees_of_freedom, number(&expected["degrees_of_freedom"]), "{name}");
        if number(&expected["statistic"]) > 0.0 {
            assert_close(found.statistic, number(&expected["statistic"]), 1e-11, &name);
        } else {
            assert!(found.statistic < 1e-20, "{name}: {found:?}");
        }
        assert_close(found.p_value, number(&expected["p_value"]), 1e-9, &name);
        near(kl(&reference, &production).unwrap(), &case["kl"]);
        near(hellinger(&reference, &production).unwrap(), &case["hellinger"]);
        near(l_infinity(&reference, &production).unwrap(), &case["l_infinity"]);
        let (found, expected) = (cohens_w(&reference, &production, 0.95).unwrap(), &case["cohens_w"]);
        near(found.statistic, &expected["statistic"]);
        if let (Some(found), Some(low)) = (found.interval, expected["low"].as_f64()) {
            assert_close(found.low, low, 1e-8, &name);
            assert_close(found.high, number(&expected["high"]), 1e-8, &name);
        }
    }
}

#[test]
fn cohens_h_agrees() {
    for case in cases(include_str!("../golden/cohens_h.json"), 25) {
        let of = counts(&case["counts"]);
        let found = cohens_h(of[0], of[1], of[2], of[3], 0.95).unwrap();
        let context = format!("{of:?}");
        assert_close(found.statistic, number(&case["statistic"]), 1e-14, &context);
        assert!((found.interval.low - number(&case["low"])).abs() < 1e-13, "{context}");
        assert!((found.interval.high - number(&case["high"])).abs() < 1e-13, "{context}");
    }
}
