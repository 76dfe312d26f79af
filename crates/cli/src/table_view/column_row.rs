//! One column of the report as a row of the table.

use driftscope_drift::{ColumnReport, Outcome, Part, Presence, Severity, Summary, Typical, format};

use super::cell::Cell;
use super::effect_bar::EffectBar;
use super::paper::Style;
use super::text::{plain, shortened};

/// Stands where there is no value.
const NONE: &str = "–";

/// Places for the label of a category, however wide the paper.
const LABEL: usize = 24;

/// The cells of a column, in the order of [`super::grid::COLUMNS`]. `alpha` is what p is held against.
pub(crate) fn row(column: &ColumnReport, alpha: f64) -> Vec<Cell> {
    let (word, style) = verdict(column);
    let number = |value: Option<f64>, limit: f64, text: fn(f64, f64) -> String| {
        value.map_or_else(|| Cell::styled(NONE, Style::Dim), |value| Cell::text(text(value, limit)))
    };
    let [reference, production] = column.typical();
    vec![
        Cell::styled(plain(&column.name), Style::Bold),
        Cell::styled(column.kind.as_str(), Style::Dim),
        central(reference),
        central(production),
        missing(column),
        column.drift.effect.map_or_else(|| Cell::text(""), |effect| Cell::Bar(bar(column, effect, style))),
        number(column.drift.effect, column.drift.threshold.unwrap_or(f64::NAN), format::effect_against),
        number(column.drift.p_adjusted, alpha, format::p_value_against),
        Cell::styled(word, style),
    ]
}

/// What stands for a side, if it has the column.
fn central(typical: Option<Typical>) -> Cell {
    match typical {
        Some(Typical::Number(text) | Typical::Day(text)) => Cell::text(text),
        // `1: 22 %`, lest it be read as one number.
        Some(Typical::Share { label, share }) => {
            Cell::Text { head: shortened(&plain(&label), LABEL), tail: format!(": {share}"), style: Style::Plain }
        }
        Some(Typical::Distinct(distinct)) => Cell::styled(format!("{} distinct", format::count(distinct)), Style::Dim),
        None => Cell::styled(NONE, Style::Dim),
    }
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
            _ if column.awaits_labels() => ("· no labels yet", Style::Dim),
            Presence::Reference => ("− removed", Style::Amber),
            Presence::Production => ("+ added", Style::Amber),
            Presence::Both => ("· not tested", Style::Dim),
        },
    }
}
