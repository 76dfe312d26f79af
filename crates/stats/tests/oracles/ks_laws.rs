//! The Kolmogorov–Smirnov p-values of given distances, in SciPy's exact and asymptotic regime.

use driftscope_stats::ks::p_value;

use crate::golden::{assert_close, cases, number};

#[test]
fn both_regimes_agree() {
    let (mut exact, mut asymptotic, mut deep) = (0, 0, 0);
    for case in cases(include_str!("../golden/ks_laws.json"), 400) {
        let (n, m) = (case["n"].as_u64().unwrap(), case["m"].as_u64().unwrap());
        let (statistic, expected) = (number(&case["statistic"]), number(&case["p_value"]));
        let found = p_value(statistic, n, m);
        assert_close(found, expected, 1e-9, &format!("n {n}, m {m}, distance {statistic}"));
        assert_close(p_value(statistic, m, n), expected, 1e-9, &format!("n {m}, m {n}, distance {statistic}"));
        exact += u32::from(n.max(m) <= 10_000);
        asymptotic += u32::from(n.max(m) > 10_000);
        deep += u32::from(expected > 0.0 && expected < 1e-100);
    }
    assert!(exact > 80 && asymptotic > 250 && deep > 20, "{exact}, {asymptotic}, {deep}");
}
