//! What each column carries of a change of a mean, compared with numpy.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::additive_change::{ChangePart, additive_change};
use driftscope_stats::density_ratio::Levels;
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn parts_and_their_standard_errors_are_those_of_penalised_least_squares() {
    let golden: Value = serde_json::from_str(include_str!("../golden/additive_change.json")).unwrap();
    let near = |found: f64, expected: f64, what: &str| {
        assert!((found - expected).abs() <= 1e-8 * expected.abs().max(1e-3), "{what}: {found}, not {expected}");
    };
    for case in golden["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let sides: Vec<[Vec<u8>; 2]> = case["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| {
                [0, 1].map(|side| numbers(&column["sides"][side]).into_iter().map(|level| level as u8).collect())
            })
            .collect();
        let counts =
            case["columns"].as_array().unwrap().iter().map(|column| column["levels"].as_u64().unwrap() as usize);
        let columns: Vec<Levels<'_>> =
            sides.iter().zip(counts).map(|(sides, count)| Levels { sides: [&sides[0], &sides[1]], count }).collect();
        let y = [0, 1].map(|side| numbers(&case["y"][side]));
        let found = additive_change(&columns, [&y[0], &y[1]]).unwrap();
        let part = |found: ChangePart, expected: &Value, what: &str| {
            near(found.value, expected[0].as_f64().unwrap(), what);
            near(found.standard_error, expected[1].as_f64().unwrap(), what);
        };
        for (at, found) in found.columns.iter().enumerate() {
            part(*found, &case["parts"][at], &format!("{name}, column {at}"));
        }
        part(found.rest, &case["rest"], &format!("{name}, rest"));
        near(found.explained, case["explained"].as_f64().unwrap(), name);
        for (found, expected) in found.variances.iter().zip(numbers(&case["variances"])) {
            near(*found, expected, name);
        }
        let sum: f64 = found.columns.iter().map(|part| part.value).sum::<f64>() + found.rest.value;
        near(sum, case["change"].as_f64().unwrap(), name);
    }
}
