//! A test that a person chose instead of a rule, and a rule's verdict as that of the column.

use std::collections::BTreeMap;

use super::disagreement::is_p_value;
use crate::{Drift, Outcome, Preset, PresetVerdict, Settings, Severity, TestChoice, TestResult};

/// Distances and effect sizes, with the size from which on they are a drift. What depends on the unit of the column has no
/// such size: there a threshold must be chosen, too.
const DISTANCES: [(&str, Option<f64>); 16] = [
    ("psi", Some(0.1)),
    ("kl", Some(0.1)),
    ("jensen_shannon", Some(0.1)),
    ("hellinger", Some(0.1)),
    ("total_variation", Some(0.1)),
    ("l_infinity", Some(0.1)),
    ("wasserstein_normed", Some(0.1)),
    ("cramers_v", Some(0.1)),
    ("cohens_w", Some(0.1)),
    ("cohens_h", Some(0.2)),
    ("hedges_g", Some(0.2)),
    ("cliffs_delta", Some(0.147)),
    ("scale_ratio", Some(1.25)),
    ("wasserstein", None),
    ("energy", None),
    ("median_shift", None),
];

/// Tests whose p-value decides.
pub(super) const P_VALUES: [&str; 23] = [
    "combined_rank",
    "likelihood_ratio_middle",
    "likelihood_ratio_tails",
    "scan",
    "chi_square_of_values",
    "ks",
    "anderson_darling",
    "cramer_von_mises",
    "epps_singleton",
    "mann_whitney",
    "welch_t",
    "student_t",
    "levene",
    "brown_forsythe",
    "mood",
    "kuiper",
    "mmd",
    "chi_square",
    "g",
    "fisher",
    "unconditional",
    "z",
    "permutation",
];

/// The names of all tests that can be chosen.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    P_VALUES.into_iter().chain(DISTANCES.into_iter().map(|(name, _)| name))
}

/// The verdict by the test that a person chose. `None` where none was chosen, or the column has no such test: there the rule
/// decides.
pub(crate) fn forced(
    choice: &TestChoice,
    tests: &BTreeMap<String, TestResult>,
    settings: &Settings,
) -> Option<PresetVerdict> {
    let name = choice.test.as_deref().filter(|_| settings.preset != Preset::Evidently)?;
    let test = tests.get(name)?;
    if P_VALUES.contains(&name) {
        let threshold = choice.threshold.unwrap_or(settings.alpha);
        return Some(PresetVerdict::of(name, test.p_value, threshold, test.p_value.is_some_and(|p| p < threshold)));
    }
    let size = DISTANCES.iter().find(|(known, _)| *known == name).and_then(|(_, size)| *size);
    let Some(threshold) = choice.threshold.or(size) else {
        return Some(PresetVerdict::none("the chosen test depends on the unit of the column and needs a threshold"));
    };
    // A ratio of spreads is as far from 1 either way.
    let distance = |statistic: f64| match name {
        "scale_ratio" if statistic < 1.0 => 1.0 / statistic,
        _ => statistic.abs(),
    };
    let drifted = test.statistic.is_some_and(|statistic| distance(statistic) >= threshold);
    Some(PresetVerdict::of(name, test.statistic, threshold, drifted))
}

/// The column's verdict by another rule than the calibrated one, whose effect and parts remain as figures. `rule` is whose.
pub(crate) fn apply(rule: &str, preset: Preset, verdict: &PresetVerdict, calibrated: Drift) -> Drift {
    let by_p_value = is_p_value(preset, verdict);
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

    #[test]
    fn every_name_is_a_test_once() {
        let mut all: Vec<_> = names().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), P_VALUES.len() + DISTANCES.len());
    }
}
