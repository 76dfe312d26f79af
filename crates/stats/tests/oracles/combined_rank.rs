//! The combined rank test against an independent computation of its laws, and against random relabelling.

use driftscope_stats::combined_rank::{Look, combined_rank};
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).collect()
}

#[test]
fn looks_are_those_of_the_definition_and_of_relabelling() {
    let golden: Value = serde_json::from_str(include_str!("../golden/combined_rank.json")).expect("JSON");
    let rounds = golden["rounds"].as_f64().expect("a number");
    let cases = golden["cases"].as_array().expect("cases");
    assert!(cases.len() >= 60);
    for case in cases {
        let (reference, production) = (numbers(&case["reference"]), numbers(&case["production"]));
        let what = format!("{} {}/{}", case["name"], reference.len(), production.len());
        let test = combined_rank(&reference, &production).expect("a test");
        let looks = test.looks;
        let named = [
            ("likelihood_ratio_middle", Some(looks.middle), 0.12),
            ("likelihood_ratio_tails", Some(looks.tails), 0.15),
            ("scan", Some(looks.scan), 0.55),
            ("chi_square_of_values", looks.bins, 0.2),
        ];
        for (name, look, accuracy) in named {
            let expected = &case["looks"][name];
            assert_eq!(look.is_some(), expected.is_object(), "{what} {name}");
            let Some(Look { statistic, p_value }) = look else { continue };
            let near = |found: f64, expected: &Value, relative: f64| {
                let expected = expected.as_f64().expect("a number");
                assert!(
                    (found - expected).abs() <= relative * expected.abs() + 1e-12,
                    "{what} {name}: {found} {expected}"
                );
            };
            near(statistic, &expected["statistic"], 1e-9);
            near(p_value, &expected["p_value"], 1e-6);
            // The law is an approximation; by chance the share is off by a few standard errors.
            let share = expected["relabelled"].as_f64().expect("a share");
            let error = (share.max(p_value) * (1.0 - share.min(p_value)) / rounds).sqrt();
            // In few rows the statistic takes few values, each of which is likely.
            let accuracy = if reference.len().min(production.len()) < 50 { 0.4 } else { accuracy };
            let allowed = 4.5 * error + accuracy * share.max(p_value) + 1e-4;
            assert!((share - p_value).abs() <= allowed, "{what} {name}: {p_value}, by relabelling {share}");
        }
        let expected = case["p_value"].as_f64().expect("a number");
        assert!((test.p_value / expected - 1.0).abs() < 1e-5, "{what}: {} {expected}", test.p_value);
    }
}
