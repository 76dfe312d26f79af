//! Whether the model's answers are right: the flight logs as scikit-learn and pandas see them, and the ways in which logs differ.

use crate::common::{csv, flights, near_to, table};
use driftscope_drift::compare;
use driftscope_report::{Metric, MetricOutcome, Performance, Report, ScoreMeaning, Settings, Task, from_json, to_json};
use driftscope_table::Table;
use serde_json::Value;

fn report(sides: &[Table; 2], settings: &str) -> Report {
    compare(&sides[0], &sides[1], &serde_json::from_str::<Settings>(settings).unwrap())
}

fn performance(sides: &[Table; 2], settings: &str) -> Performance {
    report(sides, settings).performance.unwrap()
}

fn metric<'a>(performance: &'a Performance, id: &str) -> &'a Metric {
    let all = performance.metrics.iter().chain(&performance.context);
    all.into_iter().find(|metric| metric.id == id).unwrap_or_else(|| panic!("there is no {id}"))
}

fn values(metric: &Metric) -> [f64; 2] {
    [metric.reference, metric.production].map(|side| side.and_then(|side| side.value).unwrap_or(f64::NAN))
}

/// Labels and answers of a model that is right in nine of ten rows, the reference's and production's, each written in its own way.
fn written(label: impl Fn(bool) -> String, answer: impl Fn(bool) -> String) -> [Table; 2] {
    [0_usize, 1].map(|side| {
        let line = |row: usize| {
            let truth = row.is_multiple_of(3);
            let is_right = !(row + side).is_multiple_of(10);
            format!("{{\"target\":{},\"prediction\":{},\"x\":{}}}\n", label(truth), answer(truth == is_right), row % 17)
        };
        table(&(0..400).map(line).collect::<String>())
    })
}

#[test]
fn the_flight_logs_are_as_scikit_learn_sees_them() {
    let golden: Value = serde_json::from_str(include_str!("golden/performance_flights.json")).unwrap();
    let found = performance(&flights(), "{}");
    assert_eq!((found.task, found.positive.as_deref()), (Task::Binary, Some("1")));
    assert_eq!(found.columns.score_meaning, Some(ScoreMeaning::Answered));
    for (side, name) in ["reference", "production"].into_iter().enumerate() {
        let expected = &golden[name];
        let rows = [found.reference, found.production][side];
        assert_eq!(rows.compared, expected["compared"].as_u64().unwrap());
        for id in [
            "accuracy",
            "precision",
            "recall",
            "f1",
            "mcc",
            "kappa",
            "balanced_accuracy",
            "roc_auc",
            "average_precision",
            "log_loss",
            "brier",
        ] {
            near_to(Some(values(metric(&found, id))[side]), &expected[id], id, 1e-9);
        }
        let calibration = found.calibration.as_ref().unwrap();
        let calibration = [&calibration.reference, &calibration.production][side].as_ref().unwrap();
        near_to(Some(calibration.mean_score), &expected["mean_score"], "mean score", 1e-9);
        near_to(calibration.slope.unwrap().value, &expected["slope"], "slope", 1e-9);
        near_to(calibration.intercept.unwrap().value, &expected["intercept"], "intercept", 1e-9);
        assert_eq!(calibration.bins.iter().map(|bin| bin.rate.n).sum::<u64>(), rows.compared);
        let confusion = found.confusion.as_ref().unwrap();
        let counts = serde_json::to_value([&confusion.reference, &confusion.production][side]).unwrap();
        assert_eq!(counts, expected["confusion"]);
        let groups = |by: &'static str| found.groups.iter().filter(move |group| group.by == by);
        for group in groups("version") {
            let Some(value) = [group.metrics[0].reference, group.metrics[0].production][side] else { continue };
            near_to(value.value, &expected["by_version"][&group.value]["accuracy"], &group.value, 1e-9);
            assert_eq!(value.n, expected["by_version"][&group.value]["n"].as_u64().unwrap());
        }
        let mut days = 0;
        for group in groups("window") {
            let Some(value) = [group.metrics[0].reference, group.metrics[0].production][side] else { continue };
            near_to(value.value, &expected["by_day"][&group.value]["accuracy"], &group.value, 1e-9);
            days += 1;
        }
        let known =
            expected["by_day"].as_object().unwrap().values().filter(|day| day["n"].as_u64() >= Some(10)).count();
        assert_eq!(days, known);
    }
    assert_eq!((found.outcome, metric(&found, "accuracy").outcome), (MetricOutcome::Worse, MetricOutcome::Worse));
    assert_eq!(metric(&found, "f1").outcome, MetricOutcome::NoChange);
    assert!(found.sentence.starts_with("Accuracy fell from 91.5"), "{}", found.sentence);
}

