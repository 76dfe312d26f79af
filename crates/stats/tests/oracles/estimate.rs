//! Metrics without labels, compared with NannyML and scikit-learn, and the interval against simulated labels.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::density_ratio::{Levels, density_ratio};
use driftscope_stats::performance::estimate::{Calibrator, Estimable, Estimator, Labelled, Mass, Method};
use driftscope_stats::performance::{ConfusionMetric, ScoreMetric, Scores, scores};
use driftscope_stats::random::Random;
use serde_json::Value;

const ALL: [(&str, Estimable); 13] = [
    ("accuracy", Estimable::Confusion(ConfusionMetric::Accuracy)),
    ("precision", Estimable::Confusion(ConfusionMetric::Precision)),
    ("recall", Estimable::Confusion(ConfusionMetric::Recall)),
    ("specificity", Estimable::Confusion(ConfusionMetric::Specificity)),
    ("f1", Estimable::Confusion(ConfusionMetric::F1)),
    ("balanced_accuracy", Estimable::Confusion(ConfusionMetric::BalancedAccuracy)),
    ("mcc", Estimable::Confusion(ConfusionMetric::Mcc)),
    ("kappa", Estimable::Confusion(ConfusionMetric::Kappa)),
    ("roc_auc", Estimable::Score(ScoreMetric::RocAuc)),
    ("average_precision", Estimable::Score(ScoreMetric::AveragePrecision)),
    ("log_loss", Estimable::Score(ScoreMetric::LogLoss)),
    ("brier", Estimable::Score(ScoreMetric::Brier)),
    ("prevalence", Estimable::Confusion(ConfusionMetric::Prevalence)),
];

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/estimate.json")).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Rows as score, whether the label is positive, and weight.
fn labelled(rows: impl Iterator<Item = (f64, bool, f64)>) -> Vec<Labelled> {
    let mut sorted: Vec<(f64, bool, f64)> = rows.collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let groups = sorted.chunk_by(|one, other| one.0 == other.0).map(|group| {
        let mut found = Labelled { score: group[0].0, ..Labelled::default() };
        for (_, is_positive, weight) in group {
            let mass: &mut Mass = if *is_positive { &mut found.positive } else { &mut found.negative };
            mass.add(*weight);
        }
        found
    });
    groups.collect()
}

