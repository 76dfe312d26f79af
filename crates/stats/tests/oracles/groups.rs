//! The tests of several samples against SciPy and mpmath.

use driftscope_stats::anova::anova;
use driftscope_stats::kruskal_wallis::kruskal_wallis;
use driftscope_stats::moments::Moments;
use driftscope_stats::sorting::sort_numbers;
use serde_json::Value;

use crate::golden::{assert_close, cases, number};
use crate::streams::values;

fn samples(case: &Value) -> Vec<Vec<f64>> {
    let sorted = |parameters: &Value| {
        let mut values = values(parameters);
        sort_numbers(&mut values);
        values
    };
    case["samples"].as_array().expect("a list").iter().map(sorted).collect()
}

/// Compares a statistic and a p-value with what the table says; returns the p-value where there is a test.
fn compare(case: &Value, test: &str, found: Option<(f64, f64)>) -> Option<f64> {
    let (expected, context) = (&case[test], format!("{test}, {}", case["name"]));
    assert_eq!(found.is_none(), expected.is_null(), "{context}");
    let (statistic, p_value) = found?;
    assert_close(statistic, number(&expected["statistic"]), 1e-11, &context);
    assert_close(p_value, number(&expected["p_value"]), 1e-9, &context);
    Some(p_value)
}

#[test]
fn kruskal_wallis_and_anova_agree() {
    let (mut ranks, mut means) = (Vec::new(), Vec::new());
    for case in cases(include_str!("../golden/groups.json"), 35) {
        let samples = samples(&case);
        let test = kruskal_wallis(&samples.iter().map(Vec::as_slice).collect::<Vec<_>>());
        ranks.extend(compare(&case, "kruskal_wallis", test.map(|test| (test.statistic, test.p_value))));
        let moments: Vec<Moments> = samples.iter().map(|sample| Moments::of_sorted(sample)).collect();
        let test = anova(&moments);
        means.extend(compare(&case, "anova", test.map(|test| (test.statistic, test.p_value))));
    }
    for p_values in [ranks, means] {
        let deep = p_values.iter().filter(|p| (1e-300..1e-250).contains(*p)).count();
        assert!(p_values.len() >= 35 && deep > 0, "{}, {deep}", p_values.len());
    }
}
