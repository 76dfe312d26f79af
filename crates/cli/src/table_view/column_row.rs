//! One column of the report as a row of the table.

use driftscope_drift::{ColumnReport, Kind, Outcome, Part, Presence, Severity, Summary, format};
use driftscope_table::typing::format_datetime;

use super::cell::Cell;
use super::effect_bar::EffectBar;
use super::paper::Style;
use super::text::{plain, shortened};

/// Stands where there is no value.
const NONE: &str = "–";

/// Places for the label of a category, however wide the paper.
const LABEL: usize = 24;

/// The cells of a column, in the order of [`super::grid::COLUMNS`].
pub(crate) fn row(column: &ColumnReport) -> Vec<Cell> {
    let (word, style) = verdict(column);
    let on = |side: Presence| column.presence == Presence::Both || column.presence == side;
    let value = |side, summary| if on(side) { central(column, side, summary) } else { Cell::styled(NONE, Style::Dim) };
    let number = |value: Option<f64>, text: fn(f64) -> String| {
        value.map_or_else(|| Cell::styled(NONE, Style::Dim), |value| Cell::text(text(value)))
    };
    vec![
        Cell::styled(plain(&column.name), Style::Bold),
        Cell::styled(column.kind.as_str(), Style::Dim),
        value(Presence::Reference, &column.reference),
        value(Presence::Production, &column.production),
        missing(column),
        column.drift.effect.map_or_else(|| Cell::text(""), |effect| Cell::Bar(bar(column, effect, style))),
        number(column.drift.effect, format::effect),
        number(column.drift.p_adjusted, format::p_value),
        Cell::styled(word, style),
    ]
}

/// The value that stands for a side: the median, the first day, how often it is true, or the most frequent category.
fn central(column: &ColumnReport, side: Presence, summary: &Summary) -> Cell {
    if let (Kind::Datetime, Some(first)) = (column.kind, summary.min.and_then(format_datetime)) {
        return Cell::text(format::day(&first));
    }
    if let Some(median) = summary.median {
        return Cell::text(format::number(median));
    }
    if let Some((label, count)) = yes(column, side).or(summary.top.as_ref().map(|top| (top.label.as_str(), top.count)))
    {
        let share = count as f64 / summary.count.max(1) as f64;
        // `1: 22 %`, lest it be read as one number.
        let is_number = label.ends_with(|last: char| last.is_ascii_digit());
        let colon = if is_number || column.kind == Kind::Boolean { ":" } else { "" };
        let tail = format!("{colon} {}", format::percent(share));
        return Cell::Text { head: shortened(&plain(label), LABEL), tail, style: Style::Plain };
    }
    if summary.count > 0 && summary.distinct > 0 {
        return Cell::styled(format!("{} distinct", format::count(summary.distinct)), Style::Dim);
    }
    Cell::styled(NONE, Style::Dim)
}

/// How often a boolean is true: a rate that rises is read more easily than its opposite that falls.
fn yes(column: &ColumnReport, side: Presence) -> Option<(&str, u64)> {
    let categories = column.categories.as_ref().filter(|_| column.kind == Kind::Boolean)?;
    let place = categories.labels.iter().position(|label| label == "true" || label == "1")?;
    let counts = if side == Presence::Reference { &categories.reference } else { &categories.production };
    Some((&categories.labels[place], *counts.get(place)?))
}

fn missing(column: &ColumnReport) -> Cell {
    let [reference, production] = [&column.reference, &column.production].map(Summary::missing_share);
    match column.presence {
        Presence::Both if reference == 0.0 && production == 0.0 => Cell::styled(NONE, Style::Dim),
        Presence::Both => {
            let moved = column.drift.drifted
                && column.drift.parts.iter().any(|part| {
                    part.part == Part::Missing && column.drift.tolerance().is_some_and(|least| part.effect >= least)
                });
            let style = if moved { Style::Bold } else { Style::Plain };
            Cell::styled(format::percent_change(reference, production), style)
        }
        Presence::Reference | Presence::Production if reference + production == 0.0 => Cell::styled(NONE, Style::Dim),
        Presence::Reference | Presence::Production => Cell::text(format::percent(reference + production)),
    }
}

fn bar(column: &ColumnReport, effect: f64, style: Style) -> EffectBar {
    let style = if column.drift.drifted { style } else { Style::Plain };
    EffectBar { effect, null_band: column.drift.null_band.unwrap_or(0.0), tolerance: column.drift.tolerance(), style }
}

/// The verdict as a sign and a word, and its colour.
fn verdict(column: &ColumnReport) -> (&'static str, Style) {
    match (column.drift.outcome, column.drift.severity) {
        (Outcome::Drifted, Severity::Large) => ("▲ large", Style::Red),
        (Outcome::Drifted, Severity::Moderate) => ("▲ moderate", Style::Red),
        (Outcome::Drifted, Severity::Small) => ("△ small", Style::Amber),
        (Outcome::Drifted, Severity::None) => ("△ drifted", Style::Amber),
        (Outcome::Negligible, _) => ("– negligible", Style::Dim),
        (Outcome::NoDrift, _) => ("✓ no drift", Style::Green),
        (Outcome::TooFewRows, _) => ("? too few rows", Style::Dim),
        (Outcome::NotTested, _) => match column.presence {
            Presence::Reference => ("− removed", Style::Amber),
            Presence::Production => ("+ added", Style::Amber),
            Presence::Both => ("· not tested", Style::Dim),
        },
    }
}
