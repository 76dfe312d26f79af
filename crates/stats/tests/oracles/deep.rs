//! Tests of counts whose p-values lie far in the tail, against mpmath and exact fractions.

use driftscope_stats::chi_square::homogeneity;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::g::g_test;
use driftscope_stats::proportions::two_proportions;
use serde_json::Value;

use crate::golden::{assert_close, cases, counts, number};

#[test]
fn tails_of_tests_of_counts_agree() {
    let mut found = Vec::new();
    for case in cases(include_str!("../golden/deep.json"), 25) {
        let (reference, production) = (counts(&case["reference"]), counts(&case["production"]));
        let context = format!("{reference:?} {production:?}");
        let mut compare = |name: &'static str, statistic: Option<f64>, p_value: f64| {
            let Value::Object(expected) = &case[name] else { return };
            if let Some(statistic) = statistic {
                assert_close(statistic, number(&expected["statistic"]), 1e-11, &context);
            }
            assert_close(p_value, number(&expected["p_value"]), 1e-9, &format!("{name}, {context}"));
            found.push((name, p_value));
        };
        let test = homogeneity(&reference, &production).expect("no side is empty");
        compare("chi_square", Some(test.statistic), test.p_value);
        let test = g_test(&reference, &production).expect("no side is empty");
        compare("g", Some(test.statistic), test.p_value);
        if let (&[a, b], &[c, d]) = (reference.as_slice(), production.as_slice()) {
            let test = two_proportions(b, a + b, d, c + d).expect("no side is empty");
            compare("z", Some(test.z), test.p_value);
            compare("fisher", None, fisher_exact(a, b, c, d));
        }
    }
    for name in ["chi_square", "g", "z", "fisher"] {
        let p_values: Vec<f64> = found.iter().filter(|(other, _)| *other == name).map(|(_, p)| *p).collect();
        let smallest = p_values.iter().copied().fold(1.0, f64::min);
        assert!(p_values.len() >= 10 && smallest < 1e-280, "{name}: {}, {smallest:e}", p_values.len());
    }
}
