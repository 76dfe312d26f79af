//! The rules of other tools: the threshold that each has by itself, and on which side of it drift lies.

use driftscope_report::{ColumnReport, Preset, PresetVerdict, Settings};
use driftscope_stats::peers::evidently::Test;

/// Population stability indices from this on are a drift: "some change" in scorecards, where 0.25 is a large one.
const STABILITY: f64 = 0.1;

/// TensorFlow Data Validation has no thresholds of its own; its documentation's examples have this one.
const TFDV: f64 = 0.01;

/// The level of the textbook detector.
const TEXTBOOK: f64 = 0.05;

/// The threshold that a rule has by itself for a test, by the name that the rule has for it. `None` where the data sets it: for
/// NannyML, three standard deviations above the mean of the reference's own chunks.
fn usual_threshold(preset: Preset, test: &str) -> Option<f64> {
    match preset {
        Preset::Evidently => Test::of_name(test).map(Test::threshold),
        Preset::Ks => Some(TEXTBOOK),
        Preset::Psi => Some(STABILITY),
        Preset::Tfdv => Some(TFDV),
        Preset::Calibrated | Preset::Nannyml => None,
    }
}

/// Whether a score means drift by a rule whose threshold does not come from the data.
fn flags(preset: Preset, test: &str, score: f64, threshold: f64) -> bool {
    match preset {
        Preset::Evidently => Test::of_name(test).is_some_and(|test| test.flags(score, threshold)),
        Preset::Tfdv => score > threshold,
        _ if preset.is_p_value(test) => score < threshold,
        _ => score >= threshold,
    }
}

/// Compares the score of each rule with its threshold: the one that a person chose for the rule that decides, else its own.
pub(crate) fn compare_with_thresholds(column: &mut ColumnReport, settings: &Settings) {
    let chosen = settings.choice(&column.name, column.kind).threshold;
    for (name, preset) in Preset::ALL {
        let Some(verdict) = column.presets.get_mut(name) else { continue };
        let chosen = chosen.filter(|_| preset == settings.preset);
        let (Some(usual), Some(score)) = (usual_threshold(preset, &verdict.method), verdict.score) else { continue };
        let threshold = chosen.unwrap_or(usual);
        let drifted = flags(preset, &verdict.method, score, threshold);
        *verdict = PresetVerdict { drifted, threshold: Some(threshold), ..std::mem::take(verdict) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_evidently_are_those_of_its_tests() {
        let names: Vec<&str> = Test::ALL.into_iter().map(Test::name).collect();
        assert_eq!(Preset::Evidently.test_names(), names);
        for test in Test::ALL {
            assert_eq!(Preset::Evidently.is_p_value(test.name()), test.is_p_value(), "{}", test.name());
        }
    }
}
