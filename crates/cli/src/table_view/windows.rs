//! Since when columns differ, and a heat map of columns by windows of time.

use driftscope_present::since_when;
use driftscope_present::windows::{HEAT, date, heat};
use driftscope_report::{ColumnReport, Report, Window, WindowedCounts};

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

/// Characters of a cell of a few files or versions.
const WIDE: usize = 3;

/// Files or versions that are named.
const LISTED: usize = 24;

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
        super::since::print(report, windows, since, page);
    } else {
        page.paragraph(Style::Plain, &format!("  {}", plain(&since.sentence)), 2);
    }
    if let Some(among) = driftscope_present::among::sentence(report) {
        page.paragraph(Style::Plain, &format!("  {}", plain(&among)), 2);
    }
    let by = if windows.column.is_empty() { String::new() } else { format!(" ({})", plain(&windows.column)) };
    page.paragraph(Style::Dim, &format!("  {}{by}", plain(&windows.sentence)), 2);
    if !windows.unit.is_of_time() {
        for (word, side) in [("reference", &windows.reference), ("production", &windows.production)] {
            listed(word, side, page);
        }
    }
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
    // A few files are seen better if each takes some room.
    let wide = if windows.unit.is_of_time() || count * WIDE > room { 1 } else { WIDE };
    for (column, name) in drifted.iter().zip(&shown) {
        let Some(counts) = &column.windows else { continue };
        let sides = [&counts.reference, &counts.production];
        let [reference, production] = sides.map(|side| shades(side, together, wide));
        let dated = since.columns.iter().find(|dated| dated.name == column.name);
        let dated = dated.map_or_else(String::new, |dated| format!("  {}", date(&dated.date)));
        let padding = " ".repeat(widest - text::width(name));
        let reference = page.paper.styled(&reference, Style::Reference);
        let production = page.paper.styled(&production, Style::Production);
        page.text.push_str(&format!("  {name}{padding}  {reference}│{production}{dated}\n"));
    }
    if !drifted.is_empty() {
        let noun = windows.unit.noun();
        let of_several =
            if together > 1 { format!("; a character is the largest of {together} {noun}s") } else { String::new() };
        let or_all = if windows.reference.len() == 1 { ", or all of the reference" } else { "" };
        let [a, b, c, d] = HEAT;
        let legend = format!(
            "  effect of each {noun} against the reference, reference│production: ░ from {a}, ▒ from {b}, ▓ from {c}, █ from {d}; \
             blank: fewer than 10 rows{or_all}{of_several}"
        );
        page.paragraph(Style::Dim, &legend, 2);
    }
}

/// The names of files or versions, in the order of their cells.
fn listed(word: &str, windows: &[Window], page: &mut Page) {
    let more = windows.len().saturating_sub(LISTED);
    let names: Vec<String> = windows.iter().take(LISTED).map(|window| plain(&date(&window.start))).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    page.paragraph(Style::Dim, &format!("  {word}: {}{more}", names.join(", ")), 2);
}

/// A character, or `wide` of them, for each group of windows: that of the largest effect.
fn shades(side: &WindowedCounts, together: usize, wide: usize) -> String {
    let shade = |effects: &[Option<f64>]| {
        let largest = effects.iter().flatten().copied().reduce(f64::max);
        let shade = largest.map_or(' ', |effect| SHADES[heat(effect).min(SHADES.len() - 1)]);
        shade.to_string().repeat(wide)
    };
    side.effect.chunks(together).map(shade).collect()
}
