//! For whom columns drifted.

use driftscope_present::numbers;
use driftscope_present::segments::finding;
use driftscope_report::{Mix, PickedSegments, Report, SegmentAnswer};

use super::paper::Style;
use super::{FINDINGS, Page};
use crate::text::plain;

/// Values of the picked column whose effects are printed.
const VALUES: usize = 6;

/// Prints it, where it was asked for.
pub(super) fn print(report: &Report, page: &mut Page) {
    let Some(segments) = &report.segments else { return };
    page.heading("For whom");
    for found in &segments.findings {
        page.paragraph(Style::Plain, &format!("  {}", plain(&finding(found))), 2);
    }
    if segments.findings.is_empty() && segments.answer != SegmentAnswer::NotSearched
        || segments.picked.is_none() && segments.findings.is_empty()
    {
        page.paragraph(Style::Plain, &format!("  {}", plain(&segments.sentence)), 2);
    }
    let Some(picked) = &segments.picked else { return };
    let mut columns: Vec<(&Mix, f64)> = report
        .columns
        .iter()
        .filter(|column| column.drift.drifted)
        .filter_map(|column| {
            let mix = column.mix.as_ref()?;
            Some((mix, column.drift.effect.unwrap_or_default()))
        })
        .collect();
    columns.sort_by(|one, other| other.1.total_cmp(&one.1));
    for (mix, _) in columns.iter().take(FINDINGS) {
        page.paragraph(Style::Plain, &format!("  {}", plain(&mix.sentence)), 2);
        page.paragraph(Style::Dim, &format!("    {}", plain(&effects(picked, mix))), 4);
    }
}

/// "effect where origin is EWR 0.12, JFK 0.09; LGA 0.02".
fn effects(picked: &PickedSegments, mix: &Mix) -> String {
    let shown = picked.values.iter().zip(&mix.effects).take(VALUES).map(|(value, effect)| match effect {
        Some(effect) => format!("{} {}", numbers::name(value, 24), numbers::effect(*effect)),
        None => format!("{} too few rows", numbers::name(value, 24)),
    });
    let shown: Vec<String> = shown.collect();
    let more = picked.values.len().saturating_sub(VALUES);
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    format!("effect where {} is {}{more}", picked.column, shown.join(", "))
}
