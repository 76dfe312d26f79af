//! The classifier of texts against scikit-learn's.

use driftscope_stats::mann_whitney::mann_whitney;
use driftscope_stats::naive_bayes::{Document, NaiveBayes};
use driftscope_stats::sorting::sort_numbers;
use serde_json::Value;

use crate::golden::{assert_close, cases, number, numbers};

fn texts(value: &Value) -> Vec<Vec<u32>> {
    let words = |text: &Value| numbers(text).into_iter().map(|word| word as u32).collect();
    value.as_array().expect("texts").iter().map(words).collect()
}

#[test]
fn scores_and_auc_are_those_of_scikit_learn() {
    for case in cases(include_str!("../golden/naive_bayes.json"), 4) {
        let [reference, production] = ["reference", "production"].map(|side| texts(&case[side]));
        let reference: Vec<_> = reference.iter().map(|words| Document { words, copies: 1 }).collect();
        let production: Vec<_> = production.iter().map(|words| Document { words, copies: 1 }).collect();
        let model = NaiveBayes::train(&reference, &production, number(&case["vocabulary"]) as usize).expect("a model");
        assert_eq!(model.telling() as f64, number(&case["telling"]), "{}", case["name"]);
        let mut scores = [0, 1].map(|side| -> Vec<f64> {
            texts(&case["held_out"][side]).iter().map(|words| model.score(words)).collect()
        });
        for (side, scores) in scores.iter().enumerate() {
            for (&found, expected) in scores.iter().zip(numbers(&case["scores"][side])) {
                assert!((found - expected).abs() < 1e-12, "{}: {found} is not {expected}", case["name"]);
            }
        }
        scores.iter_mut().for_each(|scores| sort_numbers(scores));
        let auc = mann_whitney(&scores[0], &scores[1]).expect("scores").superiority;
        assert_close(auc, number(&case["auc"]), 1e-12, &case["name"]);
    }
}
