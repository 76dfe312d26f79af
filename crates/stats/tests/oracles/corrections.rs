//! Adjusted p-values against statsmodels' `multipletests`.

use driftscope_stats::correction::{benjamini_hochberg, benjamini_yekutieli, bonferroni, holm};

use crate::golden::{assert_close, cases, numbers};

type Correct = fn(&[f64]) -> Vec<f64>;

#[test]
fn every_correction_agrees() {
    let methods: [(&str, Correct); 4] = [
        ("benjamini_hochberg", benjamini_hochberg),
        ("benjamini_yekutieli", benjamini_yekutieli),
        ("holm", holm),
        ("bonferroni", bonferroni),
    ];
    for case in cases(include_str!("../golden/corrections.json"), 10) {
        let p_values = numbers(&case["p_values"]);
        for (name, correct) in methods {
            let (found, expected) = (correct(&p_values), numbers(&case[name]));
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.into_iter().zip(expected) {
                assert_close(found, expected, 1e-13, &name);
            }
        }
    }
}
