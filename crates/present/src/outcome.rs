//! The verdict on a column as a sign and a word.

use driftscope_report::{ColumnReport, Outcome, Presence, Severity};

/// A verdict as every view shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// One character, so that no verdict is known by its colour alone.
    pub sign: &'static str,
    /// The word, in sentence case.
    pub word: &'static str,
    /// What a view colours it by.
    pub tone: Tone,
}

/// What a verdict is coloured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The column is in production only.
    Added,
    /// The column is in the reference only.
    Removed,
    /// A large drift.
    Large,
    /// A moderate drift, or one by a rule that knows no sizes.
    Moderate,
    /// A small drift.
    Small,
    /// A drift that a person acknowledged.
    Known,
    /// A real change below the limit.
    Negligible,
    /// No drift.
    NoDrift,
    /// The same values.
    Identical,
    /// The rows leave it open.
    Unclear,
    /// Not tested.
    Untested,
}

/// The sign and word of a change that a person acknowledged.
pub(crate) const KNOWN: Word = Word { sign: "◦", word: "Known", tone: Tone::Known };

/// The sign and word for the verdict on a column. A column of one side alone is added or removed whatever else is known about it,
/// and a target whose labels have not arrived is neither.
pub fn outcome(column: &ColumnReport) -> Word {
    let (sign, word, tone) = match (column.presence, column.drift.outcome, column.drift.severity) {
        (Presence::Production, ..) => ("+", "Added", Tone::Added),
        _ if column.awaits_labels() => ("·", "No labels yet", Tone::Untested),
        (Presence::Reference, ..) => ("−", "Removed", Tone::Removed),
        (_, Outcome::Drifted, _) if column.drift.is_known() => return KNOWN,
        (_, Outcome::Drifted, Severity::Large) => ("▲", "Large", Tone::Large),
        (_, Outcome::Drifted, Severity::Moderate) => ("▲", "Moderate", Tone::Moderate),
        (_, Outcome::Drifted, Severity::Small) => ("△", "Small", Tone::Small),
        // By another rule, which has no words for how large it is.
        (_, Outcome::Drifted, Severity::None) => ("▲", "Drifted", Tone::Moderate),
        (_, Outcome::Negligible, _) => ("–", "Negligible", Tone::Negligible),
        (_, Outcome::NoDrift, _) => ("✓", "No drift", Tone::NoDrift),
        (_, Outcome::Unclear, _) => ("?", "Unclear", Tone::Unclear),
        (_, Outcome::Identical, _) => ("=", "Identical", Tone::Identical),
        (_, Outcome::NotTested, _) => ("·", "Not tested", Tone::Untested),
    };
    Word { sign, word, tone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Drift, Role, Summary};

    #[test]
    fn a_target_that_lacks_labels_was_not_removed() {
        let with_values = Summary { count: 9, ..Summary::default() };
        let column = |role| ColumnReport {
            role,
            presence: Presence::Reference,
            reference: with_values.clone(),
            ..ColumnReport::default()
        };
        assert_eq!(outcome(&column(Role::Target)).word, "No labels yet");
        assert_eq!(outcome(&column(Role::Feature)).word, "Removed");
    }

    #[test]
    fn drift_by_a_rule_without_sizes_has_a_word() {
        let drift = Drift { outcome: Outcome::Drifted, ..Drift::default() };
        let word = outcome(&ColumnReport { drift, ..ColumnReport::default() });
        assert_eq!((word.sign, word.word), ("▲", "Drifted"));
    }
}
