//! Special functions and the χ² laws against mpmath and SciPy.

use driftscope_stats::chi_squared_law::{noncentral_sf, noncentrality_for_power, quantile};
use driftscope_stats::special::{erfc, gamma_p, gamma_q, ln_gamma, normal_quantile, normal_sf};

use crate::golden::{assert_close, cases, number};

#[test]
fn every_function_agrees() {
    for case in cases(include_str!("../golden/special.json"), 400) {
        let of = |name: &str| number(&case[name]);
        match case["function"].as_str().unwrap() {
            "gamma" => {
                for (part, function) in [("p", gamma_p as fn(f64, f64) -> f64), ("q", gamma_q)] {
                    if let Some(expected) = case[part].as_f64() {
                        assert_close(function(of("a"), of("x")), expected, 1e-12, &case);
                    }
                }
            }
            "ln_gamma" => {
                let (found, expected) = (ln_gamma(of("x")), of("value"));
                assert!((found - expected).abs() <= 1e-15 * expected.abs().max(1.0), "{case}: {found:e}");
            }
            "normal_sf" => assert_close(normal_sf(of("x")), of("value"), 1e-12, &case),
            "erfc" => assert_close(erfc(of("x")), of("value"), 1e-14, &case),
            "normal_quantile" => assert_close(normal_quantile(of("x")), of("value"), 1e-13, &case),
            "chi_squared_quantile" => assert_close(quantile(of("x"), of("df")), of("value"), 1e-11, &case),
            "noncentral_sf" => {
                assert_close(noncentral_sf(of("x"), of("df"), of("noncentrality")), of("value"), 1e-11, &case);
            }
            "noncentrality" => {
                // At a power of 0.06, hardly above 0.05, the solver's own digits run out.
                let tolerance = if of("power") < 0.1 { 1e-9 } else { 1e-11 };
                let found = noncentrality_for_power(of("df"), of("alpha"), of("power"));
                assert_close(found, of("value"), tolerance, &case);
            }
            other => panic!("{other} is not tested"),
        }
    }
}

#[test]
fn student_t_law_agrees() {
    let mut deep = 0;
    for case in cases(include_str!("../golden/student_t_law.json"), 120) {
        let (t, df, expected) = (number(&case["t"]), number(&case["df"]), number(&case["p_value"]));
        assert_close(driftscope_stats::student_t_law::two_sided(t, df), expected, 1e-12, &format!("t {t}, df {df}"));
        deep += u32::from(expected < 1e-100);
    }
    assert!(deep > 10, "{deep}");
}
