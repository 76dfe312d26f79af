//! The rules of other tools: each score compared with its threshold.

use driftscope_report::{ColumnReport, Preset, PresetVerdict, RuleThreshold, Settings};
use driftscope_stats::peers::evidently::Test;

/// The threshold that a rule has by itself for a test, by the name that the rule has for it. `None` where the rule computed it.
fn usual_threshold(preset: Preset, test: &str) -> Option<f64> {
    match preset.rule().threshold {
        RuleThreshold::Computed => None,
        RuleThreshold::OfTest => Test::of_name(test).map(Test::threshold),
        RuleThreshold::Below(threshold) | RuleThreshold::From(threshold) | RuleThreshold::Above(threshold) => {
            Some(threshold)
        }
    }
}

/// Whether a score means drift by a rule that does not compute its threshold.
fn flags(preset: Preset, test: &str, score: f64, threshold: f64) -> bool {
    match preset.rule().threshold {
        RuleThreshold::Computed => false,
        RuleThreshold::OfTest => Test::of_name(test).is_some_and(|test| test.flags(score, threshold)),
        RuleThreshold::Below(_) => score < threshold,
        RuleThreshold::From(_) => score >= threshold,
        RuleThreshold::Above(_) => score > threshold,
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
