//! Reads the report that Evidently saves as JSON: its verdicts on columns, and its metrics of the model.
//!
//! Two layouts are known: that of 0.7, `Snapshot.save_json`, and that of 0.4, `Report.save_json`. Both list metrics. In 0.7 each has a type and a
//! value, and whether a column drifted stands among the tests, which a report may lack: then score and threshold tell, by Evidently's own
//! comparison of that test. In 0.4 the verdicts stand in the results. Metrics that Evidently defines otherwise (MAPE, averages over
//! classes, figures of one class) are not taken over, as in the export to its layout.
//!
//! A file may hold anything: its size, its columns and the length of its names are bounded, and nothing in it makes this panic.

use std::borrow::Cow;
use std::fmt;

use driftscope_report::{Beside, BesideColumn, BesideMetric, Preset};
use driftscope_stats::peers::evidently::Test;
use serde_json::Value;

/// Bytes of the largest file that is read. Evidently writes one or two thousand a column, exports in its layout twice that.
pub const LARGEST_BESIDE: usize = 64 << 20;

/// Columns that are taken over.
const MOST_COLUMNS: usize = 5_000;

/// Bytes of the longest name of a column, and of the name of a test.
const LONGEST: usize = 1_000;
const LONGEST_METHOD: usize = 80;

/// Metrics of the model: the type in 0.7, the name in 0.4, and ours.
const METRICS: [(&str, &str, &str); 11] = [
    ("Accuracy", "accuracy", "accuracy"),
    ("Precision", "precision", "precision"),
    ("Recall", "recall", "recall"),
    ("F1Score", "f1", "f1"),
    ("RocAuc", "roc_auc", "roc_auc"),
    ("LogLoss", "log_loss", "log_loss"),
    ("TNR", "tnr", "specificity"),
    ("MeanError", "mean_error", "bias"),
    ("MAE", "mean_abs_error", "mae"),
    ("RMSE", "rmse", "rmse"),
    ("R2Score", "r2_score", "r2"),
];

/// Why a file cannot stand beside the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BesideError {
    /// It is far too large.
    TooLarge,
    /// It is no JSON, or not laid out like a report of Evidently.
    Other,
    /// It is a report of Evidently, and has nothing that could be compared.
    Nothing,
}

impl fmt::Display for BesideError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLarge => "it has more than 64 MB, and no report of Evidently has: give what its save_json wrote",
            Self::Other => {
                "it is no report of Evidently as JSON: save one with save_json, by Evidently 0.7, or 0.4 and its like"
            }
            Self::Nothing => {
                "this report of Evidently judges no column and has no metric of a model that Driftscope has: run it with \
                 DataDriftPreset and a reference, or with a preset for the model"
            }
        })
    }
}

impl std::error::Error for BesideError {}

