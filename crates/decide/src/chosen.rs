//! A test that a person chose instead of a rule, and a rule's verdict as that of the column.

use std::collections::BTreeMap;

use driftscope_report::{
    Decides, Drift, Outcome, Preset, PresetVerdict, Settings, Severity, Statistic, TestChoice, TestResult,
};

/// The verdict by the test that a person chose. `None` where none was chosen, or the column has no such test: there the rule
/// decides.
pub(crate) fn forced(
    choice: &TestChoice,
    tests: &BTreeMap<String, TestResult>,
    settings: &Settings,
) -> Option<PresetVerdict> {
    let name = choice.test.as_deref().filter(|_| settings.preset != Preset::Evidently)?;
    let test = tests.get(name)?;
    // A ratio of spreads is as far from 1 either way.
    let distance = |statistic: f64, decides: Decides| match decides {
        Decides::FromRatio(_) if statistic < 1.0 => 1.0 / statistic,
        _ => statistic.abs(),
    };
    let decides = Statistic::of_id(name)?.decides;
    let size = match decides {
        Decides::ByPValue => {
            let threshold = choice.threshold.unwrap_or(settings.alpha);
            let drifted = test.p_value.is_some_and(|p| p < threshold);
            return Some(PresetVerdict::of(name, test.p_value, threshold, drifted));
        }
        Decides::FromSize(size) | Decides::FromRatio(size) => Some(size),
        Decides::WithThreshold => None,
    };
    let Some(threshold) = choice.threshold.or(size) else {
        return Some(PresetVerdict::none("the chosen test depends on the unit of the column and needs a threshold"));
    };
    let drifted = test.statistic.is_some_and(|statistic| distance(statistic, decides) >= threshold);
    Some(PresetVerdict::of(name, test.statistic, threshold, drifted))
}

/// The column's verdict by another rule than the calibrated one, whose effect and parts remain as figures. `rule` is whose.
pub(crate) fn apply(rule: &str, preset: Preset, verdict: &PresetVerdict, calibrated: Drift) -> Drift {
    let by_p_value = preset.is_p_value(&verdict.method);
    Drift {
        tested: verdict.score.is_some(),
        drifted: verdict.drifted,
        outcome: match (verdict.score, verdict.drifted) {
            (None, _) => Outcome::NotTested,
            (_, true) => Outcome::Drifted,
            (_, false) if calibrated.outcome == Outcome::Identical => Outcome::Identical,
            (_, false) => Outcome::NoDrift,
        },
        // How large a drift is, what it may be and what chance gives are figures of the calibrated rule's effect.
        severity: Severity::None,
        low: None,
        high: None,
        null_band: None,
        rows_to_settle: None,
        rule: Some(rule.to_owned()),
        // A p-value of the rule's own stands where the calibrated one stood; nothing corrects it.
        p_adjusted: if by_p_value { verdict.score } else { None },
        p_value: if by_p_value { verdict.score } else { None },
        method: verdict.method.clone(),
        score: verdict.score,
        threshold: verdict.threshold,
        reason: match &verdict.reason {
            Some(reason) => Some(format!("Not tested: {reason}")),
            None => calibrated.reason.clone().filter(|_| verdict.score.is_none()),
        },
        ..calibrated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(test: &str, threshold: Option<f64>) -> TestChoice {
        TestChoice { test: Some(test.to_owned()), threshold }
    }

    fn tests() -> BTreeMap<String, TestResult> {
        [("ks", 0.3, Some(0.01)), ("scale_ratio", 0.5, None), ("wasserstein", 3.0, None)]
            .into_iter()
            .map(|(name, statistic, p)| (name.to_owned(), TestResult::new(statistic).with_p(p)))
            .collect()
    }

    #[test]
    fn a_chosen_test_decides_by_its_p_value_or_its_size() {
        let settings = Settings::default();
        let drifted = |choice: &TestChoice| forced(choice, &tests(), &settings).map(|verdict| verdict.drifted);
        assert_eq!(drifted(&choice("ks", None)), Some(true));
        assert_eq!(drifted(&choice("ks", Some(0.001))), Some(false));
        assert_eq!(drifted(&choice("scale_ratio", None)), Some(true));
        assert_eq!(drifted(&choice("scale_ratio", Some(2.5))), Some(false));
        assert_eq!(drifted(&choice("wasserstein", Some(2.0))), Some(true));
        assert_eq!(drifted(&choice("fisher", None)), None);
        assert_eq!(drifted(&TestChoice::default()), None);
        let unit = forced(&choice("wasserstein", None), &tests(), &settings).unwrap();
        assert!(unit.score.is_none() && unit.reason.is_some());
    }
}
