//! The date of every change, with its 95 % interval.

use driftscope_present::numbers;
use driftscope_present::windows::{date, group, undated, why_undated};
use driftscope_report::{Report, Since, Windows};

use super::paper::Style;
use super::{Page, names};
use crate::text::{self, plain};

/// The widest name.
const NAME: usize = 36;

/// Prints each group of columns that changed together, then each column, and names those without a date.
pub(super) fn print(report: &Report, windows: &Windows, since: &Since, page: &mut Page) {
    let unit = windows.unit;
    if since.groups.is_empty() {
        page.paragraph(Style::Plain, &format!("  {}", plain(&since.sentence)), 2);
    }
    for found in &since.groups {
        page.paragraph(Style::Plain, &format!("  {}", plain(&group(found, unit))), 2);
    }
    let interval = if unit.is_of_time() { "95 % interval" } else { "" };
    let heading = ["column", "since", interval, "p"].map(str::to_owned);
    let shown: Vec<String> = since.columns.iter().map(|column| plain(&column.name)).collect();
    let rows = since.columns.iter().zip(names::apart(&shown, NAME)).map(|(column, name)| {
        let [first, low, high] = [&column.date, &column.low, &column.high].map(|start| plain(&date(start)));
        let interval = match (unit.is_of_time(), low == high) {
            (false, _) => String::new(),
            (true, true) => low,
            (true, false) => format!("{low} to {high}"),
        };
        [name, first, interval, numbers::p_value_against(column.p_adjusted, report.settings.alpha)]
    });
    let rows: Vec<[String; 4]> = std::iter::once(heading).chain(rows).collect();
    let width = |place: usize| rows.iter().map(|row| text::width(&row[place])).max().unwrap_or(0) + 2;
    let widths = [0, 1, 2].map(width);
    for (number, [name, first, interval, p_value]) in rows.iter().enumerate().take_while(|_| rows.len() > 1) {
        let style = if number == 0 { Style::Dim } else { Style::Plain };
        let cells = [name, first, interval].into_iter().zip(widths).map(|(cell, width)| text::padded(cell, width));
        page.line(style, &format!("  {}{p_value}", cells.collect::<String>()));
    }
    if let Some(words) = undated(since, unit) {
        let listed: Vec<String> = since.undated.iter().map(|name| plain(name)).collect();
        page.paragraph(Style::Dim, &format!("  {words} ({}): {}", why_undated(unit), listed.join(", ")), 2);
    }
}
