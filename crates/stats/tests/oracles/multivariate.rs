//! What columns show together, against scikit-learn, statsmodels and SciPy.

use driftscope_stats::correlation::{Coefficient, Standardised, change, change_between, pearson, spearman};
use driftscope_stats::domain_classifier::{Rows, domain_classifier};
use driftscope_stats::normal_scores::normal_scores;
use driftscope_stats::reconstruction::Components;
use driftscope_stats::roc_auc::roc_auc;
use serde_json::Value;

use crate::golden::{assert_close, cases, number, numbers};

fn tables() -> Vec<([Vec<Vec<f64>>; 2], Value)> {
    let columns = |value: &Value| value.as_array().expect("columns").iter().map(numbers).collect();
    cases(include_str!("../golden/multivariate.json"), 4)
        .into_iter()
        .map(|case| ([columns(&case["reference"]), columns(&case["production"])], case))
        .collect()
}

#[test]
fn the_domain_classifier_is_that_of_scikit_learn() {
    for ([reference, production], case) in tables() {
        let features: Vec<Vec<f64>> =
            reference.iter().zip(&production).map(|(one, other)| [one.as_slice(), other].concat()).collect();
        let rows = Rows { features: &features, reference: reference[0].len(), groups: &[] };
        let seed = case["seed"].as_u64().expect("a seed");
        let found = domain_classifier(rows, 5, seed, 0.95).expect("an area");
        let expected = &case["classifier"];
        assert_close(found.auc, number(&expected["auc"]), 1e-9, &"auc");
        assert_close(found.interval.low, number(&expected["low"]), 1e-9, &"low");
        assert_close(found.interval.high, number(&expected["high"]), 1e-9, &"high");
        assert_close(found.p_value.expect("a test"), number(&expected["p_value"]), 1e-8, &"p");
    }
}

#[test]
fn areas_and_scores_are_those_of_the_definition() {
    for ([reference, production], case) in tables() {
        let found = roc_auc(&reference[0], &production[0]).expect("an area");
        assert_close(found.auc, number(&case["area"]["auc"]), 1e-12, &"auc");
        assert_close(found.variance, number(&case["area"]["variance"]), 1e-12, &"variance");
        for (found, expected) in normal_scores(&reference[0]).into_iter().zip(numbers(&case["scores"])) {
            assert!((found - expected).abs() < 1e-13, "{found} is not {expected}");
        }
    }
}

#[test]
fn reconstruction_errors_are_those_of_scikit_learn() {
    for (sides, case) in tables() {
        let expected = &case["reconstruction"];
        let components = Components::fit(&sides[0], 0.65).expect("components");
        assert_eq!(Some(components.count() as u64), expected["components"].as_u64());
        assert_close(components.explained, number(&expected["explained"]), 1e-12, &"explained");
        for (side, name) in sides.iter().zip(["reference_errors", "production_errors"]) {
            let errors = components.errors(side);
            assert_eq!(errors.len(), side[0].len());
            for (found, expected) in errors.into_iter().zip(numbers(&expected[name])) {
                assert_close(found, expected, 1e-9, &name);
            }
        }
    }
}

#[test]
fn correlations_and_their_changes_are_those_of_scipy() {
    for (sides, case) in tables() {
        for (kind, name) in [(Coefficient::Pearson, "pearson"), (Coefficient::Spearman, "spearman")] {
            let coefficient = if kind == Coefficient::Pearson { pearson } else { spearman };
            let found = sides.each_ref().map(|side| coefficient(&side[0], &side[1]).expect("a coefficient"));
            for (side, (found, _)) in found.iter().enumerate() {
                assert_close(*found, number(&case["correlations"][side][name]), 1e-12, &name);
            }
            let test = change(kind, found[0], found[1], 0.95).expect("a test");
            let expected = &case[format!("{name}_change")];
            assert_close(test.statistic, number(&expected["statistic"]), 1e-10, &name);
            assert_close(test.p_value, number(&expected["p_value"]), 1e-9, &name);
            assert_close(test.interval.low, number(&expected["low"]), 1e-10, &name);
            assert_close(test.interval.high, number(&expected["high"]), 1e-10, &name);
        }
    }
}

#[test]
fn pearson_with_the_variance_of_the_values_is_that_of_leaving_rows_out() {
    for (sides, case) in tables() {
        let [reference, production] = sides.each_ref().map(|side| {
            let [x, y] = [&side[0], &side[1]].map(|column| Standardised::of(column));
            x.pearson(&y).expect("an estimate")
        });
        let test = change_between(&reference, &production, 0.95).expect("a test");
        let expected = &case["pearson_jackknife"];
        assert_close(reference.coefficient, number(&expected["reference"]), 1e-12, &"reference");
        assert_close(production.coefficient, number(&expected["production"]), 1e-12, &"production");
        assert_close(test.statistic, number(&expected["statistic"]), 1e-9, &"statistic");
        assert_close(test.p_value, number(&expected["p_value"]), 1e-8, &"p");
        assert_close(test.interval.low, number(&expected["low"]), 1e-9, &"low");
        assert_close(test.interval.high, number(&expected["high"]), 1e-9, &"high");
    }
}