/// What a report of Evidently says, of a file with this name.
///
/// # Errors
///
/// If the text is no report of Evidently, or has nothing to compare.
pub fn beside_of_evidently(text: &str, file: &str) -> Result<Beside, BesideError> {
    if text.len() > LARGEST_BESIDE {
        return Err(BesideError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let root: Value = serde_json::from_str(&with_null(text)).map_err(|_| BesideError::Other)?;
    let metrics = root["metrics"].as_array().ok_or(BesideError::Other)?;
    let mut found =
        Beside { tool: Preset::Evidently.title().to_owned(), file: shortened(file, LONGEST), ..Beside::default() };
    let mut is_known = false;
    for metric in metrics {
        if let Some(kind) = kind(&metric["config"]) {
            is_known = true;
            newer(kind, metric, &mut found);
        } else if let (Some(name), result @ Value::Object(_)) = (metric["metric"].as_str(), &metric["result"]) {
            is_known = true;
            older(name, result, &mut found);
        }
    }
    root["tests"].as_array().into_iter().flatten().for_each(|test| tested(test, &mut found));
    if !is_known {
        return Err(BesideError::Other);
    }
    let drifted = found.columns.iter().filter(|column| column.drifted == Some(true)).count() as u64;
    // Without a count of its own, the columns are counted.
    if found.tested_columns == 0 {
        found.tested_columns = found.columns.len() as u64 + found.columns_left_out;
        found.drifted_columns = drifted;
    }
    if found.tested_columns == 0 && found.metrics.is_empty() { Err(BesideError::Nothing) } else { Ok(found) }
}

/// Whether a file that begins like this may be a report of Evidently.
pub fn begins_as_evidently(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let has = |words: &[&str]| words.iter().all(|word| head.contains(word));
    // An export in its layout has the list of metrics at its end.
    head.starts_with('{') && (has(&["\"evidently:metric_v2:"]) || has(&["\"metrics\"", "\"metric\"", "\"result\""]))
}

/// Python writes NaN and Infinity, which are no JSON, where a score is none.
fn with_null(text: &str) -> Cow<'_, str> {
    if !text.contains("NaN") && !text.contains("Infinity") {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut is_string = false;
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\\', 'N', 'I', '-']) {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        let word = ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| !is_string && rest.starts_with(word));
        let length = match (word, rest.as_bytes()[0]) {
            (Some(word), _) => word.len(),
            // What follows a backslash ends no string.
            (None, b'\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            (None, letter) => {
                is_string ^= letter == b'"';
                1
            }
        };
        made.push_str(if word.is_some() { "null" } else { &rest[..length] });
        rest = &rest[length..];
    }
    made.push_str(rest);
    Cow::Owned(made)
}

/// The type of a metric in 0.7: `ValueDrift`.
fn kind(config: &Value) -> Option<&str> {
    config["type"].as_str()?.strip_prefix("evidently:metric_v2:")
}

/// A metric in the layout of 0.7.
fn newer(kind: &str, metric: &Value, found: &mut Beside) {
    let (config, value) = (&metric["config"], &metric["value"]);
    match kind {
        "ValueDrift" => {
            let column = BesideColumn {
                method: method(&config["method"]),
                score: number(value),
                threshold: number(&config["threshold"]),
                ..BesideColumn::default()
            };
            column_of(&config["column"], column, found);
        }
        "DriftedColumnsCount" => {
            let (drifted, share) = (count(&value["count"]), number(&value["share"]));
            found.limit = number(&config["drift_share"]);
            found.drifted = share.zip(found.limit).map(|(share, limit)| share >= limit);
            found.drifted_columns = drifted.unwrap_or(0);
            // It has no number of columns; a share of none tells nothing about it.
            let all = drifted.zip(share.filter(|share| *share > 0.0)).map(|(drifted, share)| drifted as f64 / share);
            found.tested_columns = all.map_or(0, |all| libm::round(all) as u64);
        }
        "RowCount" => found.rows = count(value),
        _ => {
            let Some((.., id)) = METRICS.iter().find(|(name, ..)| *name == kind) else { return };
            let of_mean = number(&value["mean"]);
            metric_of(id, of_mean.or_else(|| number(value)), None, found);
        }
    }
}

/// A test in the layout of 0.7: that of a column's drift, by Evidently's own limit.
fn tested(test: &Value, found: &mut Beside) {
    let params = &test["metric_config"]["params"];
    let is_own = test["bound_test"]["type"].as_str() == Some("evidently:bound_test:ValueDriftBoundTest");
    let failed = match test["status"].as_str() {
        Some("FAIL" | "WARNING") => true,
        Some("SUCCESS") => false,
        _ => return,
    };
    if let (true, Some(name)) = (is_own, params["column"].as_str())
        && let Some(column) = found.columns.iter_mut().find(|column| column.name == name)
    {
        column.drifted = Some(failed);
    }
}

/// A metric in the layout of 0.4.
fn older(name: &str, result: &Value, found: &mut Beside) {
    match name {
        "DatasetDriftMetric" | "DataDriftTable" => {
            found.tested_columns = count(&result["number_of_columns"]).unwrap_or(0);
            found.drifted_columns = count(&result["number_of_drifted_columns"]).unwrap_or(0);
            found.drifted = result["dataset_drift"].as_bool().or(found.drifted);
            found.limit = number(&result["drift_share"]).or(found.limit);
            let columns = result["drift_by_columns"].as_object();
            columns.into_iter().flat_map(|columns| columns.values()).for_each(|column| older_column(column, found));
        }
        "ColumnDriftMetric" => older_column(result, found),
        "DatasetSummaryMetric" => found.rows = count(&result["current"]["number_of_rows"]),
        "ClassificationQualityMetric" | "RegressionQualityMetric" => {
            for (_, name, id) in METRICS {
                let [production, reference] = ["current", "reference"].map(|side| number(&result[side][name]));
                metric_of(id, production, reference, found);
            }
        }
        _ => {}
    }
}

fn older_column(result: &Value, found: &mut Beside) {
    let column = BesideColumn {
        method: method(&result["stattest_name"]),
        score: number(&result["drift_score"]),
        threshold: number(&result["stattest_threshold"]),
        drifted: result["drift_detected"].as_bool(),
        ..BesideColumn::default()
    };
    column_of(&result["column_name"], column, found);
}

/// Takes over a column, of which the first verdict counts.
fn column_of(name: &Value, column: BesideColumn, found: &mut Beside) {
    let Some(name) = name.as_str() else { return };
    if found.column(name).is_some() {
        return;
    }
    if name.len() > LONGEST || found.columns.len() >= MOST_COLUMNS {
        found.columns_left_out += 1;
        return;
    }
    let drifted = column.drifted.or_else(|| by_score(&column));
    found.columns.push(BesideColumn { name: name.to_owned(), drifted, ..column });
}

/// Whether score and threshold mean drift, by a test that Evidently has.
fn by_score(column: &BesideColumn) -> Option<bool> {
    let test = Test::ALL
        .into_iter()
        .find(|test| test.name() == column.method || Preset::evidently_title(test.name()) == column.method)?;
    Some(test.flags(column.score?, column.threshold?))
}

/// Takes over a metric, of which the first value counts.
fn metric_of(id: &str, production: Option<f64>, reference: Option<f64>, found: &mut Beside) {
    if let Some(production) = production.filter(|_| found.metrics.iter().all(|metric| metric.id != id)) {
        found.metrics.push(BesideMetric { id: id.to_owned(), production, reference });
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.is_finite())
}

fn count(value: &Value) -> Option<u64> {
    number(value).filter(|number| *number >= 0.0).map(|number| number as u64)
}

fn method(value: &Value) -> String {
    shortened(value.as_str().unwrap_or_default(), LONGEST_METHOD)
}

/// The first letters of a text.
fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests;
