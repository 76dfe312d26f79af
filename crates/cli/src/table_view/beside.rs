//! Another tool's report beside ours: how far both agree, and what only one of them found.

use driftscope_present::beside::{BesideRow, disagreements, metrics, sentences};
use driftscope_report::Report;

use super::Page;
use super::paper::Style;
use crate::text::{self, plain, shortened};

/// Columns listed before the rest is only counted.
const LISTED: usize = 20;
/// Places for a name.
const NAME: usize = 40;

/// Writes it.
pub(crate) fn print(report: &Report, page: &mut Page) {
    let Some(beside) = &report.beside else { return };
    page.heading(&format!("Beside {}, {}", plain(&beside.tool), shortened(&plain(&beside.file), NAME)));
    for sentence in sentences(report) {
        page.paragraph(Style::Plain, &format!("  {}", plain(&sentence)), 4);
    }
    rows("column", &beside.tool, &disagreements(report), page);
    rows("metric", &beside.tool, &metrics(report), page);
}

fn rows(what: &str, tool: &str, rows: &[BesideRow], page: &mut Page) {
    let Some(longest) = rows.iter().take(LISTED).map(|row| text::width(&plain(&row.name))).max() else { return };
    let width = longest.clamp(what.len(), NAME);
    let line = |[name, ours, theirs]: [&str; 3]| format!("  {name:<width$}  {ours:<14}  {theirs}");
    page.line(Style::Dim, &line([what, "Driftscope", tool]));
    for row in rows.iter().take(LISTED) {
        let name = shortened(&plain(&row.name), width);
        let line = shortened(&line([&name, &row.ours, &plain(&row.theirs)]), page.paper.width);
        page.line(Style::Plain, &line);
    }
    if rows.len() > LISTED {
        page.line(Style::Dim, &format!("  {} more, in the report as JSON or page", rows.len() - LISTED));
    }
}
