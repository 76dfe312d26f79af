//! What stands below the table: how the columns themselves differ, and what was wrong with the input.

use driftscope_report::{DataSet, Report};

use super::Page;
use super::paper::Style;
use crate::text::{plain, shortened};
use crate::warnings;

/// Names listed before the rest is only counted.
const NAMES: usize = 20;
/// The most warnings of a side that are printed.
const WARNINGS: usize = 20;
/// Places for one name in a list.
const NAME: usize = 60;

/// Writes the notes.
pub(crate) fn print(report: &Report, page: &mut Page) {
    schema(report, page);
    readings(report, page);
    warnings_of("the reference", &report.reference, page);
    warnings_of("production", &report.production, page);
}

fn schema(report: &Report, page: &mut Page) {
    let schema = &report.schema;
    let faults = driftscope_present::faults(schema);
    let is_alike = schema.added.is_empty() && schema.removed.is_empty() && schema.type_changed.is_empty();
    if is_alike && schema.precision_changed.is_empty() && faults.is_empty() {
        return;
    }
    page.heading("Columns that differ");
    for (name, words) in faults.iter().take(NAMES) {
        page.paragraph(Style::Plain, &format!("  {}: {words}", shortened(&plain(name), NAME)), 4);
    }
    if faults.len() > NAMES {
        page.line(Style::Dim, &format!("  {} more without values or with mixed types", faults.len() - NAMES));
    }
    if !schema.removed.is_empty() {
        page.paragraph(Style::Plain, &format!("  only in the reference: {}", names(&schema.removed)), 4);
    }
    if !schema.added.is_empty() {
        page.paragraph(Style::Plain, &format!("  only in production: {}", names(&schema.added)), 4);
    }
    for pair in schema.alike.iter().take(NAMES) {
        let [reference, production] = [&pair.reference, &pair.production].map(|name| shortened(&plain(name), NAME));
        let line = format!(
            "  {reference} and {production} differ only in capitals, blanks or signs: rename one to compare them"
        );
        page.paragraph(Style::Plain, &line, 4);
    }
    for change in schema.type_changed.iter().take(NAMES) {
        let name = shortened(&plain(&change.name), NAME);
        let line = format!(
            "  {name}: {} in the reference, {} in production",
            plain(&change.reference),
            plain(&change.production)
        );
        page.paragraph(Style::Plain, &line, 4);
    }
    if schema.type_changed.len() > NAMES {
        page.line(Style::Dim, &format!("  {} more with another type", schema.type_changed.len() - NAMES));
    }
    for change in schema.precision_changed.iter().take(NAMES) {
        let name = shortened(&plain(&change.name), NAME);
        let line = format!("  {name}: {}", driftscope_present::precision(change));
        page.paragraph(Style::Plain, &line, 4);
    }
    if schema.precision_changed.len() > NAMES {
        page.line(Style::Dim, &format!("  {} more of another precision", schema.precision_changed.len() - NAMES));
    }
}

/// How values were read where that was a guess; settings change the type of a column.
fn readings(report: &Report, page: &mut Page) {
    let each = || report.columns.iter().flat_map(|column| column.reading.iter().map(move |reading| (column, reading)));
    if each().next().is_none() {
        return;
    }
    page.heading("How values were read");
    for (column, reading) in each().take(NAMES) {
        let line = format!("  {}: {}", shortened(&plain(&column.name), NAME), plain(&reading.sentence));
        page.paragraph(Style::Plain, &line, 4);
    }
    if each().count() > NAMES {
        page.line(Style::Dim, &format!("  {} more, in the report as JSON or page", each().count() - NAMES));
    }
}

fn warnings_of(name: &str, side: &DataSet, page: &mut Page) {
    if side.warnings.is_empty() {
        return;
    }
    page.heading(&format!("Warnings about {name}"));
    for warning in side.warnings.iter().take(WARNINGS) {
        page.paragraph(Style::Plain, &format!("  {}", warnings::line(warning)), 4);
    }
    if side.warnings.len() > WARNINGS {
        page.line(Style::Dim, &format!("  {} more, in the report as JSON or page", side.warnings.len() - WARNINGS));
    }
}

fn names(names: &[String]) -> String {
    let mut listed: Vec<_> = names.iter().take(NAMES).map(|name| shortened(&plain(name), NAME)).collect();
    if names.len() > NAMES {
        listed.push(format!("{} more", names.len() - NAMES));
    }
    listed.join(", ")
}
