//! Probabilities of several classes, curves and groups, compared with scikit-learn, SciPy and statsmodels.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::performance::{ClassScoreMetric, ClassScores, GroupRows, Scores, class_scores, curve, gaps};
use serde_json::Value;

const Z: f64 = 1.959_963_984_540_054;

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/class_scores.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

#[test]
fn probabilities_of_several_classes() {
    for case in golden()["classes"].as_array().unwrap() {
        let (name, expected) = (case["name"].as_str().unwrap(), &case["expected"]);
        let mut rows = ClassScores::new(case["classes"].as_u64().unwrap() as usize);
        for (truth, scores) in numbers(&case["truth"]).into_iter().zip(case["scores"].as_array().unwrap()) {
            rows.add(truth as usize, &numbers(scores));
        }
        for (metric, key, variance) in [
            (ClassScoreMetric::MacroRocAuc, "macro_roc_auc", "macro_variance"),
            (ClassScoreMetric::WeightedRocAuc, "weighted_roc_auc", "weighted_variance"),
        ] {
            let found = class_scores::measure(metric, &rows).unwrap();
            near(found.value, expected[key].as_f64().unwrap(), &format!("{name}: {key}"));
            let value = found.value;
            if value < 1.0 {
                let reach = Z * expected[variance].as_f64().unwrap().sqrt() / (value * (1.0 - value));
                let end = |by: f64| 1.0 / (1.0 + libm::exp(-(libm::log(value / (1.0 - value)) + by)));
                near(found.low, end(-reach), &format!("{name}: {key}, low"));
                near(found.high, end(reach), &format!("{name}: {key}, high"));
            }
        }
        for (metric, key, interval) in [
            (ClassScoreMetric::LogLoss, "log_loss", "log_loss_interval"),
            (ClassScoreMetric::Brier, "brier", "brier_interval"),
        ] {
            let found = class_scores::measure(metric, &rows).unwrap();
            near(found.value, expected[key].as_f64().unwrap(), &format!("{name}: {key}"));
            let ends = numbers(&expected[interval]);
            assert!((found.low - ends[0]).abs() < 1e-8 && (found.high - ends[1]).abs() < 1e-8, "{name}: {key}");
        }
    }
}

#[test]
fn curves_at_their_thresholds() {
    for case in golden()["curves"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let labels = numbers(&case["truth"]).into_iter().map(|label| label > 0.5);
        let rows: Vec<(f64, bool)> = numbers(&case["scores"]).into_iter().zip(labels).collect();
        let known: Vec<Vec<f64>> = case["points"].as_array().unwrap().iter().map(numbers).collect();
        let points = curve(&Scores::of(&rows));
        assert!(points.len() >= 5, "{name}: {}", points.len());
        for point in points {
            let at = known.iter().find(|known| known[0] == point.threshold).unwrap();
            for (found, expected) in [(point.false_rate, at[1]), (point.recall, at[2]), (point.precision, at[3])] {
                assert!((found - expected).abs() < 1e-15, "{name}: {point:?}");
            }
        }
    }
}

fn compare(case: &Value, groups: &[GroupRows]) {
    let name = case["name"].as_str().unwrap();
    let found = gaps(groups).unwrap();
    near(found.p_value, case["p_value"].as_f64().unwrap(), &format!("{name}: p"));
    near(found.spread, case["spread"].as_f64().unwrap(), &format!("{name}: spread"));
    for (group, expected) in found.groups.iter().zip(case["gaps"].as_array().unwrap()) {
        let expected = numbers(expected);
        near(group.gap.value, expected[0], &format!("{name}: gap"));
        // Student's quantile of statsmodels and SciPy agrees to fewer digits.
        assert!((group.gap.low - expected[1]).abs() < 1e-8 && (group.gap.high - expected[2]).abs() < 1e-8, "{name}");
        if let Some(p_value) = expected.get(3) {
            near(group.gap.p_value, *p_value, &format!("{name}: p of a gap"));
        }
    }
}

#[test]
fn gaps_between_groups() {
    for case in golden()["shares"].as_array().unwrap() {
        let counts = numbers(&case["hits"]).into_iter().zip(numbers(&case["n"]));
        let groups: Vec<GroupRows> =
            counts.map(|(hits, n)| GroupRows::Share { hits: hits as u64, n: n as u64 }).collect();
        compare(case, &groups);
    }
    for case in golden()["means"].as_array().unwrap() {
        let rows: Vec<Vec<f64>> = case["groups"].as_array().unwrap().iter().map(numbers).collect();
        let groups: Vec<GroupRows> = rows.iter().map(|rows| GroupRows::of(rows.iter().copied())).collect();
        compare(case, &groups);
    }
}
