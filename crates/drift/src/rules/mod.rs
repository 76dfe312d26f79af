//! The rules of other tools, each judging one column by itself.
//!
//! The rules are those of the tools they are named after, with their defaults; [`driftscope_stats::peers`] has their
//! computations. Here each yields a score, or the reason why it has none. What the score is compared with is in
//! [`driftscope_decide`], which needs no rows.
//!
//! Two of them depend on the order of the rows: `nannyml` and `ks`.

mod evidently;
mod nannyml;
mod pandas_type;
mod psi;
mod textbook_ks;
mod tfdv;

use std::collections::BTreeMap;

use driftscope_report::{Kind, Preset, PresetVerdict, TestChoice, TestResult};

use crate::values::label::Label;
use crate::values::numeric::Numbers;
use crate::values::side::Side;

/// A column as the rules look at it.
pub(crate) struct Subject<'a> {
    pub name: &'a str,
    pub kind: Kind,
    /// The counts by category of a category or boolean column.
    pub labels: Option<&'a [Label]>,
    pub tests: &'a BTreeMap<String, TestResult>,
    /// Whether the column is one that is tested; Evidently tests others, too.
    pub is_tested: bool,
    /// The test and the threshold that a person chose for the chosen preset.
    pub choice: &'a TestChoice,
    pub preset: Preset,
}

/// The rows of a column, which most rules need.
pub(crate) struct Rows<'a> {
    pub sides: &'a [Side<'a>; 2],
    /// All numbers of either side, sorted.
    pub numbers: [&'a Numbers; 2],
}

/// How a rule judges a column by itself.
enum Rule {
    /// From its rows.
    OfRows(fn(&Subject<'_>, &Rows<'_>) -> PresetVerdict),
    /// From its counts or tests, and from its rows where those do not suffice.
    OfFigures(fn(&Subject<'_>, Option<&Rows<'_>>) -> PresetVerdict),
}

/// How a rule judges. `None` for the calibrated one, which needs all columns together.
fn rule(preset: Preset) -> Option<Rule> {
    Some(match preset {
        Preset::Calibrated => return None,
        Preset::Evidently => Rule::OfRows(evidently::judge),
        Preset::Nannyml => Rule::OfRows(nannyml::judge),
        Preset::Ks => Rule::OfRows(textbook_ks::judge),
        Preset::Psi => Rule::OfFigures(psi::judge),
        Preset::Tfdv => Rule::OfFigures(tfdv::judge),
    })
}

/// The verdicts of all rules that judge a column by itself, by their names. Without rows, where only a profile is known, rules that
/// need them have no verdict and give the reason.
#[inline(never)]
pub(crate) fn judge(subject: &Subject<'_>, rows: Option<&Rows<'_>>) -> BTreeMap<String, PresetVerdict> {
    let applies = |preset: Preset| subject.is_tested || preset == Preset::Evidently;
    let rules = Preset::ALL.into_iter().filter(|(_, preset)| applies(*preset));
    let verdicts = rules.filter_map(|(name, preset)| {
        let verdict = match (rule(preset)?, rows) {
            (Rule::OfRows(judge), Some(rows)) => judge(subject, rows),
            (Rule::OfRows(_), None) => without_rows(),
            (Rule::OfFigures(judge), rows) => judge(subject, rows),
        };
        Some((name.to_owned(), verdict))
    });
    verdicts.collect()
}

impl Subject<'_> {
    /// The threshold that a person chose for a rule.
    fn threshold(&self, preset: Preset) -> Option<f64> {
        self.choice.threshold.filter(|_| self.preset == preset)
    }
}

/// The verdict of a rule that needs rows where there are none.
fn without_rows() -> PresetVerdict {
    PresetVerdict::none("This rule needs rows; a profile has none")
}

/// The counts of both sides.
fn counts(labels: &[Label]) -> [Vec<u64>; 2] {
    [labels.iter().map(|label| label.reference).collect(), labels.iter().map(|label| label.production).collect()]
}
