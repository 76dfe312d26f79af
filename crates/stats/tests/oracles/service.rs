//! Intervals of quantiles, shares and shifts, compared with SciPy, statsmodels and NumPy.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::hodges_lehmann::{hodges_lehmann, hodges_lehmann_interval};
use driftscope_stats::mantel_haenszel::{Stratum, risk_difference};
use driftscope_stats::newcombe::{share_difference, share_interval};
use driftscope_stats::quantile_interval::quantile_ranks;
use driftscope_stats::stratified_shift::stratified_shift;
use serde_json::Value;

fn golden(part: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../golden/service.json")).unwrap();
    all[part].as_array().unwrap().clone()
}

fn counts(value: &Value) -> [u64; 2] {
    [0, 1].map(|side| value[side].as_u64().unwrap())
}

fn near(found: f64, expected: &Value, what: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{found} is not {expected}: {what}");
}

#[test]
fn ranks_of_quantiles_are_those_of_scipy() {
    let cases = golden("quantiles");
    assert!(cases.len() > 200);
    for case in cases {
        let found = quantile_ranks(
            case["size"].as_u64().unwrap(),
            case["probability"].as_f64().unwrap(),
            case["level"].as_f64().unwrap(),
        );
        assert_eq!((found.low, found.high), (case["low"].as_u64(), case["high"].as_u64()), "{case}");
    }
}

#[test]
fn intervals_of_shares_are_those_of_statsmodels() {
    let cases = golden("shares");
    assert!(cases.len() > 80);
    for case in cases {
        let (hits, of, level) = (counts(&case["hits"]), counts(&case["cases"]), case["level"].as_f64().unwrap());
        let share = share_interval(hits[0], of[0], level).unwrap();
        near(share.low, &case["share"][0], &case);
        near(share.high, &case["share"][1], &case);
        let (_, difference) = share_difference(hits, of, level).unwrap();
        near(difference.low, &case["difference"][0], &case);
        near(difference.high, &case["difference"][1], &case);
    }
}

#[test]
fn risk_differences_are_those_of_fractions() {
    let cases = golden("mantel_haenszel");
    assert!(cases.len() >= 25);
    for case in cases {
        let strata: Vec<Stratum> = case["hits"]
            .as_array()
            .unwrap()
            .iter()
            .zip(case["cases"].as_array().unwrap())
            .map(|(hits, cases)| Stratum { hits: counts(hits), cases: counts(cases) })
            .collect();
        let (difference, interval) = risk_difference(&strata, 0.95).unwrap();
        near(difference, &case["difference"], &case["difference"]);
        near(interval.low, &case["low"], &case["low"]);
        near(interval.high, &case["high"], &case["high"]);
    }
    // A stratum with one group alone has no weight; impossible counts have no difference.
    let alone = Stratum { hits: [3, 0], cases: [9, 0] };
    assert_eq!(risk_difference(&[alone], 0.95), None);
    assert_eq!(risk_difference(&[Stratum { hits: [3, 0], cases: [2, 2] }], 0.95), None);
}

#[test]
fn shifts_have_the_ranks_of_all_differences() {
    for case in golden("shifts") {
        let values =
            |key: &str| -> Vec<f64> { case[key].as_array().unwrap().iter().filter_map(Value::as_f64).collect() };
        let (x, y) = (values("x"), values("y"));
        near(hodges_lehmann(&x, &y).unwrap(), &case["shift"], &case["shift"]);
        match hodges_lehmann_interval(&x, &y, 0.95) {
            Some(interval) => {
                near(interval.low, &case["low"], &case["low"]);
                near(interval.high, &case["high"], &case["high"]);
            }
            None => assert!(case["low"].is_null()),
        }
    }
}

#[test]
fn shifts_within_strata_are_weighted_means() {
    for case in golden("strata") {
        let strata: Vec<[Vec<f64>; 2]> = serde_json::from_value(case["strata"].clone()).unwrap();
        let strata: Vec<[&[f64]; 2]> = strata.iter().map(|stratum| stratum.each_ref().map(Vec::as_slice)).collect();
        let (shift, interval) = stratified_shift(&strata, 0.95).unwrap();
        near(shift, &case["shift"], &case["shift"]);
        near(interval.low, &case["low"], &case["low"]);
        near(interval.high, &case["high"], &case["high"]);
    }
    assert_eq!(stratified_shift(&[[&[1.0], &[2.0]]], 0.95), None);
}
