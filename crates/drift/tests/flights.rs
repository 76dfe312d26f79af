//! The report on the flight logs has the figures of SciPy and statsmodels; `golden/make.py` makes them.

use crate::common::{flights, near, near_to};
use driftscope_drift::compare;
use driftscope_report::{Part, Report, Settings, from_json, to_json};
use serde_json::Value;

fn report() -> Report {
    let [reference, production] = flights();
    compare(&reference, &production, &Settings::default())
}

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/flights.json")).expect("the golden file is JSON")
}

#[test]
fn every_figure_is_that_of_scipy_and_statsmodels() {
    let report = report();
    let golden = golden();
    let columns = golden["columns"].as_object().unwrap();
    let tested: Vec<&str> =
        report.columns.iter().filter(|column| column.drift.tested).map(|column| column.name.as_str()).collect();
    assert_eq!(tested.len(), columns.len(), "{tested:?}");
    for column in report.columns.iter().filter(|column| column.drift.tested) {
        let expected = &columns[&column.name];
        let what = &column.name;
        near_to(column.drift.p_value, &expected["p_value"], what, 1e-5);
        near_to(column.drift.p_adjusted, &expected["p_adjusted"], what, 1e-5);
        for (look, figures) in expected["looks"].as_object().into_iter().flatten() {
            near(column.tests[look].statistic, &figures[0], what);
            near_to(column.tests[look].p_value, &figures[1], what, 1e-5);
        }
        for (name, index) in [("ks", 1), ("chi_square", 1)] {
            if let Some(test) = column.tests.get(name).filter(|_| expected.get(name).is_some()) {
                near(test.statistic, &expected[name][0], what);
                let figure = &expected[name][index];
                if name == "ks" {
                    // Above 10 000 rows, the limit given the ties: so far from no drift it is a few per cent off.
                    let (found, exact) = (test.p_value.unwrap(), figure.as_f64().unwrap());
                    assert!((found - exact).abs() <= 0.05 * exact || exact < 1e-100, "{what}: {found} is not {exact}");
                } else {
                    near(test.p_value, figure, what);
                }
            }
        }
        for name in ["wasserstein", "wasserstein_normed"] {
            if let Some(test) = column.tests.get(name) {
                near(test.statistic, &expected[name], what);
            }
        }
        for (name, figures) in expected["tests"].as_object().unwrap() {
            let test = &column.tests[name];
            let Some(figures) = figures.as_array() else { continue };
            near(test.statistic, &figures[0], &format!("{what} {name}"));
            let Some(p_value) = figures.get(1) else { continue };
            if ["mann_whitney", "mood"].contains(&name.as_str()) {
                // SciPy has the normal law, the limit for large samples; its far tail is another.
                let (found, normal) = (test.p_value.unwrap(), p_value.as_f64().unwrap());
                let is_near = (found / normal - 1.0).abs() < if normal > 1e-4 { 0.01 } else { 0.5 };
                assert!(is_near || normal < 1e-10, "{what} {name}: {found} is not {normal}");
            } else {
                near(test.p_value, p_value, &format!("{what} {name}, p"));
            }
        }
        if let Some(expected) = expected.get("shift").filter(|expected| expected.is_object()) {
            let shift = column.shift.as_ref().unwrap();
            let figures = [
                ("location", Some(shift.location)),
                ("scale", Some(shift.scale)),
                ("lower_tail", shift.lower_tail),
                ("upper_tail", shift.upper_tail),
                ("location_share", Some(shift.shares.location)),
                ("scale_share", Some(shift.shares.scale)),
                ("shape_share", Some(shift.shares.shape)),
                ("outermost_share", shift.outermost_share),
            ];
            for (name, figure) in figures {
                let error = (figure.unwrap() - expected[name].as_f64().unwrap()).abs();
                assert!(error < 1e-9, "{what} {name}: {figure:?} is not {}", expected[name]);
            }
        }
        for (side, summary) in [("reference", &column.reference), ("production", &column.production)] {
            if let Some(expected) = expected.get(side) {
                let figures = [summary.mean, summary.sd, summary.median, summary.min, summary.max];
                figures.into_iter().enumerate().for_each(|(at, figure)| near(figure, &expected[at], what));
            }
        }
        for part in &column.drift.parts {
            let expected = match part.part {
                Part::Values => &expected["values"],
                Part::Missing => &expected["missing"],
                Part::Distinct => &expected["distinct"],
                // Larger than the others of an identifier: it counts as a look only.
                _ => {
                    assert!(part.p_value > 0.4, "{what}: {part:?}");
                    continue;
                }
            };
            near_to(Some(part.p_value), &expected["p_value"], what, 1e-5);
            if let Some(effect) = expected.get("effect") {
                // Within the rounding of a difference of nearly equal entropies.
                assert!((part.effect - effect.as_f64().unwrap()).abs() < 1e-7, "{what}: {} {effect}", part.effect);
            }
        }
    }
}

#[test]
fn the_report_survives_json_byte_for_byte_and_holds_no_row() {
    let report = report();
    let text = to_json(&report);
    assert_eq!(to_json(&from_json(&text).unwrap()), text);
    assert!(!text.contains("NaN") && !text.contains(":inf") && !text.contains(":-inf"));
    // Tail numbers name aircraft: only how many there are is in the report.
    assert!(!text.contains("N653JB"));
}

#[test]
fn what_is_described_only_says_why() {
    let report = report();
    for (name, reason) in [("timestamp", "time"), ("model_version", "version"), ("input.tailnum", "identifier")] {
        let column = report.columns.iter().find(|column| column.name == name).unwrap();
        assert!(column.finding.contains("ot tested: ") && column.finding.contains(reason), "{}", column.finding);
        assert!(column.drift.parts.iter().all(|part| part.part != Part::Values), "{:?}", column.drift.parts);
    }
    let verdict = &report.verdict;
    assert_eq!((verdict.tested_columns, verdict.drifted), (16, true));
    assert!(verdict.sentence.contains("columns drifted, input.temp most"), "{}", verdict.sentence);
    assert_eq!(report.reference.period.as_ref().unwrap().first, "2013-03-01T10:45:00Z");
}

#[test]
fn how_much_wider_a_column_is_has_one_figure() {
    let mut seen = 0;
    for column in &report().columns {
        let Some(shift) = &column.shift else { continue };
        for word in [" wider", " narrower", " times as wide"] {
            if let Some((before, _)) = column.finding.split_once(word) {
                let share = before.rsplit(' ').next().unwrap();
                assert!(shift.words.contains(&format!("{share}{word}")), "{}: {}", column.finding, shift.words);
                seen += 1;
            }
        }
    }
    assert!(seen > 1, "{seen}");
}
