//! The words and signs of the verdict, in one place.

use driftscope_drift::{Binned, ColumnReport, Kind, Outcome, Presence, Role, Severity, Summary, format};

/// Why a report cannot be saved yet.
pub(super) const COMPLETING: &str =
    "A moment: the other tests and the files' fingerprints (SHA-256) are being computed for the record";

/// The verdict on a column: a sign, a word, and the class that colours both.
pub(super) struct Word {
    pub sign: &'static str,
    pub word: &'static str,
    pub class: &'static str,
}

/// The verdict on a column in a word.
pub(super) fn outcome(column: &ColumnReport) -> Word {
    let (sign, word, class) = match (column.presence, column.drift.outcome, column.drift.severity) {
        (Presence::Production, ..) => ("+", "Added", "added"),
        (Presence::Reference, ..) => ("−", "Removed", "removed"),
        (_, Outcome::Drifted, Severity::Large) => ("▲", "Large", "large"),
        (_, Outcome::Drifted, Severity::Moderate) => ("▲", "Moderate", "moderate"),
        (_, Outcome::Drifted, _) => ("△", "Small", "small"),
        (_, Outcome::Negligible, _) => ("–", "Negligible", "negligible"),
        (_, Outcome::NoDrift, _) => ("✓", "No drift", "none"),
        (_, Outcome::TooFewRows, _) => ("?", "Too few rows", "few"),
        (_, Outcome::NotTested, _) => ("·", "Not tested", "untested"),
    };
    Word { sign, word, class }
}

/// The role in a word; a feature has none, since most columns are.
pub(super) fn role(role: Role) -> Option<&'static str> {
    (role != Role::Feature).then(|| role.as_str())
}

/// What stands for one side of a column in the table: the median, the share of true, the top category.
pub(super) fn typical(
    column: &ColumnReport,
    side: &Summary,
    counts: impl Fn(&driftscope_drift::Categories) -> &Vec<u64>,
) -> String {
    if side.count == 0 {
        return "–".to_owned();
    }
    let share = |count: u64| format::percent(count as f64 / side.count as f64);
    match column.kind {
        Kind::Numeric => side.median.map_or_else(|| "–".to_owned(), format::number),
        Kind::Boolean => match &column.categories {
            // The last of the two labels is the one that is true.
            Some(categories) => match (categories.labels.last(), counts(categories).last()) {
                (Some(label), Some(&count)) => format!("{label}: {}", share(count)),
                _ => "–".to_owned(),
            },
            None => "–".to_owned(),
        },
        Kind::Category | Kind::Constant => match &side.top {
            // "v1.0 51 %" would be read as one number.
            Some(top) if top.label.ends_with(|letter: char| letter.is_ascii_digit()) => {
                format!("{}: {}", format::name(&top.label, 18), share(top.count))
            }
            Some(top) => format!("{} {}", format::name(&top.label, 18), share(top.count)),
            None => "–".to_owned(),
        },
        Kind::Datetime => side
            .min
            .and_then(driftscope_table::typing::format_datetime)
            .map_or_else(|| "–".to_owned(), |moment| format::day(&moment).to_owned()),
        Kind::Text | Kind::Identifier => format!("{} distinct", format::count(side.distinct)),
    }
}

/// What it means that a column is known from buckets.
pub(super) fn binned(binned: &Binned) -> String {
    format!(
        "A profile was compared, not rows: shares are within {}, values within {} of their size",
        format::percent(binned.share),
        format::percent(binned.width)
    )
}
/// The name of a column, or that it has none: JSON allows the empty key.
pub(super) fn column_name(name: &str) -> &str {
    if name.trim().is_empty() { "(no name)" } else { name }
}