#[test]
fn however_classes_are_written_they_are_the_same() {
    let number = |value: bool| u8::from(value).to_string();
    let plain = performance(&written(number, number), "{}");
    let boolean = |value: bool| value.to_string();
    let word = |value: bool| if value { "\"yes\"" } else { "\"no\"" }.to_owned();
    let text = |value: bool| format!("\"{}\"", u8::from(value));
    let decimal = |value: bool| format!("{}.0", u8::from(value));
    let upper = |value: bool| if value { "\"YES\"" } else { "\"No\"" }.to_owned();
    let ways: [&dyn Fn(bool) -> String; 6] = [&number, &boolean, &word, &text, &decimal, &upper];
    for label in ways {
        for answer in ways {
            let found = performance(&written(label, answer), "{}");
            assert_eq!(
                (found.task, &found.metrics),
                (Task::Binary, &plain.metrics),
                "{} {}",
                label(true),
                answer(true)
            );
        }
    }
    assert_eq!(values(metric(&plain, "accuracy")), [0.9, 0.9]);
}

#[test]
fn the_positive_class_can_be_chosen() {
    let word = |value: bool| if value { "\"late\"" } else { "\"on time\"" }.to_owned();
    let sides = written(word, word);
    let [late, on_time] =
        [r#"{"positive":"late"}"#, r#"{"positive":"on time"}"#].map(|choice| performance(&sides, choice));
    assert_eq!(performance(&sides, "{}").positive.as_deref(), Some("late"));
    assert_eq!(values(metric(&late, "recall")), values(metric(&on_time, "specificity")));
    assert_eq!(values(metric(&late, "accuracy")), values(metric(&on_time, "accuracy")));
}

#[test]
fn scores_are_what_the_answers_show() {
    let side = |scale: f64| {
        let row = |row: u32| {
            let score = f64::from(row * 37 % 101) / 101.0;
            let label = u8::from(row * 53 % 101 < row * 37 % 101);
            format!("{label},{},{}\n", u8::from(score >= 0.3), score * scale)
        };
        csv(&format!("target,prediction,score\n{}", (0..600).map(row).collect::<String>()))
    };
    let plain = performance(&[side(1.0), side(1.0)], "{}");
    assert_eq!(plain.columns.score_meaning, Some(ScoreMeaning::Positive));
    assert!(plain.columns.threshold.unwrap() >= 0.3 && plain.columns.threshold.unwrap() < 0.31);
    let percent = performance(&[side(100.0), side(100.0)], "{}");
    assert!(percent.columns.are_percentages);
    assert!((values(metric(&plain, "log_loss"))[0] - values(metric(&percent, "log_loss"))[0]).abs() < 1e-12);
    assert_eq!(values(metric(&plain, "roc_auc")), values(metric(&percent, "roc_auc")));
    // Odds of 1000 are no probability, but they rank.
    let odds = performance(&[side(1000.0), side(1000.0)], "{}");
    assert_eq!(odds.columns.score_meaning, Some(ScoreMeaning::Ranking));
    assert_eq!(values(metric(&odds, "roc_auc")), values(metric(&plain, "roc_auc")));
    assert!(odds.metrics.iter().all(|metric| metric.id != "log_loss"));
}

#[test]
fn numbers_have_errors() {
    let side = |shift: f64| {
        let row = |row: u32| {
            let truth = f64::from(row * 37 % 101) + 0.5;
            format!("{truth},{}\n", truth + shift + f64::from(row % 7) - 3.0)
        };
        csv(&format!("target,prediction\n{}", (0..700).map(row).collect::<String>()))
    };
    let found = performance(&[side(0.0), side(4.0)], "{}");
    assert_eq!(found.task, Task::Regression);
    assert!(
        (values(metric(&found, "bias"))[0]).abs() < 1e-12 && (values(metric(&found, "bias"))[1] - 4.0).abs() < 1e-12
    );
    assert_eq!(metric(&found, "mae").outcome, MetricOutcome::Worse);
    assert!(
        found.sentence.starts_with("Bias rose from") || found.sentence.starts_with("MAE rose"),
        "{}",
        found.sentence
    );
    assert!(found.confusion.is_none() && found.positive.is_none());
}

#[test]
fn what_is_missing_is_said_and_takes_nothing_else_away() {
    let labelled = written(|value| u8::from(value).to_string(), |value| u8::from(value).to_string());
    let bare =
        table(&(0..50).map(|row| format!("{{\"prediction\":{},\"x\":{}}}\n", row % 2, row % 5)).collect::<String>());
    let [reference, _] = labelled;
    let found = performance(&[reference, bare], "{}");
    assert_eq!((found.production.compared, found.outcome), (0, MetricOutcome::TooFewLabels));
    assert!(found.sentence.starts_with("Production has no label yet"), "{}", found.sentence);
    assert!((values(metric(&found, "accuracy"))[0] - 0.9).abs() < 1e-12);
    // One class in production: accuracy and specificity stand, recall does not.
    let sides = ["0,0\n1,1\n0,1\n1,0\n", "0,0\n0,1\n0,0\n0,0\n"]
        .map(|rows| csv(&format!("target,prediction\n{}", rows.repeat(30))));
    let found = performance(&sides, "{}");
    let recall = metric(&found, "recall");
    assert_eq!((recall.outcome, recall.production.unwrap().value), (MetricOutcome::NotDefined, None));
    assert!(recall.reason.as_ref().unwrap().contains("production"));
    assert_eq!(values(metric(&found, "accuracy")), [0.5, 0.75]);
    // Nothing but answers, or nothing but labels: no metrics and no failure.
    let alone = ["prediction\n1\n0\n", "prediction\n1\n1\n"].map(csv);
    assert!(report(&alone, "{}").performance.is_none());
    let alone = ["target\n1\n0\n", "target\n1\n1\n"].map(csv);
    assert!(report(&alone, "{}").performance.is_none());
}

#[test]
fn each_side_may_name_its_labels_in_its_own_way() {
    let sides = |name: &str| {
        ["0,0\n1,1\n0,1\n1,0\n", "yes,1\nno,0\nno,1\nno,0\n"]
            .map(|rows| rows.repeat(30))
            .into_iter()
            .zip(["actual", name])
            .map(|(rows, name)| csv(&format!("{name},prediction\n{rows}")))
            .collect::<Vec<Table>>()
    };
    let found = sides("ground_truth");
    let found = performance(&[found[0].clone(), found[1].clone()], "{}");
    assert_eq!(values(metric(&found, "accuracy")), [0.5, 0.75]);
    assert_eq!(found.task, Task::Binary);
}

#[test]
fn segments_and_classes_have_metrics_of_their_own() {
    // The answer is right in all rows of a, in 7 of 10 of b, and in 3 of 10 of c.
    let side = || {
        let row = |row: u32| {
            let (segment, right) = [("a", 10), ("b", 7), ("c", 3)][(row % 3) as usize];
            let truth = ["x", "y", "z"][(row / 3 % 3) as usize];
            let is_right = row / 9 % 10 < right;
            let answer = if is_right { truth } else { ["y", "z", "x"][(row / 3 % 3) as usize] };
            format!("{truth},{answer},{segment}\n")
        };
        csv(&format!("target,prediction,market\n{}", (0..900).map(row).collect::<String>()))
    };
    let found = performance(&[side(), side()], "{}");
    assert_eq!(found.task, Task::Multiclass);
    let accuracies: Vec<(&str, f64)> = found
        .groups
        .iter()
        .filter(|group| group.by == "market")
        .map(|group| (group.value.as_str(), values(&group.metrics[0])[1]))
        .collect();
    assert_eq!(accuracies, [("a", 1.0), ("b", 0.7), ("c", 0.3)]);
}

/// The interval of a difference between single rows has no finite ends, which JSON cannot hold.
#[test]
fn a_report_on_single_labels_can_be_read_again() {
    let side = |rows: usize, error: f64| {
        let row = |row: usize| {
            let label = if row == 0 { format!("{}", 1.5 + error) } else { "null".to_owned() };
            format!("{{\"target\":{label},\"prediction\":1.5,\"x\":{}}}\n", row % 7)
        };
        table(&(0..rows).map(row).collect::<String>())
    };
    let found = report(&[side(30, 0.25), side(40, 0.5)], r#"{"columns":{"target":{"kind":"numeric"}}}"#);
    let performance = found.performance.as_ref().unwrap();
    assert_eq!((performance.task, performance.production.compared), (Task::Regression, 1));
    assert!(performance.metrics.iter().all(|metric| metric.difference.is_some() || metric.reason.is_some()));
    assert!(!performance.sentence.contains(": ."), "{}", performance.sentence);
    let text = to_json(&found);
    assert_eq!(to_json(&from_json(&text).unwrap()), text);
}
