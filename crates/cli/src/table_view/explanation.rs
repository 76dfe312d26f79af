//! Which columns carry a change of the model's predictions.

use driftscope_present::explanation::{part, share_words};
use driftscope_present::{column_name, numbers};
use driftscope_report::{ExplainedPart, Report};

use super::Page;
use super::paper::Style;
use crate::text::{padded, plain, shortened};

/// Columns that are printed.
const COLUMNS: usize = 8;

/// Prints it, where there are predictions.
pub(super) fn print(report: &Report, page: &mut Page) {
    let Some(found) = &report.explanation else { return };
    page.heading("What moved the predictions");
    page.paragraph(Style::Plain, &format!("  {}", plain(&found.sentence)), 2);
    let head =
        format!("  {}{}{}{}", padded("column", 27), padded("carries", 32), padded("of the change", 16), "importance");
    page.line(Style::Dim, &head);
    let line = |name: &str, moved: ExplainedPart, importance: Option<f64>| {
        let [value, between] = part(found, moved);
        let share = share_words(found, moved).unwrap_or_default();
        let importance = importance.map_or_else(String::new, numbers::percent);
        let moved = padded(&format!("{value} ({between})"), 32);
        format!("  {}{moved}{}{importance}", padded(&shortened(name, 26), 27), padded(&share, 16))
    };
    for column in found.columns.iter().take(COLUMNS) {
        page.line(Style::Plain, &line(&plain(column_name(&column.column)), column.part, Some(column.importance)));
    }
    page.line(Style::Dim, &line("no column", found.rest, None));
    let explained = numbers::percent(found.explained);
    page.line(Style::Dim, &format!("  The columns explain {explained} of the variance of the predictions."));
}
