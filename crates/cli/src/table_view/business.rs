//! How much the model is used.

use driftscope_present::business::{change, classes};
use driftscope_present::numbers;
use driftscope_report::{KeyFigureWindow, Report};

use super::Page;
use super::paper::Style;
use crate::text::plain;

/// Prints it, where there is a time column.
pub(super) fn print(report: &Report, page: &mut Page) {
    let Some(business) = &report.business else { return };
    page.heading("Business");
    page.paragraph(Style::Plain, &format!("  {}", plain(&business.sentence)), 2);
    for found in &business.changes {
        page.line(Style::Plain, &format!("  {}", change(found)));
    }
    for (label, shares) in classes(&business.months) {
        let [reference, production] = shares.map(|share| share.map_or_else(|| "–".to_owned(), numbers::percent));
        page.line(Style::Plain, &format!("  predicted {}: {reference} → {production}", plain(&label)));
    }
    for figure in &business.figures {
        let mean = |weeks: &[KeyFigureWindow]| {
            let (sum, n) = weeks.iter().fold((0.0, 0), |(sum, n), week| (sum + week.sum, n + week.n));
            if n > 0 { numbers::number(sum / n as f64) } else { "–".to_owned() }
        };
        let (reference, production) = (mean(&figure.reference), mean(&figure.production));
        page.line(Style::Plain, &format!("  {}: mean {reference} → {production}", plain(&figure.name)));
    }
}
