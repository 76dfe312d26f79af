//! Samples made by a rule that Python and Rust carry out alike, bit by bit: the twin of `tests/golden/streams.py`, which says
//! the rule.

use serde_json::Value;

use crate::golden::number;

/// The values of a sample whose parameters are given, in the order they are made in.
pub(crate) fn values(parameters: &Value) -> Vec<f64> {
    let mut state = parameters["seed"].as_u64().expect("a seed");
    let mut u = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / 9_007_199_254_740_992.0
    };
    let mut one = || match parameters["shape"].as_str().expect("a shape") {
        "uniform" => u(),
        "bell" => bell(&mut u),
        "skewed" => {
            let both = u() + u();
            both * both * both * both
        }
        "heavy" => {
            let v = 2.0 * u() - 1.0;
            v / (1.0 - v * v)
        }
        "ties" => (8.0 * u()).floor(),
        "integers" => (20.0 + 6.0 * bell(&mut u)).floor(),
        "two values" => f64::from(u8::from(u() < 0.3)),
        "mostly zero" => {
            if u() < 0.7 {
                0.0
            } else {
                u()
            }
        }
        other => panic!("{other} is no shape"),
    };
    let (shift, scale) = (number(&parameters["shift"]), number(&parameters["scale"]));
    let mut values: Vec<f64> = (0..number(&parameters["count"]) as u32).map(|_| shift + scale * one()).collect();
    if let (Some(last), Some(outlier)) = (values.last_mut(), parameters["outlier"].as_f64()) {
        *last = outlier;
    }
    values
}

fn bell(u: &mut impl FnMut() -> f64) -> f64 {
    u() + u() + u() + u() + u() + u() - 3.0
}
