//! Metrics of answers against labels, compared with scikit-learn, statsmodels and SciPy.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::performance::{
    Confusion, ConfusionMetric, Measured, ResidualMetric, Residuals, ScoreMetric, Scores, Undefined, confusion,
    residuals, scores,
};
use serde_json::Value;

const Z: f64 = 1.959_963_984_540_054;

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/performance.json")).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap()
}

fn places(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(|place| place.as_u64().unwrap() as usize).collect()
}

/// NaN where there is none.
fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

/// Holds a value, or that there is none, against the golden one. Returns how many figures were compared.
fn same(found: Result<Measured, Undefined>, expected: &Value, key: &str, name: &str) -> usize {
    match (found, expected[key].as_f64()) {
        (Ok(found), Some(value)) => near(found.value, value, &format!("{name}: {key}")),
        (Err(_), None) => return 0,
        (found, value) => panic!("{name}: {key}: {found:?} and {value:?}"),
    }
    1
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The interval on the logit scale.
fn logit(value: f64, variance: f64) -> [f64; 2] {
    let (middle, reach) = (libm::log(value / (1.0 - value)), Z * variance.sqrt() / (value * (1.0 - value)));
    [logistic(middle - reach), logistic(middle + reach)]
}

/// The interval on the scale of Fisher's transformation.
fn fisher(value: f64, variance: f64) -> [f64; 2] {
    let (middle, reach) = (libm::atanh(value), Z * variance.sqrt() / (1.0 - value * value));
    [libm::tanh(middle - reach), libm::tanh(middle + reach)]
}

fn ends(found: Measured, [low, high]: [f64; 2], room: f64, what: &str) {
    assert!(
        (found.low - low).abs() < room && (found.high - high).abs() < room,
        "{what}: {found:?}, not {low} to {high}"
    );
}

#[test]
fn metrics_of_classes() {
    use ConfusionMetric as Metric;
    let mut compared = 0;
    for case in list(&golden(), "classes") {
        let (name, expected) = (case["name"].as_str().unwrap(), &case["expected"]);
        let mut table = Confusion::new(case["classes"].as_u64().unwrap() as usize);
        for (truth, answer) in places(&case["truth"]).into_iter().zip(places(&case["answer"])) {
            table.add(truth, answer, 1);
        }
        let measure = |metric| confusion::measure(metric, 1, &table);
        let mut metrics = vec![
            (Metric::Accuracy, "accuracy"),
            (Metric::MacroRecall, "macro_recall"),
            (Metric::MacroPrecision, "macro_precision"),
            (Metric::MacroF1, "macro_f1"),
            (Metric::BalancedAccuracy, "balanced_accuracy"),
            (Metric::Mcc, "mcc"),
            (Metric::Kappa, "kappa"),
        ];
        if table.classes() == 2 {
            metrics.extend([
                (Metric::Precision, "precision"),
                (Metric::Recall, "recall"),
                (Metric::Specificity, "specificity"),
                (Metric::F1, "f1"),
                (Metric::Prevalence, "prevalence"),
                (Metric::SelectionRate, "selection_rate"),
            ]);
        }
        for (metric, key) in metrics {
            compared += same(measure(metric), expected, key, name);
        }
        if let Ok(accuracy) = measure(Metric::Accuracy) {
            let interval = numbers(&expected["accuracy_interval"]);
            ends(accuracy, [interval[0], interval[1]], 1e-12, name);
        }
        for (metric, key, scale, room) in [
            (Metric::Kappa, "kappa_variance", fisher as fn(f64, f64) -> [f64; 2], 1e-9),
            (Metric::Mcc, "mcc_variance", fisher, 1e-6),
            (Metric::MacroF1, "macro_f1_variance", logit, 1e-6),
        ] {
            let (Ok(found), Some(variance)) = (measure(metric), expected[key].as_f64()) else { continue };
            if variance > 1e-9 {
                ends(found, scale(found.value, variance), room, &format!("{name}: {key}"));
                compared += 1;
            }
        }
    }
    assert!(compared > 150, "{compared}");
}

#[test]
fn metrics_of_scores() {
    let mut compared = 0;
    for case in list(&golden(), "scores") {
        let (name, expected) = (case["name"].as_str().unwrap(), &case["expected"]);
        let labels = places(&case["labels"]).into_iter().map(|label| label == 1);
        let rows: Vec<(f64, bool)> = numbers(&case["scores"]).into_iter().zip(labels).collect();
        let table = Scores::of(&rows);
        let measure = |metric| scores::measure(metric, &table);
        for (metric, key) in [
            (ScoreMetric::RocAuc, "roc_auc"),
            (ScoreMetric::AveragePrecision, "average_precision"),
            (ScoreMetric::LogLoss, "log_loss"),
            (ScoreMetric::Brier, "brier"),
        ] {
            compared += same(measure(metric), expected, key, name);
        }
        let variance = expected["roc_auc_variance"].as_f64().filter(|variance| *variance > 0.0);
        if let (Some(variance), Ok(area)) = (variance, measure(ScoreMetric::RocAuc)) {
            ends(area, logit(area.value, variance), 1e-9, name);
        }
        if let (Ok(brier), Some(_)) = (measure(ScoreMetric::Brier), expected["brier_interval"].as_array()) {
            let interval = numbers(&expected["brier_interval"]);
            ends(brier, [interval[0], interval[1]], 1e-9, name);
        }
    }
    assert!(compared > 25, "{compared}");
}

#[test]
fn metrics_of_numbers() {
    let mut compared = 0;
    for case in list(&golden(), "numbers") {
        let (name, expected) = (case["name"].as_str().unwrap(), &case["expected"]);
        let rows = Residuals::of(&numbers(&case["predicted"]), &numbers(&case["actual"]));
        let measure = |metric| residuals::measure(metric, &rows);
        for (metric, key) in [
            (ResidualMetric::Bias, "bias"),
            (ResidualMetric::Mae, "mae"),
            (ResidualMetric::Rmse, "rmse"),
            (ResidualMetric::MedianAbsoluteError, "median_absolute_error"),
            (ResidualMetric::R2, "r2"),
            (ResidualMetric::Mape, "mape"),
            (ResidualMetric::Wape, "wape"),
            (ResidualMetric::Smape, "smape"),
            (ResidualMetric::Rmsle, "rmsle"),
        ] {
            compared += same(measure(metric), expected, key, name);
        }
        let interval = numbers(&expected["bias_interval"]);
        ends(measure(ResidualMetric::Bias).unwrap(), [interval[0], interval[1]], 1e-8, name);
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn differences_of_shares_and_means() {
    let golden = golden();
    for case in list(&golden, "share_differences") {
        let sides = [0, 1].map(|side| {
            let [hits, n] = ["hits", "n"].map(|key| case[key][side].as_u64().unwrap());
            let mut table = Confusion::new(2);
            table.add(1, 1, hits);
            table.add(1, 0, n - hits);
            table
        });
        let found = confusion::compare(ConfusionMetric::Accuracy, 1, sides.each_ref()).difference.unwrap();
        near(found.low, case["low"].as_f64().unwrap(), "low");
        near(found.high, case["high"].as_f64().unwrap(), "high");
    }
    for case in list(&golden, "mean_differences") {
        let sides = ["reference", "production"].map(|side| {
            let values = numbers(&case[side]);
            Residuals::of(&values, &vec![0.0; values.len()])
        });
        let found = residuals::compare(ResidualMetric::Bias, sides.each_ref()).difference.unwrap();
        near(found.low, case["low"].as_f64().unwrap(), "low");
        near(found.high, case["high"].as_f64().unwrap(), "high");
        near(found.p_value, case["p_value"].as_f64().unwrap(), "p");
    }
}
