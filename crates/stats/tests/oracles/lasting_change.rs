//! The lasting change against NumPy: g, its place and its 95 % set, and the p-value within what relabelling leaves to chance.

use driftscope_stats::lasting_change::{Windows, lasting_change};
use serde_json::Value;

use crate::golden::{assert_close, counts, number, numbers};

const ROUNDS: u32 = 1999;

#[test]
fn the_scan_and_its_p_value_are_those_of_numpy() {
    let cases: Value = serde_json::from_str(include_str!("../golden/lasting_change.json")).expect("JSON");
    let cases = cases.as_array().expect("cases");
    let mut independent = 0;
    for (place, case) in cases.iter().enumerate() {
        let (means, sizes) = (numbers(&case["means"]), numbers(&case["sizes"]));
        let strata: Vec<u32> = counts(&case["strata"]).into_iter().map(|stratum| stratum as u32).collect();
        let components = number(&case["components"]) as usize;
        let reference = number(&case["reference"]) as usize;
        let windows = Windows { means: &means, sizes: &sizes, components, reference, strata: &strata };
        let found = lasting_change(&windows, ROUNDS, 1).expect("an answer");
        assert_close(found.statistic, number(&case["statistic"]), 1e-9, &format!("case {place}"));
        // By chance a series may look as if its days depended on each other; NumPy's p-value is that of independent ones.
        if found.inflation > 1.0 {
            continue;
        }
        independent += 1;
        assert_eq!(found.start as f64, number(&case["start"]), "case {place}");
        let within = counts(&case["within"]);
        assert_eq!((found.low as u64, found.high as u64), (within[0], within[within.len() - 1]), "case {place}");
        let p = number(&case["p_value"]);
        let error = (p * (1.0 - p) / f64::from(ROUNDS)).sqrt();
        assert!((found.p_value - p).abs() < 5.0 * error + 2.0 / f64::from(ROUNDS), "case {place}: {found:?} {p}");
    }
    assert!(independent >= 4, "only {independent} of {}", cases.len());
}
