//! The words and signs of the verdict, in one place.

use driftscope_present::{Typical, numbers};
use driftscope_report::{Binned, ColumnReport, Outcome, Presence, Role, Severity};

/// Why a report cannot be saved yet.
pub(crate) const COMPLETING: &str =
    "A moment: the other tests and the files' fingerprints (SHA-256) are being computed for the record";

/// The verdict on a column: a sign, a word, and the class that colours both.
pub(crate) struct Word {
    pub sign: &'static str,
    pub word: &'static str,
    pub class: &'static str,
}

/// The verdict on a column in a word.
pub(crate) fn outcome(column: &ColumnReport) -> Word {
    let (sign, word, class) = match (column.presence, column.drift.outcome, column.drift.severity) {
        (Presence::Production, ..) => ("+", "Added", "added"),
        _ if column.awaits_labels() => ("·", "No labels yet", "untested"),
        (Presence::Reference, ..) => ("−", "Removed", "removed"),
        (_, Outcome::Drifted, Severity::Large) => ("▲", "Large", "large"),
        (_, Outcome::Drifted, Severity::Moderate) => ("▲", "Moderate", "moderate"),
        (_, Outcome::Drifted, Severity::Small) => ("△", "Small", "small"),
        // By another rule, which has no words for how large it is.
        (_, Outcome::Drifted, Severity::None) => ("▲", "Drifted", "moderate"),
        (_, Outcome::Negligible, _) => ("–", "Negligible", "negligible"),
        (_, Outcome::NoDrift, _) => ("✓", "No drift", "none"),
        (_, Outcome::Unclear, _) => ("?", "Unclear", "unclear"),
        (_, Outcome::Identical, _) => ("=", "Identical", "none"),
        (_, Outcome::NotTested, _) => ("·", "Not tested", "untested"),
    };
    Word { sign, word, class }
}

/// The role in a word; a feature has none, since most columns are.
pub(crate) fn role(role: Role) -> Option<&'static str> {
    (role != Role::Feature).then(|| role.as_str())
}

/// What stands for each side of a column in the table.
pub(crate) fn typical(column: &ColumnReport) -> [String; 2] {
    driftscope_present::typical(column).map(|side| match side {
        Some(Typical::Number(text) | Typical::Day(text)) => text,
        Some(Typical::Share { label, share }) => format!("{}: {share}", numbers::name(&label, 18)),
        Some(Typical::Distinct(distinct)) => format!("{} distinct", numbers::count(distinct)),
        None => "–".to_owned(),
    })
}

/// What it means that a column is known from buckets.
pub(crate) fn binned(binned: &Binned) -> String {
    format!(
        "A profile was compared, not rows: shares are within {}, values within {} of their size",
        numbers::percent(binned.share),
        numbers::percent(binned.width)
    )
}
/// The name of a column, or that it has none: JSON allows the empty key.
pub(crate) fn column_name(name: &str) -> &str {
    if name.trim().is_empty() { "(no name)" } else { name }
}
