//! Weighted sums of squares of a bridge, against eigenvalues and mpmath.

use driftscope_stats::bridge_form::BridgeForm;
use driftscope_stats::cramer_von_mises;

use crate::golden::{assert_close, cases, number, numbers};

#[test]
fn every_tail_agrees() {
    let (mut deep, mut compared) = (0, 0);
    for case in cases(include_str!("../golden/bridge_form.json"), 18) {
        let cuts = numbers(&case["places"]).into_iter().zip(numbers(&case["weights"]));
        let form = BridgeForm::of_cuts(cuts).expect("the sum is not always 0");
        let name = case["name"].as_str().unwrap();
        assert_close(form.mean(), number(&case["mean"]), 1e-12, &name);
        assert_close(form.variance(), number(&case["variance"]), 1e-11, &name);
        for tail in case["tails"].as_array().unwrap() {
            let (q, expected) = (number(&tail[0]), number(&tail[1]));
            assert_close(form.sf(q), expected, 1e-11, &format!("{name}, {q}"));
            compared += 1;
            deep += u32::from(expected < 1e-200);
        }
    }
    assert!(compared > 100 && deep >= 15, "{compared}, {deep}");
}

/// With ever more cuts the sum becomes the integral, whose percentage points are published.
#[test]
fn the_limits_without_ties_are_reached() {
    let even = |weight: fn(f64) -> f64| {
        let cuts = (1..4_000).map(|place| f64::from(place) / 4_000.0).map(|t| (t, weight(t) / 4_000.0));
        BridgeForm::of_cuts(cuts).unwrap()
    };
    // Anderson and Darling (1952); Marsaglia and Marsaglia (2004, doi 10.18637/jss.v009.i02), as the 1% of 1954 was not exact.
    for (form, points) in [
        (even(|_| 1.0), [(0.34730, 0.1), (0.46136, 0.05), (0.74346, 0.01), (1.16786, 0.001)]),
        (even(|t| 1.0 / (t * (1.0 - t))), [(1.9330, 0.1), (2.4924, 0.05), (3.8781, 0.01), (5.9694, 0.001)]),
    ] {
        for (q, p) in points {
            assert!((form.sf(q) / p - 1.0).abs() < 2e-3, "{q}: {}", form.sf(q));
        }
    }
    // SciPy's limiting law for large samples without ties is the same.
    let sample: Vec<f64> = (0..40_000).map(f64::from).collect();
    let other: Vec<f64> = sample.iter().map(|value| value * 0.99 + 0.5).collect();
    let test = cramer_von_mises::by_midranks(&sample, &other).unwrap();
    assert_close(even(|_| 1.0).sf(test.statistic), test.p_value, 1e-3, &"Cramér–von Mises");
}
