//! Since when columns differ, and a heat map of columns by windows of time.

use driftscope_present::since_when;
use driftscope_present::windows::{HEAT, date, heat};
use driftscope_report::{ColumnReport, Report, WindowedCounts};

use super::names;
use super::paper::Style;
use super::{FINDINGS, Page};
use crate::text::{self, plain};

/// Characters from no difference to a very large one.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Room for the date of a change.
const DATE: usize = 18;

/// The widest name.
const NAME: usize = 28;

/// Prints it, where there are windows; where there are none and dates are asked for, why.
pub(super) fn print(report: &Report, dates: bool, page: &mut Page) {
    let (Some(windows), Some(since)) = (&report.windows, &report.since) else {
        if dates {
            page.heading("Since when");
            page.paragraph(Style::Plain, &format!("  {}", since_when(report).detail), 2);
        }
        return;
    };
    page.heading("Since when");
    if dates {
        super::since::print(report, since, page);
    } else {
        page.paragraph(Style::Plain, &format!("  {}", plain(&since.sentence)), 2);
    }
    page.paragraph(Style::Dim, &format!("  {} ({})", plain(&windows.sentence), plain(&windows.column)), 2);
    let mut drifted: Vec<&ColumnReport> = report.columns.iter().filter(|column| column.drift.drifted).collect();
    drifted.sort_by(|one, other| driftscope_present::by_effect(one, other));
    drifted.retain(|column| column.windows.is_some());
    drifted.truncate(FINDINGS);
    let shown: Vec<String> = drifted.iter().map(|column| plain(&column.name)).collect();
    let shown = names::apart(&shown, NAME);
    let widest = shown.iter().map(|name| text::width(name)).max().unwrap_or(0);
    let room = page.paper.width.saturating_sub(widest + DATE + 7).max(12);
    let count = windows.reference.len() + windows.production.len();
    let together = count.div_ceil(room).max(1);
    for (column, name) in drifted.iter().zip(&shown) {
        let Some(counts) = &column.windows else { continue };
        let [reference, production] = [&counts.reference, &counts.production].map(|side| shades(side, together));
        let dated = since.columns.iter().find(|dated| dated.name == column.name);
        let dated = dated.map_or_else(String::new, |dated| format!("  {}", date(&dated.date)));
        let padding = " ".repeat(widest - text::width(name));
        let reference = page.paper.styled(&reference, Style::Reference);
        let production = page.paper.styled(&production, Style::Production);
        page.text.push_str(&format!("  {name}{padding}  {reference}│{production}{dated}\n"));
    }
    if !drifted.is_empty() {
        let of_several =
            if together > 1 { format!("; a character is the largest of {together} windows") } else { String::new() };
        let [a, b, c, d] = HEAT;
        let legend = format!(
            "  effect of each window against the reference, reference│production: ░ from {a}, ▒ from {b}, ▓ from {c}, █ from {d}; \
             blank: fewer than 10 rows{of_several}"
        );
        page.paragraph(Style::Dim, &legend, 2);
    }
}

/// A character for each group of windows: that of the largest effect.
fn shades(side: &WindowedCounts, together: usize) -> String {
    let shade = |effects: &[Option<f64>]| {
        let largest = effects.iter().flatten().copied().reduce(f64::max);
        largest.map_or(' ', |effect| SHADES[heat(effect).min(SHADES.len() - 1)])
    };
    side.effect.chunks(together).map(shade).collect()
}