#[test]
fn calibrated_scores_and_metrics_are_those_of_scikit_learn_and_nannyml() {
    let golden = golden();
    let mut compared = 0;
    for case in list(&golden, "cases") {
        let name = case["name"].as_str().unwrap();
        let rows = list(case, "labelled").iter().flat_map(|row| {
            let times = row[3].as_u64().unwrap_or(1) as usize;
            std::iter::repeat_n((number(&row[0]), row[1] == 1, number(&row[2])), times)
        });
        let labelled = labelled(rows);
        let rows: Vec<(f64, bool)> = list(case, "rows").iter().map(|row| (number(&row[0]), row[1] == 1)).collect();
        for (method, key, room) in [(Method::Beta, "beta", 1e-7), (Method::Isotonic, "isotonic", 1e-9)] {
            let expected = &case["expected"][key];
            let found = Calibrator::fit(method, &labelled).unwrap();
            for ((score, _), rate) in rows.iter().zip(list(expected, "rates")) {
                let (found, rate) = (found.rate(*score), number(rate));
                assert!((found - rate).abs() <= room * rate.max(1e-3), "{name}, {key}, {score}: {found}, not {rate}");
            }
            let estimator = Estimator::fit(std::slice::from_ref(&labelled), Some(method)).unwrap();
            for (metric, kind) in ALL {
                let found = estimator.estimate(std::slice::from_ref(&rows), &[kind])[0].measured;
                let value = number(&expected["metrics"][metric]);
                assert!(
                    (found.value - value).abs() <= room * value.abs(),
                    "{name}, {key}, {metric}: {found:?}, {value}"
                );
                assert!(found.low < found.value && found.value < found.high, "{name}, {key}, {metric}: {found:?}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 8 * 2 * ALL.len());
}

#[test]
fn weights_are_those_of_scikit_learns_logistic_regression() {
    for case in list(&golden(), "ratios") {
        let levels: Vec<[Vec<u8>; 2]> = list(case, "columns")
            .iter()
            .map(|column| {
                [0, 1].map(|side| {
                    column["sides"][side].as_array().unwrap().iter().map(|x| x.as_u64().unwrap() as u8).collect()
                })
            })
            .collect();
        let columns: Vec<Levels<'_>> = levels
            .iter()
            .zip(list(case, "columns"))
            .map(|(sides, column)| Levels {
                sides: [&sides[0], &sides[1]],
                count: column["levels"].as_u64().unwrap() as usize,
            })
            .collect();
        let found = density_ratio(&columns).unwrap();
        assert_eq!(found.weights.len(), list(case, "weights").len());
        for (weight, expected) in found.weights.iter().zip(list(case, "weights")) {
            let expected = number(expected);
            assert!((weight - expected).abs() <= 1e-6 * expected, "{}: {weight}, not {expected}", case["name"]);
        }
    }
}

/// Scores whose true rate is another function of them.
fn drawn(random: &mut Random, rows: usize, shift: f64) -> Vec<(f64, bool)> {
    let row = |_| {
        let x = 3.0 * (random.unit() + random.unit() + random.unit() - 1.5) + shift;
        let rate = 1.0 / (1.0 + libm::exp(-1.6 * x - 0.2));
        (1.0 / (1.0 + libm::exp(-x)), random.unit() < rate)
    };
    (0..rows).map(row).collect()
}

#[test]
fn the_interval_covers_what_labels_would_show() {
    const TRIALS: usize = 200;
    let mut random = Random::new(11);
    let (mut covered, mut curves) = ([0; 3], 0);
    for _ in 0..TRIALS {
        let reference = labelled(drawn(&mut random, 500, 0.0).into_iter().map(|(score, label)| (score, label, 1.0)));
        let production = drawn(&mut random, 2000, 0.7);
        let answered: Vec<(f64, bool)> = production.iter().map(|(score, _)| (*score, *score >= 0.5)).collect();
        let estimator = Estimator::fit(&[reference], None).unwrap();
        curves += estimator.methods().filter(|method| *method == Method::Beta).count();
        let metrics = [
            Estimable::Confusion(ConfusionMetric::Accuracy),
            Estimable::Confusion(ConfusionMetric::Recall),
            Estimable::Score(ScoreMetric::RocAuc),
        ];
        let found = estimator.estimate(std::slice::from_ref(&answered), &metrics);
        let fast = estimator.accuracy(&[answered]).unwrap();
        assert!((fast.measured.value - found[0].measured.value).abs() < 1e-12);
        assert!((fast.sd / found[0].sd - 1.0).abs() < 0.3, "{} {}", fast.sd, found[0].sd);
        let right = production.iter().filter(|(score, label)| (*score >= 0.5) == *label).count() as f64 / 2000.0;
        let positives = production.iter().filter(|(_, label)| *label).count() as f64;
        let hits = production.iter().filter(|(score, label)| *score >= 0.5 && *label).count() as f64;
        let area = scores::measure(ScoreMetric::RocAuc, &Scores::of(&production));
        let realised = [right, hits / positives, area.unwrap().value];
        for ((covered, found), realised) in covered.iter_mut().zip(&found).zip(realised) {
            *covered += usize::from((found.measured.low..=found.measured.high).contains(&realised));
        }
    }
    // The rates are such a curve.
    assert!(curves > 140, "{curves}");
    // 95 %, give or take three standard errors of 200 trials.
    assert!(covered.iter().all(|covered| (181..=199).contains(covered)), "{covered:?}");
}
