//! The metrics of production without its labels: estimated where that is honest, refused with a reason where it is not.

use std::fmt::Write as _;

use crate::common::{csv, flights};
use driftscope_drift::compare;
use driftscope_report::{
    CalibratorMethod, EstimateMethod, EstimateState, MetricOutcome, PerformanceEstimate, Settings, Task, Windowing,
};
use driftscope_stats::random::Random;
use driftscope_table::Table;

fn settings() -> Settings {
    Settings { window: Windowing::None, ..Settings::default() }
}

fn estimate(sides: &[Table; 2]) -> PerformanceEstimate {
    compare(&sides[0], &sides[1], &settings()).performance.unwrap().estimate.unwrap()
}

fn value(found: &PerformanceEstimate, id: &str) -> f64 {
    found.metrics.iter().find(|metric| metric.id == id).unwrap_or_else(|| panic!("there is no {id}")).value
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// A log of a model that saw `seen` and not `hidden`, which decides as much. Rows are kept with a probability by `hidden`.
struct Log {
    rows: usize,
    has_labels: bool,
    seed: u64,
    /// How rows are chosen by the hidden input.
    keep: fn(f64) -> f64,
    /// Moves the hidden input after the outcome is known.
    shift: f64,
    version: &'static str,
}

impl Default for Log {
    fn default() -> Self {
        Self { rows: 6000, has_labels: true, seed: 1, keep: |_| 1.0, shift: 0.0, version: "v1" }
    }
}

impl Log {
    fn lines(&self) -> (String, f64) {
        let mut random = Random::new(self.seed);
        let normal = |random: &mut Random| (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let (mut text, mut written, mut right) = (String::new(), 0, 0);
        while written < self.rows {
            let (seen, hidden) = (normal(&mut random), normal(&mut random));
            if random.unit() >= (self.keep)(hidden) {
                continue;
            }
            let label = random.unit() < logistic(1.2 * seen + 1.8 * hidden - 1.5);
            // About what the seen input alone is worth.
            let score = logistic(0.8 * seen - 1.0);
            right += usize::from(label == (score >= 0.5));
            let label = if self.has_labels { u8::from(label).to_string() } else { String::new() };
            let (answer, moved) = (u8::from(score >= 0.5), hidden + self.shift);
            let _ = writeln!(text, "{seen:.3},{moved:.3},{answer},{score:.4},{label},{}", self.version);
            written += 1;
        }
        (text, right as f64 / self.rows as f64)
    }

    fn table(&self) -> (Table, f64) {
        let (lines, accuracy) = self.lines();
        (csv(&format!("seen,hidden,prediction,score,target,model_version\n{lines}")), accuracy)
    }
}

#[test]
fn the_flight_logs_have_an_estimate_of_the_known_version_with_or_without_labels() {
    let [reference, production] = flights();
    let with = compare(&reference, &production, &Settings::default()).performance.unwrap().estimate.unwrap();
    assert_eq!((with.state, with.method), (EstimateState::PartlyOutside, Some(EstimateMethod::Cbpe)));
    assert_eq!((with.labels, with.rows), (5794, 5900));
    assert_eq!(with.overlap.as_ref().unwrap().left_out, ["input.temp"]);
    assert!(with.reason.as_ref().unwrap().contains("Without v1.1 (6\u{202f}100 rows of production)"));
    // NumPy and scikit-learn: an isotonic regression gives .892, beta's three parameters .896; labels say .8848.
    let first = &with.metrics[0];
    assert!((0.886..0.900).contains(&first.value) && first.low < 0.892 && 0.892 < first.high, "{first:?}");
    assert!((with.realised[0].realised - 0.884_8).abs() < 5e-5, "{:?}", with.realised[0]);
    assert!(with.windows.len() > 20 && with.windows.iter().all(|window| window.n >= 10));
    assert!(with.self_test.as_ref().is_some_and(|test| test.shifts == 50 && test.error < 0.02));

    let mut unlabelled = production;
    unlabelled.columns.retain(|column| column.name != "actual");
    let report = compare(&reference, &unlabelled, &Settings::default());
    let performance = report.performance.unwrap();
    let without = performance.estimate.unwrap();
    assert_eq!((without.metrics.len(), &without.metrics[0]), (with.metrics.len(), &with.metrics[0]));
    assert!(without.realised.is_empty());
    assert!(
        performance.sentence.contains("Production has no label yet")
            && performance.sentence.contains("Estimated accuracy")
    );
}

#[test]
fn a_poor_model_is_estimated_by_weighted_rows_where_the_hidden_input_moved() {
    let (reference, before) = Log::default().table();
    let log = Log { has_labels: false, seed: 2, keep: |hidden| logistic(2.0 * hidden), ..Log::default() };
    let (production, realised) = log.table();
    assert!(before - realised > 0.05, "{before} {realised}");
    let found = estimate(&[reference, production]);
    assert_eq!((found.state, found.method), (EstimateState::Estimated, Some(EstimateMethod::Pape)));
    let first = &found.metrics[0];
    assert!(
        (first.value - realised).abs() < 0.015 && first.low < realised && realised < first.high,
        "{first:?}, {realised}"
    );
    assert_eq!((first.outcome, found.outcome), (MetricOutcome::Worse, MetricOutcome::Worse));
    let plain = &found.other.as_ref().unwrap().metrics[0];
    assert!((plain.value - realised).abs() > 0.04, "{plain:?}, {realised}");
}

#[test]
fn without_overlap_there_is_no_number() {
    let (reference, _) = Log::default().table();
    let (production, _) = Log { seed: 3, shift: 20.0, ..Log::default() }.table();
    // The hidden input is one of two, and leaving out half of them is no answer; the other one moves, too.
    let mut production = production;
    production.columns.retain(|column| column.name != "seen");
    let moved = production.column("hidden").unwrap().clone();
    production.columns.push(driftscope_table::Column { name: "seen".to_owned(), ..moved });
    let found = estimate(&[reference, production]);
    assert_eq!((found.state, found.method), (EstimateState::Outside, None));
    assert!(found.metrics.is_empty() && found.windows.is_empty());
    assert!(found.sentence.contains("outside the reference"), "{}", found.sentence);
}

#[test]
fn each_version_rests_on_its_own_labels() {
    let (known, _) = Log::default().lines();
    let (production, _) = Log { seed: 4, has_labels: false, version: "v2", ..Log::default() }.lines();
    let header = "seen,hidden,prediction,score,target,model_version\n";
    let reference = csv(&format!("{header}{known}"));
    let other = estimate(&[reference.clone(), csv(&format!("{header}{production}"))]);
    assert_eq!(other.state, EstimateState::OtherVersion);
    assert!(other.sentence.contains("Without v2 (6\u{202f}000 rows of production)"), "{}", other.sentence);
    let (same, realised) = Log { seed: 5, rows: 3000, has_labels: false, ..Log::default() }.lines();
    let both = estimate(&[reference, csv(&format!("{header}{production}{same}"))]);
    assert_eq!((both.state, both.rows), (EstimateState::Estimated, 3000));
    assert!((value(&both, "accuracy") - realised).abs() < 0.03);
}

#[test]
fn what_cannot_be_estimated_has_a_reason() {
    let (reference, _) = Log::default().table();
    let (production, _) = Log { seed: 6, has_labels: false, ..Log::default() }.table();
    let without = |table: &Table, name: &str| {
        let mut table = table.clone();
        table.columns.retain(|column| column.name != name);
        table
    };
    let scoreless = estimate(&[without(&reference, "score"), without(&production, "score")]);
    assert_eq!(scoreless.state, EstimateState::NoScores);
    let (few, _) = Log { rows: 60, ..Log::default() }.table();
    assert_eq!(estimate(&[few, production.clone()]).state, EstimateState::TooFewRows);
    let (labelled, _) = Log { seed: 7, ..Log::default() }.table();
    let (unlabelled, _) = Log { has_labels: false, ..Log::default() }.table();
    assert_eq!(estimate(&[unlabelled, labelled]).state, EstimateState::NoReferenceLabels);
    // Labels that belong to other rows.
    let (lines, _) = Log::default().lines();
    let cells: Vec<Vec<&str>> = lines.lines().map(|line| line.split(',').collect()).collect();
    let other = |row: usize| cells[(row + 23) % cells.len()][4];
    let moved = cells.iter().enumerate().map(|(row, line)| {
        let [seen, hidden, answer, score, ..] = line[..] else { panic!("a line has six cells") };
        format!("{seen},{hidden},{answer},{score},{},v1\n", other(row))
    });
    let shuffled = csv(&format!("seen,hidden,prediction,score,target,model_version\n{}", moved.collect::<String>()));
    let found = estimate(&[shuffled, production]);
    assert_eq!(found.state, EstimateState::NoRanking);
    for found in [scoreless, found] {
        assert!(found.metrics.is_empty() && !found.sentence.is_empty());
    }
}

/// A log of numbers: errors grow with `x`.
fn numbers(rows: usize, seed: u64, keep: fn(f64) -> f64, has_labels: bool) -> (Table, f64) {
    let mut random = Random::new(seed);
    let mut text = "x,other,prediction,target\n".to_owned();
    let (mut written, mut sum) = (0, 0.0);
    while written < rows {
        let (x, other) = (random.unit(), random.unit());
        if random.unit() >= keep(x) {
            continue;
        }
        let answer = 100.0 + 40.0 * x + 5.0 * other;
        let error = (1.0 + 9.0 * x) * (random.unit() + random.unit() + random.unit() - 1.5);
        sum += error.abs();
        let label = if has_labels { format!("{:.3}", answer - error) } else { String::new() };
        let _ = writeln!(text, "{x:.4},{other:.4},{answer:.3},{label}");
        written += 1;
    }
    (csv(&text), sum / rows as f64)
}

#[test]
fn errors_of_numbers_are_estimated_by_weighted_rows() {
    let (reference, before) = numbers(8000, 8, |_| 1.0, true);
    let (production, realised) = numbers(8000, 9, |x| 0.05 + 0.95 * x * x, false);
    let report = compare(&reference, &production, &settings());
    let performance = report.performance.unwrap();
    assert_eq!(performance.task, Task::Regression);
    let found = performance.estimate.unwrap();
    assert_eq!(found.method, Some(EstimateMethod::ImportanceWeighting));
    let mae = found.metrics.iter().find(|metric| metric.id == "mae").unwrap();
    assert!(realised > 1.25 * before, "{realised} {before}");
    assert!(
        (mae.value / realised - 1.0).abs() < 0.04 && mae.low < realised && realised < mae.high,
        "{mae:?} {realised}"
    );
    assert_eq!(mae.outcome, MetricOutcome::Worse);
}

#[test]
fn of_more_than_two_classes_accuracy_is_estimated_by_confidence() {
    let log = |seed: u64, rows: usize, least: f64, has_labels: bool| {
        let mut random = Random::new(seed);
        let mut text = "x,prediction,confidence,target\n".to_owned();
        let mut right = 0;
        for row in 0..rows {
            let confidence = least + (1.0 - least) * random.unit();
            let is_right = random.unit() < 0.9 * confidence;
            right += usize::from(is_right);
            let classes = ["ant", "bee", "cat"];
            let label = if has_labels { classes[(row + usize::from(!is_right)) % 3] } else { "" };
            let _ = writeln!(text, "{:.3},{},{confidence:.4},{label}", random.unit(), classes[row % 3]);
        }
        (csv(&text), right as f64 / rows as f64)
    };
    let (reference, before) = log(10, 6000, 0.6, true);
    let (production, realised) = log(11, 6000, 0.34, false);
    assert!(before - realised > 0.1);
    let report = compare(&reference, &production, &settings());
    let performance = report.performance.unwrap();
    assert_eq!(performance.task, Task::Multiclass);
    let found = performance.estimate.unwrap();
    assert_eq!(found.metrics.iter().map(|metric| metric.id.as_str()).collect::<Vec<&str>>(), ["accuracy"]);
    assert!((value(&found, "accuracy") - realised).abs() < 0.03, "{:?}, {realised}", found.metrics);
    assert_eq!(found.metrics[0].outcome, MetricOutcome::Worse);
}

#[test]
fn scores_that_are_no_probabilities_are_calibrated_by_steps() {
    let log = |seed: u64, has_labels: bool| {
        let mut random = Random::new(seed);
        let mut text = "x,prediction,score,target\n".to_owned();
        for _ in 0..4000 {
            let score = 600.0 * random.unit() - 300.0;
            let label = u8::from(random.unit() < logistic(score / 80.0));
            let label = if has_labels { label.to_string() } else { String::new() };
            let _ = writeln!(text, "{:.3},{},{score:.1},{label}", random.unit(), u8::from(score >= 20.0));
        }
        csv(&text)
    };
    let found = estimate(&[log(12, true), log(13, false)]);
    assert_eq!(found.calibrators, [CalibratorMethod::Isotonic]);
    assert!(found.metrics.iter().all(|metric| metric.id != "log_loss" && metric.id != "brier"));
}
