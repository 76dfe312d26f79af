//! What every rule says of one column, so that they can be held against each other.
//!
//! Each preset but `calibrated`, which needs all columns together, judges a column by itself. The rules are those of the
//! tools they are named after, with their defaults; [`driftscope_stats::peers`] has what they compute.
//!
//! Two of them depend on the order of the rows, `nannyml` and `ks`. They are left out under the default preset, whose report does
//! not depend on it.

mod chosen;
mod evidently;
mod nannyml;
mod newest;
mod pandas;

use std::collections::BTreeMap;

use driftscope_stats::{l_infinity, peers::tfdv};

pub(crate) use chosen::{apply, forced};

use crate::described::Described;
use crate::labels::Label;
use crate::numeric::Numbers;
use crate::side::Side;
use driftscope_report::{Kind, Preset, PresetVerdict, TestChoice, TestResult};

/// Population stability indices from this on are a drift: "some change" in scorecards, where 0.25 is a large one.
const STABILITY: f64 = 0.1;

/// TensorFlow Data Validation has no thresholds of its own; its documentation's examples have this one.
const TFDV: f64 = 0.01;

/// A column, as the rules look at it.
pub(crate) struct Subject<'a> {
    pub name: &'a str,
    pub kind: Kind,
    pub sides: &'a [Side<'a>; 2],
    /// All numbers of either side, sorted.
    pub numbers: &'a [Numbers; 2],
    /// The counts by category of a category or boolean column.
    pub labels: Option<&'a [Label]>,
    pub tests: &'a BTreeMap<String, TestResult>,
    /// Whether the column is one that is tested; Evidently tests others, too.
    pub is_tested: bool,
    /// The test and the threshold that a person chose for the chosen preset.
    pub choice: &'a TestChoice,
    pub preset: Preset,
}

impl Subject<'_> {
    /// A rule's threshold, or the one that a person chose for it.
    fn threshold(&self, preset: Preset, usual: f64) -> f64 {
        self.choice.threshold.filter(|_| self.preset == preset).unwrap_or(usual)
    }
}

/// The verdicts of all presets that judge a column by itself, by their names.
#[inline(never)]
pub(crate) fn judge(subject: &Subject<'_>) -> BTreeMap<String, PresetVerdict> {
    let mut verdicts = BTreeMap::new();
    let mut add = |preset: Preset, verdict: PresetVerdict| verdicts.insert(preset.as_str().to_owned(), verdict);
    add(Preset::Evidently, evidently::judge(subject));
    if !subject.is_tested {
        return verdicts;
    }
    add(Preset::Nannyml, nannyml::judge(subject));
    add(Preset::Ks, newest::judge(subject));
    let statistic = |name: &str| subject.tests.get(name).and_then(|test| test.statistic);
    add(Preset::Psi, PresetVerdict::at_least("psi", statistic("psi"), subject.threshold(Preset::Psi, STABILITY)));
    let threshold = subject.threshold(Preset::Tfdv, TFDV);
    let tfdv = match subject.labels {
        Some(labels) => {
            let counts = counts(labels);
            PresetVerdict::above("l_infinity", l_infinity::l_infinity(&counts[0], &counts[1]), threshold)
        }
        None => {
            let [reference, production] = subject.numbers.each_ref().map(Numbers::finite);
            PresetVerdict::above("jensen_shannon", tfdv::divergence(reference, production), threshold)
        }
    };
    add(Preset::Tfdv, tfdv);
    verdicts
}

/// The same of a column of which only profiles are known: the rules that go by counts, and that the others go by rows.
pub(crate) fn judge_profiled(
    column: &Described,
    labels: Option<&[Label]>,
    is_tested: bool,
    preset: Preset,
    choice: &TestChoice,
) -> BTreeMap<String, PresetVerdict> {
    let none = || PresetVerdict::none("This rule goes by single rows, and a profile has none");
    let mut verdicts = BTreeMap::new();
    let mut add = |preset: Preset, verdict: PresetVerdict| verdicts.insert(preset.as_str().to_owned(), verdict);
    add(Preset::Evidently, none());
    if !is_tested {
        return verdicts;
    }
    add(Preset::Nannyml, none());
    add(Preset::Ks, none());
    let threshold = |of: Preset, usual: f64| choice.threshold.filter(|_| preset == of).unwrap_or(usual);
    let stability = column.tests.get("psi").and_then(|test| test.statistic);
    add(Preset::Psi, PresetVerdict::at_least("psi", stability, threshold(Preset::Psi, STABILITY)));
    let tfdv = labels.map(counts).map(|[reference, production]| l_infinity::l_infinity(&reference, &production));
    let by_counts = |distance| PresetVerdict::above("l_infinity", distance, threshold(Preset::Tfdv, TFDV));
    add(Preset::Tfdv, tfdv.map_or_else(none, by_counts));
    verdicts
}

/// The counts of both sides.
fn counts(labels: &[Label]) -> [Vec<u64>; 2] {
    [labels.iter().map(|label| label.reference).collect(), labels.iter().map(|label| label.production).collect()]
}
