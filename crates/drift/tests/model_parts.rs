//! Probabilities of several classes, curves, predicted numbers, errors by column and gaps between groups, in the report.

use std::fmt::Write as _;

use crate::common::{csv, flights, table};
use driftscope_drift::compare;
use driftscope_report::{GapOutcome, MetricOutcome, Performance, Settings, Task};
use driftscope_stats::random::Random;
use driftscope_table::Table;
use serde_json::Value;

fn performance(sides: &[Table; 2]) -> Performance {
    compare(&sides[0], &sides[1], &Settings::default()).performance.unwrap()
}

fn value(performance: &Performance, id: &str, side: usize) -> f64 {
    let metric =
        performance.metrics.iter().find(|metric| metric.id == id).unwrap_or_else(|| panic!("there is no {id}"));
    [metric.reference, metric.production][side].and_then(|side| side.value).unwrap()
}

/// The rows of a case of the golden values of `stats`, whose figures are scikit-learn's.
fn case(name: &str) -> (Vec<u64>, Vec<Vec<f64>>, Value) {
    let all: Value = serde_json::from_str(include_str!("../../stats/tests/golden/class_scores.json")).unwrap();
    let case = all["classes"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap().clone();
    let truths = serde_json::from_value(case["truth"].clone()).unwrap();
    (truths, serde_json::from_value(case["scores"].clone()).unwrap(), case["expected"].clone())
}

#[test]
fn probabilities_in_columns_and_in_lists_are_as_scikit_learn_sees_them() {
    for (name, expected) in [("three classes", 3), ("ten classes", 10), ("unequal", 3)] {
        let (truths, scores, golden) = case(name);
        assert_eq!(scores[0].len(), expected);
        let label = |class: usize| format!("{}", char::from(b'a' + class as u8));
        let likeliest =
            |row: &[f64]| (0..row.len()).fold(0, |best, class| if row[class] > row[best] { class } else { best });
        let mut columns = format!(
            "target,prediction,{}\n",
            (0..expected).map(|class| format!("proba_{}", label(class))).collect::<Vec<_>>().join(",")
        );
        let (mut bare, mut lists) = (columns.replace("prediction,", ""), String::new());
        for (truth, row) in truths.iter().zip(&scores) {
            let (truth, answer) = (label(*truth as usize), label(likeliest(row)));
            let written = row.iter().map(f64::to_string).collect::<Vec<_>>().join(",");
            let _ = writeln!(columns, "{truth},{answer},{written}");
            let _ = writeln!(bare, "{truth},{written}");
            let _ =
                writeln!(lists, "{{\"target\":\"{truth}\",\"prediction\":\"{answer}\",\"probabilities\":[{written}]}}");
        }
        for side in [csv(&columns), csv(&bare), table(&lists)] {
            let found = performance(&[side.clone(), side]);
            assert_eq!((found.task, found.columns.probabilities.len()), (Task::Multiclass, expected), "{name}");
            for (id, key) in [
                ("macro_roc_auc", "macro_roc_auc"),
                ("weighted_roc_auc", "weighted_roc_auc"),
                ("log_loss", "log_loss"),
                ("brier", "brier"),
            ] {
                let golden = golden[key].as_f64().unwrap();
                assert!((value(&found, id, 1) - golden).abs() <= 1e-9 * golden, "{name}: {id}");
            }
        }
    }
}

#[test]
fn a_probability_of_either_class_is_read_without_answers() {
    let row = |row: u32| {
        let score = f64::from(row * 37 % 101) / 101.0;
        format!("{},{},{score}\n", if row * 53 % 101 < row * 37 % 101 { "yes" } else { "no" }, 1.0 - score)
    };
    let side = csv(&format!("target,proba_no,proba_yes\n{}", (0..600).map(row).collect::<String>()));
    let found = performance(&[side.clone(), side]);
    assert_eq!((found.positive.as_deref(), found.columns.score.as_deref()), (Some("yes"), Some("proba_yes")));
    assert!(value(&found, "roc_auc", 0) > 0.6);
}

#[test]
fn curves_of_the_flights_are_bounded_and_end_at_1() {
    let found = performance(&flights());
    let curves = found.curves.unwrap();
    for points in [curves.reference, curves.production] {
        assert!((20..=49).contains(&points.len()), "{}", points.len());
        assert_eq!(points.last().map(|point| (point.recall, point.false_rate)), Some((1.0, 1.0)));
        assert!(
            points.windows(2).all(|pair| pair[0].recall <= pair[1].recall && pair[0].false_rate <= pair[1].false_rate)
        );
    }
    assert!(found.predicted_actual.is_none());
    // How sure the model is, by the confidences as they are logged.
    let mean = found.context.iter().find(|metric| metric.id == "mean_confidence").unwrap();
    let column = |table: &Table| {
        let column = table.column("prediction.confidence").unwrap();
        let all: Vec<f64> = column.cells.iter().filter_map(|cell| cell.as_number()).collect();
        all.iter().sum::<f64>() / all.len() as f64
    };
    for (side, table) in flights().iter().enumerate() {
        let found = [mean.reference, mean.production][side].unwrap();
        assert!((found.value.unwrap() - column(table)).abs() < 1e-12);
    }
}

/// A log of two classes: rows of groups of these sizes, with the share of right answers of each.
fn groups(sizes: &[(usize, f64)], random: &mut Random) -> Table {
    let mut text = "target,prediction,region,size\n".to_owned();
    for (group, &(rows, right)) in sizes.iter().enumerate() {
        for _ in 0..rows {
            let label = random.unit() < 0.4;
            let is_right = random.unit() < right;
            let _ =
                writeln!(text, "{},{},r{group},{}", u8::from(label), u8::from(label == is_right), random.below(1000));
        }
    }
    csv(&text)
}

#[test]
fn the_group_that_the_model_fails_is_found_and_small_ones_are_folded() {
    let mut random = Random::new(16);
    let fine = [(2000, 0.9), (1500, 0.9), (800, 0.9), (12, 0.9), (14, 0.9)];
    let failed = [(2000, 0.9), (1500, 0.9), (800, 0.7), (12, 0.9), (14, 0.9)];
    let found = performance(&[groups(&fine, &mut random), groups(&failed, &mut random)]);
    let [regions] = found.fairness.as_slice() else { panic!("one column has groups") };
    assert_eq!((regions.column.as_str(), regions.side.as_str(), regions.folded_values), ("region", "production", 2));
    let accuracy = regions.metrics.iter().find(|metric| metric.id == "accuracy").unwrap();
    assert!(accuracy.differs && accuracy.p_adjusted < 1e-6);
    let outcome = |value: &str| accuracy.groups.iter().find(|group| group.value == value).unwrap();
    assert_eq!(outcome("r2").outcome, GapOutcome::Lower);
    assert_eq!(outcome("other").outcome, GapOutcome::NoDifference);
    assert!(outcome("r2").change.unwrap().p_adjusted < 0.001);
    assert!(
        regions.sentence.contains("r2") && regions.sentence.contains("below the other groups"),
        "{}",
        regions.sentence
    );
    // The column along which errors changed is the same.
    assert_eq!((found.errors[0].column.as_str(), found.errors[0].values[0].value.as_str()), ("region", "r2"));
    assert!(found.errors[0].p_adjusted < 1e-6 && found.errors[1].p_adjusted > 0.05);
    assert_eq!(found.errors[0].values[0].metrics[0].outcome, MetricOutcome::Worse);
}

#[test]
fn predicted_numbers_lie_in_cells_of_at_least_10_rows() {
    let side = |shift: f64, random: &mut Random| {
        let mut text = "target,prediction,region\n".to_owned();
        for row in 0..3000_u32 {
            let label = random.unit() * 20.0;
            let _ = writeln!(text, "{label},{},r{}", label + random.unit() - 0.5 + shift, row % 3);
        }
        csv(&text)
    };
    let mut random = Random::new(3);
    let found = performance(&[side(0.0, &mut random), side(4.0, &mut random)]);
    let grid = found.predicted_actual.unwrap();
    assert_eq!((found.task, grid.steps), (Task::Regression, 12));
    for rows in [&grid.reference, &grid.production] {
        assert!(rows.cells.iter().all(|cell| cell.rows >= 10));
        assert!(rows.cells.iter().map(|cell| cell.rows).sum::<u64>() + rows.folded >= 2991);
    }
    let above = |rows: &driftscope_report::GridRows| {
        rows.cells.iter().filter(|cell| cell.prediction > cell.label).map(|cell| cell.rows).sum::<u64>()
    };
    assert!(above(&grid.production) > 2000 && above(&grid.reference) < 400);
    assert_eq!(found.fairness[0].metrics.iter().map(|metric| metric.id.as_str()).collect::<Vec<_>>(), ["bias", "mae"]);
    assert!(found.fairness[0].metrics.iter().all(|metric| !metric.differs));
}

/// The full table is in docs/calibration.md; here fewer data sets, and the bound that 5 % of them pass by chance in one of a thousand seeds.
#[test]
fn groups_without_a_difference_are_rarely_blamed() {
    let (sets, mut blamed, mut errors) = (120_u64, 0, 0);
    for set in 0..sets {
        let mut random = Random::new(1600 + set);
        let sizes = [(1000, 0.9), (500, 0.9), (200, 0.9), (50, 0.9), (30, 0.9)];
        let found = performance(&[groups(&sizes, &mut random), groups(&sizes, &mut random)]);
        blamed += u32::from(found.fairness.iter().any(|found| found.metrics.iter().any(|metric| metric.differs)));
        errors += u32::from(found.errors.iter().any(|column| column.p_adjusted < 0.05));
    }
    assert!(blamed <= 14 && errors <= 14, "{blamed} and {errors} of {sets}");
}
