//! What files of labels found on a side, and the warnings that both sides together give.

use driftscope_report::{Warning, WarningCode};
use serde::{Deserialize, Serialize};

use super::label_delays::LabelDelays;

/// What files of labels found among the rows of a side.
///
/// It travels with the rows: which labels belong to nobody is known only where both sides are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLabels {
    /// The identifier in the labels.
    pub key: String,
    /// Whether the side has labels by these files that it did not have before.
    pub gave: bool,
    /// Labels of an identifier of this side that has another label: an equal one, or an older one.
    pub repeated: u64,
    /// Identifiers of this side whose labels contradict each other.
    pub conflicts: u64,
    /// Rows whose own label differs from the one in the files.
    pub contradicted: u64,
    /// The number of labels in the files.
    pub labels: u64,
    /// A bit for each label: 1 if it names a row of this side, or none at all.
    pub used: Vec<u32>,
    /// What was wrong with the files.
    pub warnings: Vec<Warning>,
    /// How long labels took to come, if predictions and labels have times.
    pub delays: Option<LabelDelays>,
    /// Why no label was joined.
    pub refused: Option<String>,
}

impl FoundLabels {
    /// Nothing, for this reason.
    pub fn refused(reason: String) -> Self {
        Self { refused: Some(reason), ..Self::default() }
    }

    /// Counts labels of another side as used.
    pub(crate) fn unite(&mut self, other: &Self) {
        self.used.resize(self.used.len().max(other.used.len()), 0);
        self.used.iter_mut().zip(&other.used).for_each(|(own, other)| *own |= other);
    }

    /// Labels that name no row.
    fn strangers(&self) -> u64 {
        self.labels.saturating_sub(self.used.iter().map(|bits| u64::from(bits.count_ones())).sum())
    }

    /// The warnings of this side alone.
    fn of_side(&self) -> Vec<Warning> {
        let name = &self.key;
        let found = [
            (
                self.conflicts,
                format!(
                    "Labels that contradict each other, of which none counts: add a time to the labels, so that the last one does. They are named by {name}"
                ),
            ),
            (
                self.repeated,
                format!(
                    "Labels of an identifier that has another label: an equal one, or an older one, which do not count. They are named by {name}"
                ),
            ),
            (
                self.contradicted,
                format!(
                    "Rows whose own label differs from the one in the labels file: their own label counts. They are named by {name}"
                ),
            ),
        ];
        let warning = |(count, words)| Warning::of_values(WarningCode::Labels, count, words);
        found.into_iter().filter(|(count, _)| *count > 0).map(warning).collect()
    }
}

/// The warnings that labels give on each side: those of its own rows, and on production what concerns both.
pub fn label_warnings(sides: [Option<&FoundLabels>; 2]) -> [Vec<Warning>; 2] {
    let joined = sides.map(|side| side.filter(|found| found.refused.is_none()));
    let mut warnings = joined.map(|side| side.map_or_else(Vec::new, FoundLabels::of_side));
    let refused = sides.iter().rev().flatten().find_map(|found| found.refused.as_ref());
    let mut known = joined.into_iter().rev().flatten();
    match (known.next(), refused) {
        (Some(found), _) => {
            let mut found = found.clone();
            warnings[1].splice(0..0, std::mem::take(&mut found.warnings));
            known.for_each(|other| found.unite(other));
            let count = found.strangers();
            if count > 0 {
                let words = format!(
                    "Labels without a prediction on either side: are rows missing? They are named by {}",
                    found.key
                );
                warnings[1].push(Warning::of_values(WarningCode::Labels, count, words));
            }
        }
        (None, Some(reason)) => warnings[1].push(Warning::of_values(WarningCode::Labels, 1, reason.clone())),
        (None, None) => {}
    }
    warnings
}
