//! One column of the report as a row of the table.

use driftscope_present::{Typical, numbers};
use driftscope_report::{ColumnReport, Outcome, Part, Presence, Severity, Summary};

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
    let [reference, production] = driftscope_present::typical(column);
    let [bar, size, interval] = size(column, style);
    vec![
        Cell::styled(plain(&column.name), Style::Bold),
        Cell::styled(column.kind.as_str(), Style::Dim),
        central(reference),
        central(production),
        missing(column),
        bar,
        size,
        interval,
        number(column.drift.p_adjusted, alpha, numbers::p_value_against),
        Cell::styled(word, style),
    ]
}

/// The bar, the figure and the interval of the effect; of a column that another rule decided, the name, the score and the limit
/// of that rule.
fn size(column: &ColumnReport, style: Style) -> [Cell; 3] {
    let drift = &column.drift;
    if drift.rule.is_some() {
        let [score, limit] = match (drift.score, drift.threshold) {
            (Some(score), Some(limit)) => numbers::numbers([score, limit]),
            _ => [NONE.to_owned(), String::new()],
        };
        let limit = if limit.is_empty() { limit } else { format!("limit {limit}") };
        return [Cell::styled(drift.method.clone(), Style::Dim), Cell::text(score), Cell::styled(limit, Style::Dim)];
    }
    let Some(effect) = drift.effect else { return [Cell::text(""), Cell::styled(NONE, Style::Dim), Cell::text("")] };
    let limit = drift.threshold.unwrap_or(f64::NAN);
    let interval = drift.low.zip(drift.high);
    let ends = interval.map_or_else(String::new, |(low, high)| {
        format!("({}–{})", numbers::effect(low), numbers::effect_against(high, limit))
    });
    [
        Cell::Bar(bar(column, effect, style)),
        Cell::text(numbers::effect_against(effect, limit)),
        Cell::styled(ends, Style::Dim),
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
        Some(Typical::Distinct(distinct)) => Cell::styled(format!("{} distinct", numbers::count(distinct)), Style::Dim),
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
                    part.part == Part::Missing && column.drift.limit().is_some_and(|least| part.effect >= least)
                });
            let style = if moved { Style::Bold } else { Style::Plain };
            Cell::styled(numbers::percent_change(reference, production), style)
        }
        Presence::Reference | Presence::Production if reference + production == 0.0 => Cell::styled(NONE, Style::Dim),
        Presence::Reference | Presence::Production => Cell::text(numbers::percent(reference + production)),
    }
}

fn bar(column: &ColumnReport, effect: f64, style: Style) -> EffectBar {
    let style = if column.drift.drifted { style } else { Style::Plain };
    EffectBar {
        effect,
        null_band: column.drift.null_band.unwrap_or(0.0),
        interval: column.drift.low.zip(column.drift.high).map(<[f64; 2]>::from),
        limit: column.drift.limit(),
        style,
    }
}

/// The verdict as a sign and a word, and its colour.
fn verdict(column: &ColumnReport) -> (&'static str, Style) {
    match (column.drift.outcome, column.drift.severity) {
        (Outcome::Drifted, Severity::Large) => ("▲ large", Style::Red),
        (Outcome::Drifted, Severity::Moderate) => ("▲ moderate", Style::Red),
        (Outcome::Drifted, Severity::Small) => ("△ small", Style::Amber),
        (Outcome::Drifted, Severity::None) => ("▲ drifted", Style::Red),
        (Outcome::Negligible, _) => ("– negligible", Style::Dim),
        (Outcome::NoDrift, _) => ("✓ no drift", Style::Green),
        (Outcome::Unclear, _) => ("? unclear", Style::Dim),
        (Outcome::Identical, _) => ("= identical", Style::Dim),
        (Outcome::NotTested, _) => match column.presence {
            _ if column.awaits_labels() => ("· no labels yet", Style::Dim),
            Presence::Reference => ("− removed", Style::Amber),
            Presence::Production => ("+ added", Style::Amber),
            Presence::Both => ("· not tested", Style::Dim),
        },
    }
}
