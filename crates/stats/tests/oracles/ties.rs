//! The p-values of rank tests given the ties, against 100 000 permutations of 200 pairs of samples.

use serde_json::Value;

use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::merged::Merged;
use driftscope_stats::runs::Runs;

use crate::golden::{assert_close, cases, counts, number, numbers};

const PERMUTATIONS: f64 = 100_000.0;

fn samples(case: &Value) -> [Runs; 2] {
    let values = numbers(&case["values"]);
    ["reference", "production"].map(|side| Runs::of_ascending(values.iter().copied().zip(counts(&case[side]))))
}

/// A test's p-value, from one walk.
type OfWalk = fn(&Merged) -> Option<f64>;

/// How far off the p-values are, in standard errors of the permutations and what the law may be off by.
#[test]
fn every_p_value_is_that_of_the_permutations() {
    let table = cases(include_str!("../golden/ties.json"), 200);
    let tests: [(&str, f64, OfWalk); 6] = [
        ("ks", 0.01, |merged| Some(merged.kolmogorov_smirnov().p_value)),
        ("cramer_von_mises", 0.03, |merged| Some(merged.cramer_von_mises().p_value)),
        ("anderson_darling", 0.03, |merged| merged.anderson_darling().map(|test| test.p_value)),
        ("kuiper", 0.02, |merged| Some(merged.kuiper().p_value)),
        ("mann_whitney", 0.01, |merged| Some(merged.mann_whitney().p_value)),
        ("mood", 0.01, |merged| merged.mood().map(|test| test.p_value)),
    ];
    let mut wrong = Vec::new();
    for (name, tolerance, p_value) in tests {
        let (mut compared, mut sum, mut squares) = (0, 0.0, 0.0);
        for case in &table {
            let Some(as_far) = case["as_far"][name].as_f64() else { continue };
            let [reference, production] = samples(case);
            let merged = Merged::of_runs(&reference, &production).expect("neither sample is empty");
            let found = p_value(&merged).unwrap_or_else(|| panic!("{name} has a p-value for {}", case["name"]));
            let expected = as_far / PERMUTATIONS;
            let error = (found * (1.0 - found) / PERMUTATIONS).sqrt().max(0.5 / PERMUTATIONS);
            let off = found - expected;
            compared += 1;
            sum += off / error;
            squares += off * off / (error * error);
            if off.abs() > 4.5 * error + tolerance * found {
                wrong.push(format!(
                    "{name}, {}, {} values: {found:.5}, not {expected:.5}, {:.1} errors",
                    case["name"],
                    counts(&case["reference"]).len(),
                    off / error
                ));
            }
        }
        println!(
            "{name}: {compared} compared, mean {:.2} errors, root mean square {:.2}",
            sum / f64::from(compared),
            (squares / f64::from(compared)).sqrt()
        );
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn epps_singleton_with_the_pooled_covariance_is_that_of_the_permutations() {
    let table = cases(include_str!("../golden/ties.json"), 200);
    let (mut sum, mut compared, mut wrong) = (0.0, 0, Vec::new());
    let expected = cases(include_str!("../golden/epps_singleton.json"), 100);
    for case in &expected {
        let [reference, production] = samples(&table[number(&case["place"]) as usize]);
        let [x, y] = [reference, production].map(|side| -> Vec<f64> {
            side.runs().flat_map(|(value, count)| std::iter::repeat_n(value, count as usize)).collect()
        });
        let found = epps_singleton(&x, &y).unwrap_or_else(|| panic!("there is a test for {}", case["name"]));
        assert_close(found.statistic, number(&case["statistic"]), 1e-6, &case["name"]);
        assert_eq!(found.degrees_of_freedom, number(&case["rank"]), "{}", case["name"]);
        let p_value = number(&case["as_far"]) / 20_000.0;
        let error = (found.p_value * (1.0 - found.p_value) / 20_000.0).sqrt().max(0.5 / 20_000.0);
        let off = found.p_value - p_value;
        if numbers(&table[number(&case["place"]) as usize]["values"]).len() < 5 {
            // The law goes in steps, which that of the test does not.
            continue;
        }
        compared += 1;
        sum += off * off / (error * error);
        if off.abs() > 4.5 * error + 0.1 * found.p_value {
            wrong.push(format!("{}: {:.5}, not {p_value:.5}, {:.1} errors", case["name"], found.p_value, off / error));
        }
    }
    println!("{compared} compared, root mean square {:.2}", (sum / f64::from(compared)).sqrt());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
