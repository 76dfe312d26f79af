//! Metrics of ranked lists, compared with scikit-learn, SciPy and the count of all orders of tied items.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::performance::{RankedItem, RankingMetric, Rankings, rankings};
use serde_json::Value;

const METRICS: [(RankingMetric, &str); 6] = [
    (RankingMetric::Ndcg, "ndcg"),
    (RankingMetric::AveragePrecision, "map"),
    (RankingMetric::Mrr, "mrr"),
    (RankingMetric::Precision, "precision"),
    (RankingMetric::Recall, "recall"),
    (RankingMetric::HitRate, "hit_rate"),
];

fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

fn items(rows: &Value) -> Vec<RankedItem> {
    let item = |row: &Value| RankedItem {
        query: row[0].as_u64().unwrap() as u32,
        score: row[1].as_f64().unwrap(),
        relevance: row[2].as_f64().unwrap(),
    };
    rows.as_array().unwrap().iter().map(item).collect()
}

#[test]
fn ranked_lists() {
    let golden: Value = serde_json::from_str(include_str!("../golden/rankings.json")).unwrap();
    for case in golden.as_array().unwrap() {
        for k in [1_usize, 3, 10, 100] {
            let sides = [0, 1].map(|side| Rankings::of(items(&case["sides"][side]), k));
            for (metric, key) in METRICS {
                let expected = &case["expected"][k.to_string()][key];
                assert_metric(&format!("{}: {key} at {k}", case["name"]), metric, sides.each_ref(), expected);
            }
        }
    }
}

fn assert_metric(what: &str, metric: RankingMetric, sides: [&Rankings; 2], expected: &Value) {
    let found = rankings::compare(metric, sides);
    for (side, measured) in found.sides.into_iter().enumerate() {
        let (measured, own) = (measured.unwrap(), &expected["sides"][side]);
        let (value, reach) = (own["value"].as_f64().unwrap(), own["reach"].as_f64().unwrap());
        assert_eq!(Some(measured.n), own["n"].as_u64(), "{what}");
        near(measured.value, value, what);
        if reach > 1e-12 {
            near(measured.low, (value - reach).max(0.0), &format!("{what}, low"));
            near(measured.high, (value + reach).min(1.0), &format!("{what}, high"));
        }
    }
    let difference = found.difference.unwrap();
    near(difference.value, expected["difference"].as_f64().unwrap(), &format!("{what}, difference"));
    // Where no query differs from another on either side, SciPy has no test.
    if expected["sides"].as_array().unwrap().iter().any(|side| side["reach"].as_f64().unwrap() > 1e-12) {
        near(difference.low, expected["low"].as_f64().unwrap(), &format!("{what}, low end of the difference"));
        near(difference.high, expected["high"].as_f64().unwrap(), &format!("{what}, high end of the difference"));
        near(difference.p_value, expected["p_value"].as_f64().unwrap(), &format!("{what}, p"));
    }
}
