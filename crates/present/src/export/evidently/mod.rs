//! The report in the shape of Evidently's: what `Snapshot.json()` gives, and what `Snapshot.load()` reads, in one file.
//!
//! Drift scores are those of Evidently's own rule, which every report holds as a preset. Metrics of the model are production's. What
//! Evidently defines otherwise (MAPE, per-label figures) is left out. Shape: Evidently 0.7.23; `docs/comparison/evidently_json.py`
//! loads a file of ours with it and compares both.

mod metric;

use driftscope_report::{Performance, Preset, PresetVerdict, Report, Summary, Task};
use serde_json::{Map, Value, json};

use self::metric::{Figure, Metric, Test};
use super::Export;

pub(super) const EXPORT: Export = Export {
    id: "evidently",
    help: "JSON laid out like a report of Evidently, whose Snapshot.load reads it",
    title: "Save as Evidently JSON",
    extension: "evidently.json",
    media_type: "application/json",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

/// The name of a task in Evidently's configurations, where there is one.
const DEFAULT_TASK: &str = "default";

fn write(report: &Report) -> String {
    let metrics: Vec<Metric> = [drift(report), rows(report), report.performance.as_ref().map_or_else(Vec::new, model)]
        .into_iter()
        .flatten()
        .collect();
    let tests: Vec<Value> = metrics.iter().flat_map(|metric| metric.tests.clone()).collect();
    let results: Map<String, Value> = metrics.iter().map(|metric| (metric.name.clone(), metric.result())).collect();
    let period = report.production.period.as_ref().map(|period| period.last.as_str());
    let snapshot = json!({
        "metrics": metrics.iter().map(Metric::short).collect::<Vec<_>>(),
        "tests": tests,
        "report": { "items": [] },
        "name": null,
        // Evidently wants a time. No clock is asked: the same data gives the same bytes.
        "timestamp": period.unwrap_or("1970-01-01T00:00:00Z"),
        "metadata": { "made_by": format!("driftscope {}", report.engine_version) },
        "tags": [],
        "metric_results": results,
        "top_level_metrics": metrics.iter().map(|metric| metric.name.as_str()).collect::<Vec<_>>(),
        "widgets": [],
        "tests_widgets": [],
    });
    format!("{snapshot}\n")
}

/// How many columns drifted by Evidently's rule, and the score of each.
fn drift(report: &Report) -> Vec<Metric> {
    let verdicts =
        report.columns.iter().filter_map(|column| Some((column.name.as_str(), column.presets.get("evidently")?)));
    let scored: Vec<(&str, &PresetVerdict, f64, f64)> =
        verdicts.filter_map(|(name, verdict)| Some((name, verdict, verdict.score?, verdict.threshold?))).collect();
    if scored.is_empty() {
        return Vec::new();
    }
    let count = scored.iter().filter(|(_, verdict, ..)| verdict.drifted).count() as f64;
    let (share, limit) = (count / scored.len() as f64, report.settings.drift_share);
    let sign = if share < limit { "<" } else { ">=" };
    let whole = Metric::new(
        "DriftedColumnsCount",
        vec![("drift_share", json!(limit))],
        "Count of Drifted Columns".to_owned(),
        Figure::Count { count, share },
    )
    .tested(&Test {
        id: "lt",
        kind: "LessThanMetricTest",
        bound: "CountBoundTest",
        fields: &[("threshold", json!(limit))],
        bound_fields: &[("is_count", json!(false))],
        name: format!("Share of Drifted Columns: Less {limit:.3}"),
        description: format!("Share of Drifted Columns: Actual value {share:.3} {sign} {limit:.3}"),
        has_failed: share >= limit,
    });
    let of_column = |(name, verdict, score, threshold): &(&str, &PresetVerdict, f64, f64)| {
        let method = Preset::evidently_title(&verdict.method);
        let config = vec![("column", json!(name)), ("method", json!(method)), ("threshold", json!(threshold))];
        Metric::new("ValueDrift", config, format!("Value drift for {name}"), Figure::Single(*score)).tested(&Test {
            id: "drift",
            kind: "ValueDriftTest",
            bound: "ValueDriftBoundTest",
            fields: &[],
            bound_fields: &[],
            name: format!("Value Drift for column {name}"),
            description: format!("Drift score is {score:.2}. The drift detection method is {method}. The drift threshold is {threshold:.2}."),
            has_failed: verdict.drifted,
        })
    };
    std::iter::once(whole).chain(scored.iter().map(of_column)).collect()
}

/// The rows of production, and the missing values of each of its columns.
fn rows(report: &Report) -> Vec<Metric> {
    let count = report.production.rows as f64;
    let rows = Metric::new("RowCount", Vec::new(), "Row count in dataset".to_owned(), Figure::Single(count));
    let missing = |(name, summary): (&str, &Summary)| {
        let figure = Figure::Count { count: summary.missing as f64, share: summary.missing_share() };
        Metric::new(
            "MissingValueCount",
            vec![("column", json!(name))],
            format!("Column '{name}' missing values"),
            figure,
        )
    };
    let columns = report.columns.iter().map(|column| (column.name.as_str(), &column.production));
    let known = columns.filter(|(_, summary)| summary.count + summary.missing > 0);
    std::iter::once(rows).chain(known.map(missing)).collect()
}

/// The metrics of a model with two classes, or of one that predicts numbers.
fn model(performance: &Performance) -> Vec<Metric> {
    match performance.task {
        Task::Regression => of_numbers(performance),
        Task::Binary => of_two_classes(performance),
        // Evidently averages over classes in other ways than these metrics do.
        _ => accuracy(performance).into_iter().collect(),
    }
}

/// Production's value of a metric, and the rows that it is about.
fn value(performance: &Performance, id: &str) -> Option<(f64, f64)> {
    let metric = performance.metrics.iter().find(|metric| metric.id == id)?;
    let production = metric.production?;
    Some((production.value?, production.n as f64))
}

fn flags(names: &[(&'static str, bool)], task: &'static str) -> Vec<(&'static str, Value)> {
    let task = (task, json!(DEFAULT_TASK));
    std::iter::once(task).chain(names.iter().map(|&(name, flag)| (name, json!(flag)))).collect()
}

fn accuracy(performance: &Performance) -> Option<Metric> {
    let config = flags(&[], "classification_name");
    value(performance, "accuracy")
        .map(|(value, _)| Metric::new("Accuracy", config, "Accuracy metric".to_owned(), Figure::Single(value)))
}

fn of_two_classes(performance: &Performance) -> Vec<Metric> {
    let curves: &[(&str, bool)] = &[("conf_matrix", true), ("pr_curve", false), ("pr_table", false)];
    let table: &[(&str, bool)] = &[("pr_table", false)];
    let single = |kind: &'static str, id: &str, names: &[(&'static str, bool)], is_rest: bool| {
        let (value, _) = value(performance, id)?;
        let value = if is_rest { 1.0 - value } else { value };
        let config = flags(names, "classification_name");
        Some(Metric::new(kind, config, format!("{kind} metric"), Figure::Single(value)))
    };
    [
        accuracy(performance),
        single("Precision", "precision", curves, false),
        single("Recall", "recall", curves, false),
        single("F1Score", "f1", &[("conf_matrix", true)], false),
        single("RocAuc", "roc_auc", &[("roc_curve", true), ("pr_table", false)], false),
        single("LogLoss", "log_loss", table, false),
        single("TPR", "recall", table, false),
        single("TNR", "specificity", table, false),
        single("FPR", "specificity", table, true),
        single("FNR", "recall", table, true),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_numbers(performance: &Performance) -> Vec<Metric> {
    let root = value(performance, "rmse");
    // The standard deviation of n - 1: of the errors around their bias, and of their sizes around the mean size.
    let spread = |mean: f64| {
        root.filter(|(_, n)| *n > 1.0).map(|(root, n)| ((root * root - mean * mean).max(0.0) * n / (n - 1.0)).sqrt())
    };
    let mean = |kind: &'static str, id: &str, title: &str, names: &[(&'static str, bool)]| {
        let (mean, _) = value(performance, id)?;
        let figure = Figure::MeanStd { mean, std: spread(mean)? };
        Some(Metric::new(kind, flags(names, "regression_name"), title.to_owned(), figure))
    };
    let single = |kind: &'static str, id: &str, title: &str, names: &[(&'static str, bool)]| {
        let (value, _) = value(performance, id)?;
        Some(Metric::new(kind, flags(names, "regression_name"), title.to_owned(), Figure::Single(value)))
    };
    let plots = |error: bool, distribution: bool| {
        [("error_plot", error), ("error_distr", distribution), ("error_normality", false)]
    };
    [
        mean("MeanError", "bias", "Mean Error", &plots(true, false)),
        single("RMSE", "rmse", "RMSE", &plots(false, true)),
        mean("MAE", "mae", "Mean Absolute Error", &plots(false, true)),
        single("R2Score", "r2", "R2 Score", &plots(false, false)[1..]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{ColumnReport, Metric as ReportMetric, MetricValue};

    fn metric(id: &str, value: f64) -> ReportMetric {
        let production = Some(MetricValue { value: Some(value), low: None, high: None, n: 200 });
        ReportMetric { id: id.to_owned(), production, ..ReportMetric::default() }
    }

    fn read(report: &Report) -> Value {
        serde_json::from_str(&write(report)).unwrap()
    }

    /// The figures of a model that Evidently 0.7.23 was given, with the deviations that pandas computes with n - 1.
    #[test]
    fn deviations_follow_from_the_means_and_the_root() {
        let metrics = vec![
            metric("bias", 0.132_515_030_685_768_9),
            metric("mae", 0.830_517_067_164_316_4),
            metric("rmse", 1.026_174_108_550_434_8),
        ];
        let performance = Some(Performance { task: Task::Regression, metrics, ..Performance::default() });
        let json = read(&Report { performance, ..Report::default() });
        let of = |kind: &str| {
            let all = json["metrics"].as_array().unwrap();
            all.iter().find(|metric| metric["metric_name"].as_str().unwrap().starts_with(kind)).unwrap()["value"]
                .clone()
        };
        let close = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-12;
        assert!(close(&of("MeanError")["std"], 1.020_135_505_681_174_7), "{json}");
        assert!(close(&of("MAE")["std"], 0.604_235_221_767_303_9), "{json}");
        assert!(close(&of("RMSE"), 1.026_174_108_550_434_8));
    }

    #[test]
    fn a_column_has_the_score_and_the_name_of_its_test_in_both_forms() {
        let mut column = ColumnReport { name: "delay".to_owned(), ..ColumnReport::default() };
        column.presets.insert("evidently".to_owned(), PresetVerdict::of("ks", Some(0.01), 0.05, true));
        let untested = ColumnReport { name: "none".to_owned(), ..ColumnReport::default() };
        let json = read(&Report { columns: vec![column, untested], ..Report::default() });
        let name = "ValueDrift(column=delay,method=K-S p_value,threshold=0.05)";
        assert_eq!(json["metrics"][1]["metric_name"], name);
        assert_eq!(json["metrics"][1]["value"], 0.01);
        assert_eq!(json["metric_results"][name]["value"], 0.01);
        assert_eq!(json["metrics"][0]["value"], json!({ "count": 1.0, "share": 1.0 }));
        let states: Vec<&Value> = json["tests"].as_array().unwrap().iter().map(|test| &test["status"]).collect();
        assert_eq!(states, ["FAIL", "FAIL"]);
        let by_metric = json["metric_results"].as_object().unwrap().values();
        let tests: Vec<Value> = by_metric.flat_map(|metric| metric["tests"].as_array().unwrap().clone()).collect();
        assert_eq!(json["tests"], Value::from(tests));
    }
}
