//! Words that several views of the page share.

use driftscope_present::{Tone, Typical, numbers, record};
use driftscope_report::{Binned, ColumnReport, Report};

/// Why a report cannot be saved yet.
pub(crate) fn completing_note(report: &Report) -> String {
    match record::missing_parts(report) {
        Some(parts) => format!("Still being computed: {parts}"),
        None => "The columns are being compared again".to_owned(),
    }
}

/// The stylesheet's class for the colour of a verdict.
pub(crate) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Added => "added",
        Tone::Removed => "removed",
        Tone::Large => "large",
        Tone::Moderate => "moderate",
        Tone::Small => "small",
        Tone::Known | Tone::Negligible => "negligible",
        Tone::NoDrift | Tone::Identical => "none",
        Tone::Unclear => "unclear",
        Tone::Untested => "untested",
    }
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
